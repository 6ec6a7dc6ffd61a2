// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/bank_account.h"

namespace eventscope::samples {

BankAccount::Events BankAccount::decide(const State &account, const OpenAccount &command) {
    if (account.isOpen) return refused("the account is already open");
    if (command.initialDeposit < Money{}) return refused("the initial deposit must not be below zero");
    return std::vector<Event>{AccountOpened{command.accountId, command.owner, command.initialDeposit}};
}

BankAccount::Events BankAccount::decide(const State &account, const Deposit &command) {
    if (!account.isOpen) return refused("the account is not open");
    if (command.amount <= Money{}) return refused("the amount must be above zero");
    const auto balance = sum(account.balance, command.amount);
    if (!balance) return refused("the balance would be larger than can be counted");
    return std::vector<Event>{MoneyDeposited{account.id, command.amount, *balance}};
}

BankAccount::Events BankAccount::decide(const State &account, const Withdraw &command) {
    if (!account.isOpen) return refused("the account is not open");
    if (command.amount <= Money{}) return refused("the amount must be above zero");
    const auto balance = difference(account.balance, command.amount);
    if (!balance || *balance < Money{}) return refused("insufficient funds");
    return std::vector<Event>{MoneyWithdrawn{account.id, command.amount, *balance}};
}

BankAccount::Events BankAccount::decide(const State &account, const CloseAccount &) {
    if (!account.isOpen) return refused("the account is not open");
    if (account.balance > Money{}) return refused("the balance must be withdrawn first");
    return std::vector<Event>{AccountClosed{account.id}};
}

void BankAccount::evolve(State &account, const AccountOpened &event) {
    account.id = event.accountId;
    account.owner = event.owner;
    account.balance = event.initialDeposit;
    account.isOpen = true;
}

// The balance is counted from the amounts, so that a history without one of them shows what it changed; the event's own
// word is taken where an amount written past the aggregate cannot be counted.
void BankAccount::evolve(State &account, const MoneyDeposited &event) {
    account.balance = sum(account.balance, event.amount).value_or(event.balanceAfter);
}

void BankAccount::evolve(State &account, const MoneyWithdrawn &event) {
    account.balance = difference(account.balance, event.amount).value_or(event.balanceAfter);
}

void BankAccount::evolve(State &account, const AccountClosed &) { account.isOpen = false; }

} // namespace eventscope::samples
