// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Folds the events of one bank account: a line is its type, a tab, its data. Amounts are added in cents.
import { linesOf } from './lines.mjs';

const lines = linesOf(process.argv[2]);
const types = lines.map((line) => line.slice(0, line.indexOf('\t')));
const payloads = lines.map((line) => line.slice(line.indexOf('\t') + 1));
const start = process.hrtime.bigint();
let state = { id: '', owner: '', balance: 0, isOpen: false, version: 0 };
for (let i = 0; i < types.length; i++) {
  const data = JSON.parse(payloads[i]);
  switch (types[i]) {
    case 'AccountOpened':
      state.id = data.accountId; state.owner = data.owner; state.isOpen = true;
      state.balance = Math.round(data.initialDeposit * 100);
      break;
    case 'MoneyDeposited': state.balance += Math.round(data.amount * 100); break;
    case 'MoneyWithdrawn': state.balance -= Math.round(data.amount * 100); break;
    case 'AccountClosed': state.isOpen = false; break;
  }
  state.version++;
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ seconds, checksum: `${state.version}/${(state.balance / 100).toFixed(2)}/${state.isOpen}` }));
