// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// emmett.mjs URL EVENTS: durable single appends to a new Emmett store, each with its expected version, over 100 streams.
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';

const [url, events] = [process.argv[2], Number(process.argv[3])];
const store = getPostgreSQLEventStore(url);
await store.schema.migrate();
const versions = new Array(100).fill(0n);
const start = process.hrtime.bigint();
for (let i = 0; i < events; i++) {
  const stream = i % versions.length;
  const expectedStreamVersion = versions[stream] === 0n ? 'STREAM_DOES_NOT_EXIST' : versions[stream];
  const event = { type: 'ItemAdded', data: { orderId: `order-${stream}`, sku: `sku-${i}`, quantity: i % 9, price: '19.90', note: 'x'.repeat(120) } };
  const appended = await store.appendToStream(`order-${stream}`, [event], { expectedStreamVersion });
  versions[stream] = appended.nextExpectedStreamVersion;
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
await store.close();
console.log(JSON.stringify({ seconds, checksum: String(events) }));
