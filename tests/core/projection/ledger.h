// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/memory_read_model_store.h"
#include "core/projection/record_projection.h"
#include "core/projection/runner.h"
#include "core/store/memory/memory_store.h"
#include "tests/support/store_fixture.h"

#include <atomic>
#include <map>
#include <stdexcept>
#include <string>

namespace eventscope::testing {

struct Paid {
    static constexpr std::string_view kType = "Paid";
    static constexpr int kSchemaVersion = 1;
    std::string account;
    std::int64_t amount = 0;
    static constexpr auto fields() {
        return std::tuple(field("account", &Paid::account), field("amount", &Paid::amount));
    }
};
struct AccountShut {
    static constexpr std::string_view kType = "AccountShut";
    static constexpr int kSchemaVersion = 1;
    std::string account;
    static constexpr auto fields() { return std::tuple(field("account", &AccountShut::account)); }
};

/// What each account has; cannot take thirteen until it is mended.
struct Balances {
    static constexpr std::string_view kName = "balances";
    static constexpr std::string_view kText = "What each account has";
    static constexpr int kVersion = 1;
    static inline std::atomic<bool> isMended = false;
    struct Row {
        std::int64_t amount = 0, payments = 0;
        static constexpr auto fields() {
            return std::tuple(field("amount", &Row::amount), field("payments", &Row::payments));
        }
    };
    using Event = std::variant<Paid, AccountShut>;
    static std::string_view keyOf(const Paid &event, const EventView &) { return event.account; }
    static std::string_view keyOf(const AccountShut &event, const EventView &) { return event.account; }
    static void apply(std::optional<Row> &row, const Paid &event, const EventView &) {
        if (event.amount == 13 && !isMended) throw std::runtime_error("thirteen is too many");
        if (!row) row.emplace();
        row->amount += event.amount;
        ++row->payments;
    }
    static void apply(std::optional<Row> &row, const AccountShut &, const EventView &) { row.reset(); }
};

/// How often anything was paid; as a second projection over the same log.
struct Days {
    static constexpr std::string_view kName = "days";
    static constexpr std::string_view kText = "Payments a day";
    static constexpr int kVersion = 1;
    struct Row {
        std::int64_t payments = 0;
        static constexpr auto fields() { return std::tuple(field("payments", &Row::payments)); }
    };
    using Event = std::variant<Paid>;
    static std::string keyOf(const Paid &, const EventView &event) { return toIso(event.recordedAt()).substr(0, 10); }
    static void apply(std::optional<Row> &row, const Paid &, const EventView &) noexcept {
        if (!row) row.emplace();
        ++row->payments;
    }
};

/// A log of payments with what is needed to project it.
class Ledger {
  public:
    Ledger() : store(clock) { Balances::isMended = false; }

    void pay(const std::string &account, std::int64_t amount) {
        append("Paid", R"({"account":")" + account + R"(","amount":)" + std::to_string(amount) + "}");
    }
    void shut(const std::string &account) { append("AccountShut", R"({"account":")" + account + "\"}"); }
    void append(const std::string &type, const std::string &data) {
        NewEvent event = eventNamed("event " + std::to_string(++m_events), type);
        event.data = data;
        must(store.append(StreamId{"ledger-1"}, {Expected::Kind::Any, {}}, std::span(&event, 1), {}));
    }
    /// Payments to many accounts, one in `poison` of thirteen (0: none), and some of no meaning between them.
    void payMany(int events, int poison) {
        for (int i = 1; i <= events; ++i) {
            if (i % 7 == 0) append("Noted");
            pay("a" + std::to_string(i % 17), poison > 0 && i % poison == 0 ? 13 : i % 10 + 20);
            if (i % 101 == 0) shut("a" + std::to_string(i % 17));
        }
    }
    void append(const std::string &type) { append(type, "{}"); }

    [[nodiscard]] ProjectionContext context() { return {store.reader(), lens, models, clock}; }
    [[nodiscard]] ModelInfo model(std::string_view name = "balances", ModelRole role = ModelRole::Live) {
        return must(models.find(name, role, {})).value();
    }
    /// key -> row, as text.
    [[nodiscard]] std::map<std::string, std::string> rows(std::string_view name = "balances",
                                                          ModelRole role = ModelRole::Live) {
        std::map<std::string, std::string> all;
        for (const ModelRow &row : must(models.page(model(name, role), "", 1'000'000, {})))
            all[row.key] = print(row.row);
        return all;
    }

    StepClock clock;
    MemoryStore store;
    MemoryReadModelStore models;
    LensPtr lens = identityLens();
    ProjectionPtr balances = std::make_shared<RecordProjection<Balances>>();
    ProjectionPtr days = std::make_shared<RecordProjection<Days>>();

  private:
    int m_events = 0;
};

} // namespace eventscope::testing
