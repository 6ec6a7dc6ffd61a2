// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot_stores.h"

#include "core/aggregate/samples/sample_maker.h"
#include "core/base/simulated_clock.h"
#include "core/domain/store_domain.h"
#include "core/open/open_store.h"
#include "core/open/open_vault.h"
#include "core/privacy/samples/sample_vault.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <tuple>
#include <utility>

namespace eventscope::gui {

namespace {

constexpr std::uint64_t kEvents = 600;

/// Sealed with keys of the vault at `vaultAt`; empty: in clear.
Result<void> makeStore(const std::string &path, const std::string &vaultAt, const JobControl &job) {
    SimulatedClock clock;
    SystemClock now;
    ES_ASSIGN(store, openForWriting("sqlite:" + path, clock, {true, "pictures", std::string(kSampleDomain)}, job));
    samples::SampleOptions options;
    options.events = kEvents;
    if (vaultAt.empty()) {
        options.seed = 2; // other people than those of the sample, whose names must stand in no file in clear
        ES_TRY(samples::makeSample(*store, clock, options, job));
        return {};
    }
    ES_ASSIGN(vault, samples::SampleVault::make(vaultAt, store->reader().info().identity.id, now));
    options.protect = vault.protect();
    ES_TRY(samples::makeSample(*store, clock, options, job));
    return vault.keep();
}

} // namespace

Result<void> makeClearStore(const std::string &path, const JobControl &job) { return makeStore(path, {}, job); }

Result<void> makeStoreWithWrongVault(const std::string &path, const JobControl &job) {
    SystemClock clock;
    ES_TRY(makeStore(path, path + ".right.vault", job));
    ES_ASSIGN(wrong, samples::SampleVault::make(vaultPathOfFile(path), "another store", clock));
    return wrong.keep();
}

Result<void> makeStoreOfOnePerson(const std::string &path, const JobControl &job) {
    SimulatedClock clock(timeOfUs(1'712'000'000'000'000)); // in April 2024, as the sample begins
    SystemClock now;
    ES_ASSIGN(store, openForWriting("sqlite:" + path, clock, {true, "pictures", std::string(kSampleDomain)}, job));
    ES_ASSIGN(vault, samples::SampleVault::make(vaultPathOfFile(path), store->reader().info().identity.id, now));
    const std::string person = kOnePerson;
    const auto sealed = vault.protect()(std::move(store));
    const std::tuple<const char *, const char *, std::string> events[] = {
        {"candidate-", "CandidateCreated",
         R"({"candidateId":")" + person + R"(","fullName":"Ada Jansen","email":"ada@example.com"})"},
        {"user-", "UserRegistered", R"({"userId":")" + person + R"(","email":"ada@example.com"})"},
        {"order-", "OrderPlaced",
         R"({"customerId":")" + person + R"(","shippingAddress":{"city":"Bonn","street":"Markt 1"}})"}};
    for (const auto &[stream, type, data] : events) {
        NewEvent event;
        event.id = derivedEventId("pictures", type);
        event.type = type;
        event.data = data;
        ES_TRY(sealed->append({stream + person}, Expected::any(), {&event, 1}, job));
    }
    return vault.keep();
}

} // namespace eventscope::gui
