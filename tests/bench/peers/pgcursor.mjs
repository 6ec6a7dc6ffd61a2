// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// pgcursor.mjs URL TABLE: reads a table of events in the order of its id through a cursor, as objects with parsed payloads.
import pg from 'pg';
import Cursor from 'pg-cursor';

const [url, table] = process.argv.slice(2);
const start = process.hrtime.bigint();
const client = new pg.Client({ connectionString: url });
await client.connect();
const cursor = client.query(new Cursor(`select * from ${table} order by id`));
let rows = 0;
let members = 0;
for (let part = await cursor.read(5000); part.length > 0; part = await cursor.read(5000)) {
  rows += part.length;
  for (const row of part) members += Object.keys(row.event_data).length;
}
await cursor.close();
await client.end();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ seconds, members, checksum: String(rows) }));
