// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// emmettrebuild.mjs URL fill|run: "fill" copies the events of our store in the same database, untimed, to where Emmett
// keeps them; "run" rebuilds account-summary of them by Emmett, with its own settings, into its own documents.
import { getPostgreSQLEventStore, pongoMultiStreamProjection, rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { accountEvents, newAccount, summaryOf, withEvent } from './account.mjs';

const [url, act] = process.argv.slice(2);
const collection = 'account_summary';

async function query(sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const done = await client.query(sql);
  await client.end();
  return done.rows;
}

async function fill() {
  const store = getPostgreSQLEventStore(url);
  await store.schema.migrate();
  await store.close();
  await query('insert into emt_messages (stream_position, global_position, transaction_id, created, stream_id, message_schema_version, ' +
    'message_id, message_type, message_data, message_metadata) select version, global_position, pg_current_xact_id(), recorded_at, ' +
    "stream_id, schema_version::text, event_id::text, event_type, data::jsonb, coalesce(metadata::jsonb, '{}') from eventscope.events order by 2");
  await query('vacuum analyze emt_messages');
}

async function run() {
  const projection = pongoMultiStreamProjection({
    collectionName: collection,
    canHandle: accountEvents,
    getDocumentId: (event) => event.data.accountId,
    initialState: newAccount,
    evolve: (account, { type, data }) => withEvent(account, type, data, null),
  });
  const start = process.hrtime.bigint();
  const consumer = rebuildPostgreSQLProjections({ connectionString: url, projections: [projection] });
  await consumer.start();
  await consumer.close();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const documents = await query(`select data from ${collection}`);
  console.log(JSON.stringify({ seconds, checksum: summaryOf(documents.map((row) => row.data)) }));
}

await (act === 'fill' ? fill() : run());
