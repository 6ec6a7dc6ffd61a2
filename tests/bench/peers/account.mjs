// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// account-summary of the sample domain as node's peers keep it: amounts in cents.

export const accountEvents = ['AccountOpened', 'MoneyDeposited', 'MoneyWithdrawn', 'AccountClosed'];

export const newAccount = () => ({ cents: 0, transactions: 0, lastActivity: null });

const cents = (amount) => Math.round(amount * 100);

export function withEvent(account, type, data, time) {
  switch (type) {
    case 'AccountOpened': account.cents += cents(data.initialDeposit); break;
    case 'MoneyDeposited': account.cents += cents(data.amount); account.transactions++; break;
    case 'MoneyWithdrawn': account.cents -= cents(data.amount); account.transactions++; break;
  }
  account.lastActivity = time;
  return account;
}

// As bench_rebuild prints it: the number of accounts and the sum of their balances.
export function summaryOf(accounts) {
  let rows = 0;
  let sum = 0;
  for (const account of accounts) {
    rows++;
    sum += account.cents;
  }
  return `${rows}/${(sum / 100).toFixed(2)}`;
}
