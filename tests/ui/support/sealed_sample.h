// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregate/samples/sample_maker.h"
#include "core/base/simulated_clock.h"
#include "core/open/open_store.h"
#include "core/open/open_vault.h"
#include "core/privacy/samples/sample_vault.h"

#include <optional>
#include <string>
#include <utility>

namespace eventscope::ui {

enum class AreSealed : bool { No, Yes };

/// A sample of 500 events at `path`; answers the first stream of a candidate in it.
inline Result<StreamId> makeSmallSample(const std::string &path, AreSealed areSealed) {
    SimulatedClock clock;
    SystemClock now;
    ES_ASSIGN(store, openForWriting(path, clock, {.createIfMissing = true, .purpose = "test", .domain = "sample"}, {}));
    samples::SampleOptions options;
    options.events = 500;
    std::optional<samples::SampleVault> vault;
    if (areSealed == AreSealed::Yes) {
        ES_ASSIGN(made, samples::SampleVault::make(vaultPathOfFile(path), store->reader().info().identity.id, now));
        vault.emplace(std::move(made));
        options.protect = vault->protect();
    }
    ES_TRY(samples::makeSample(*store, clock, options, {}));
    Query query;
    query.prefilter.kind = Prefilter::Kind::Type;
    query.prefilter.text = "CandidateCreated";
    query.rowsMax = 1;
    ES_ASSIGN(first, store->reader().page(query, {}));
    const StreamId candidate = (*first)[0].streamId();
    if (vault) ES_TRY(vault->keep());
    return candidate;
}

inline Result<StreamId> makeSmallSealedSample(const std::string &path) { return makeSmallSample(path, AreSealed::Yes); }

} // namespace eventscope::ui
