// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// append.mjs EVENTS CLIENTS PGBENCH...: one event a call of eventscope.append_events(), over 100 streams, as pgbench runs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [events, clients, ...pgbench] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'eventscope-append-'));
const script = join(folder, 'append.sql');
const data = JSON.stringify({ orderId: '7f3a0c1e-5a52-4c8e-9a52-3f1f4a1c2b3d', customerId: 'customer-004711', sku: 'SKU-00042', quantity: 3,
  price: 19.95, currency: 'EUR', address: { street: 'Langestraat 7', city: 'Utrecht', zip: '1234 AB' }, note: 'leave it at the door, please' });
const metadata = JSON.stringify({ correlationId: '7f3a0c1e-5a52-4c8e-9a52-3f1f4a1c2b3d', causationId: '7f3a0c1e-5a52-4c8e-9a52-3f1f4a1c2b3d',
  userId: 'user-0007' });
writeFileSync(script, `\\set stream random(0, 99)
select * from eventscope.append_events('order-' || :stream, 'order', 'any', 0, clock_timestamp(), array[gen_random_uuid()],
  array['OrderPlaced'], array[1::bigint], array[null::timestamptz], array[decode(repeat('ab', 32), 'hex')],
  array['json'], array['${data}'], array[null::bytea], array['json'], array['${metadata}'], array[null::bytea]);
`);
const database = pgbench.pop();
const each = String(Math.ceil(Number(events) / Number(clients)));
const done = spawnSync(pgbench[0], [...pgbench.slice(1), '-n', '-M', 'prepared', '-c', clients, '-j', '2', '-t', each, '-f', script, database],
  { encoding: 'utf8' });
rmSync(folder, { recursive: true });
const perSecond = /tps = ([0-9.]+)/.exec(done.stdout)?.[1];
if (done.status !== 0 || !perSecond) throw new Error(`pgbench failed: ${done.stderr}`);
console.log(JSON.stringify({ seconds: Number(events) / Number(perSecond), checksum: events }));
