// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/bank_account.h"
#include "core/event/event_batch.h"

namespace eventscope::samples {

/// What each account holds, and how much it is used. Key: accountId.
struct AccountSummary {
    static constexpr std::string_view kName = "account-summary";
    static constexpr std::string_view kText = "Balance and use of each account";
    static constexpr int kVersion = 1;

    struct Row {
        Money balance;
        std::int64_t transactionCount = 0; ///< deposits and withdrawals
        std::optional<Time> lastActivity;
        static constexpr auto fields() {
            return std::tuple(field("balance", &Row::balance), field("transactionCount", &Row::transactionCount),
                              field("lastActivity", &Row::lastActivity));
        }
    };
    using Event = BankAccount::Event;

    [[nodiscard]] static std::string_view keyOf(const auto &event, const EventView &) { return event.accountId; }

    static void apply(std::optional<Row> &row, const AccountOpened &event, const EventView &view) noexcept {
        touched(row, view).balance = event.initialDeposit;
    }
    /// Refuses: a balance beyond what can be counted.
    [[nodiscard]] static Result<void> apply(std::optional<Row> &row, const MoneyDeposited &event,
                                            const EventView &view) {
        Row &account = touched(row, view);
        return move(account, sum(account.balance, event.amount));
    }
    /// Refuses: a balance beyond what can be counted.
    [[nodiscard]] static Result<void> apply(std::optional<Row> &row, const MoneyWithdrawn &event,
                                            const EventView &view) {
        Row &account = touched(row, view);
        return move(account, difference(account.balance, event.amount));
    }
    static void apply(std::optional<Row> &row, const AccountClosed &, const EventView &view) noexcept {
        touched(row, view);
    }

  private:
    static Row &touched(std::optional<Row> &row, const EventView &view) noexcept {
        Row &account = row ? *row : row.emplace();
        account.lastActivity = view.recordedAt();
        return account;
    }
    [[nodiscard]] static Result<void> move(Row &account, std::optional<Money> balance) {
        if (!balance) return refused("the balance would be larger than can be counted");
        account.balance = *balance;
        ++account.transactionCount;
        return {};
    }
};

} // namespace eventscope::samples
