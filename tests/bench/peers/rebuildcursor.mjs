// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// rebuildcursor.mjs URL SQL: account-summary folded in memory from the rows of SQL, read through a cursor.
import pg from 'pg';
import Cursor from 'pg-cursor';
import { newAccount, summaryOf, withEvent } from './account.mjs';

const [url, sql] = process.argv.slice(2);
const start = process.hrtime.bigint();
const client = new pg.Client({ connectionString: url });
await client.connect();
const cursor = client.query(new Cursor(sql));
const accounts = new Map();
for (let part = await cursor.read(5000); part.length > 0; part = await cursor.read(5000)) {
  for (const row of part) {
    const data = typeof row.data === 'string' ? JSON.parse(row.data) : row.data;
    let account = accounts.get(data.accountId);
    if (!account) accounts.set(data.accountId, (account = newAccount()));
    withEvent(account, row.event_type, data, row.recorded_at);
  }
}
await cursor.close();
await client.end();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ seconds, checksum: summaryOf(accounts.values()) }));
