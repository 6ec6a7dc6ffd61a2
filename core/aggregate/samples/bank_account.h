// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/aggregate.h"
#include "core/aggregate/personal.h"
#include "core/aggregate/samples/money.h"

#include <string>
#include <variant>
#include <vector>

namespace eventscope::samples {

struct AccountOpened {
    static constexpr std::string_view kType = "AccountOpened";
    static constexpr int kSchemaVersion = 1;
    std::string accountId;
    Personal<std::string> owner;
    Money initialDeposit;
    static constexpr auto fields() {
        return std::tuple(field("accountId", &AccountOpened::accountId), field("owner", &AccountOpened::owner),
                          field("initialDeposit", &AccountOpened::initialDeposit));
    }
    bool operator==(const AccountOpened &) const = default;
};

struct MoneyDeposited {
    static constexpr std::string_view kType = "MoneyDeposited";
    static constexpr int kSchemaVersion = 1;
    std::string accountId;
    Money amount;
    Money balanceAfter;
    static constexpr auto fields() {
        return std::tuple(field("accountId", &MoneyDeposited::accountId), field("amount", &MoneyDeposited::amount),
                          field("balanceAfter", &MoneyDeposited::balanceAfter));
    }
    bool operator==(const MoneyDeposited &) const = default;
};

struct MoneyWithdrawn {
    static constexpr std::string_view kType = "MoneyWithdrawn";
    static constexpr int kSchemaVersion = 1;
    std::string accountId;
    Money amount;
    Money balanceAfter;
    static constexpr auto fields() {
        return std::tuple(field("accountId", &MoneyWithdrawn::accountId), field("amount", &MoneyWithdrawn::amount),
                          field("balanceAfter", &MoneyWithdrawn::balanceAfter));
    }
    bool operator==(const MoneyWithdrawn &) const = default;
};

struct AccountClosed {
    static constexpr std::string_view kType = "AccountClosed";
    static constexpr int kSchemaVersion = 1;
    std::string accountId;
    static constexpr auto fields() { return std::tuple(field("accountId", &AccountClosed::accountId)); }
    bool operator==(const AccountClosed &) const = default;
};

struct OpenAccount {
    std::string accountId;
    std::string owner;
    Money initialDeposit;
};
struct Deposit {
    Money amount;
};
struct Withdraw {
    Money amount;
};
struct CloseAccount {};

/// A bank account, stream `account-<uuid>`. It never goes below zero, unless an event is written past it.
struct BankAccount {
    static constexpr std::string_view kName = "BankAccount";
    static constexpr std::string_view kCategory = "account";
    static constexpr int kFoldVersion = 1;

    struct State {
        std::string id;
        Personal<std::string> owner;
        Money balance;
        bool isOpen = false;
        std::int64_t version = 0;
        static constexpr auto fields() {
            return std::tuple(field("id", &State::id), field("owner", &State::owner), field("balance", &State::balance),
                              field("isOpen", &State::isOpen), field("version", &State::version));
        }
        bool operator==(const State &) const = default;
    };
    using Event = std::variant<AccountOpened, MoneyDeposited, MoneyWithdrawn, AccountClosed>;
    using Events = Result<std::vector<Event>>;

    /// Refuses: an open account, an initial deposit below zero.
    [[nodiscard]] static Events decide(const State &account, const OpenAccount &command);
    /// Refuses: not open, an amount of zero or less, a balance beyond what can be counted.
    [[nodiscard]] static Events decide(const State &account, const Deposit &command);
    /// Refuses: not open, an amount of zero or less, more than the balance.
    [[nodiscard]] static Events decide(const State &account, const Withdraw &command);
    /// Refuses: not open, a balance above zero.
    [[nodiscard]] static Events decide(const State &account, const CloseAccount &command);

    static void evolve(State &account, const AccountOpened &event);
    static void evolve(State &account, const MoneyDeposited &event);
    static void evolve(State &account, const MoneyWithdrawn &event);
    static void evolve(State &account, const AccountClosed &event);
};

} // namespace eventscope::samples
