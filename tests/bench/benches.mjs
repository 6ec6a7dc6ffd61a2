// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is measured, and against what. A side is { command, discard?, checksum? }: with `discard` its output goes nowhere
// and the wall time counts; otherwise its last line is JSON with seconds and a checksum. A bench has a peer or a limit.
import { join } from 'node:path';
import { rmSync } from 'node:fs';

const store = (c) => c.file('w1.evdb', (path) => c.must(c.bench('bench_data'), 'store', path, String(c.events)));
const lines = (c) => c.file('account.ndjson', (path) => c.must(c.bench('bench_data'), 'account', path, String(c.events)));
const deep = (c) => c.file('deep.ndjson', (path) => c.must(c.bench('bench_data'), 'deep', path, String(c.events)));
const csv = (c) => c.file('w1.csv', (path) => c.must(c.bench('bench_data'), 'csv', path, String(c.events)));
const pgcsv = (c) => c.file('pg.csv', (path) => c.must(c.bench('bench_data'), 'pgcsv', path, String(c.events)));
const inserts = (c) => c.file('inserts.sql', (path) => c.must(c.bench('bench_data'), 'inserts', path, '5000'));
// Ten million lines do not fit into the memory that node takes by itself.
const node = ['node', '--max-old-space-size=16384'];
const peer = (c, name) => join(c.here, 'peers', name);

// The common workload in a store of ours in PostgreSQL, made once.
const shop = (c) => {
  if (!c.shopUrl) {
    c.shopUrl = c.server().database('shop');
    console.error('  making the store in PostgreSQL');
    c.must(c.bench('bench_data'), 'store', c.shopUrl, String(c.events));
    c.server().ask('shop', 'vacuum analyze eventscope.events');
    c.pgSum = c.server().ask('shop', "select count(*) || '/' || sum(octet_length(data::text)) from eventscope.events");
  }
  return c.shopUrl;
};
const everyColumn = 'select global_position, version, recorded_at, stream_id, event_type, schema_version, valid_at, event_id, content_hash, ' +
  'metadata_encoding, metadata, metadata_raw, data_encoding, data, data_raw from eventscope.events order by global_position';
// The same events as another program keeps them: payloads as jsonb in a table with a serial number.
const asJsonb = (c, database) => {
  c.tables ??= {};
  if (!c.tables[database]) {
    console.error('  making the table of another program');
    c.server().ask(database, 'create table public.events (id bigserial primary key, event_id uuid not null unique, stream_id text not null, ' +
      'version bigint not null, event_type text not null, event_data jsonb not null, metadata jsonb, "timestamp" timestamptz not null, ' +
      'unique (stream_id, version))');
    c.server().ask(database, 'insert into public.events select global_position, event_id, stream_id, version, event_type, data::jsonb, ' +
      "metadata::jsonb, recorded_at from eventscope.events order by 1; select setval('public.events_id_seq', (select max(id) from public.events))");
    c.server().ask(database, 'vacuum analyze public.events');
    c.tables[database] = true;
  }
  return `${c.server().url(database)}#public.events`;
};
const tutorial = (c) => {
  shop(c);
  const url = asJsonb(c, 'shop');
  c.tutorialSum ??= c.server().ask('shop', "select count(*) || '/' || sum(octet_length(event_data::text)) from public.events");
  return url;
};
const everyTutorialColumn = 'select id, version, "timestamp", stream_id, event_type, event_id, metadata, event_data from public.events order by id';
const copyOut = (c, sql, format) => c.server().psql('shop', '-c', `copy (${sql}) to stdout (format ${format})`);
// The sample domain in a store of ours in PostgreSQL.
const sampleOnServer = (c, database, events) => {
  const url = c.server().database(database);
  console.error(`  making a sample of ${events} events in PostgreSQL`);
  c.must('env', `XDG_DATA_HOME=${c.work}`, c.cli, '--quiet', 'sample', url, '--no-vault', '--events', String(events));
  c.server().ask(database, 'vacuum analyze eventscope.events');
  return url;
};
const sampledTenth = (c) => (c.sampledTenthUrl ??= sampleOnServer(c, 'sampledtenth', Math.round(c.events / 10)));
// The same and account-summary of it by one statement.
const sampled = (c) => {
  if (!c.sampledUrl) {
    c.sampledUrl = sampleOnServer(c, 'sampled', c.events);
    c.accountSum = c.server().ask('sampled', `select count(*) || '/' || sum(balance) from (${accountSummary}) as s`);
  }
  return c.sampledUrl;
};
const accountEvents = "event_type in ('AccountOpened', 'MoneyDeposited', 'MoneyWithdrawn', 'AccountClosed')";
const accountSummary = "select data->>'accountId' as key, sum(case event_type when 'AccountOpened' then (data->>'initialDeposit')::numeric " +
  "when 'MoneyDeposited' then (data->>'amount')::numeric when 'MoneyWithdrawn' then -(data->>'amount')::numeric else 0 end) as balance, " +
  "count(*) filter (where event_type in ('MoneyDeposited', 'MoneyWithdrawn')) as transactions, max(recorded_at) as last_activity " +
  `from eventscope.events where ${accountEvents} group by 1`;
const accountColumns = 'select global_position, version, recorded_at, stream_id, event_type, schema_version, data_encoding, data ' +
  `from eventscope.events where ${accountEvents} order by global_position`;
const askSampled = (c, sql) => c.server().psql('sampled', '-c', sql);
const rebuilt = (c) => join(c.work, 'rebuilt.models');
const removeRebuilt = (c) => { for (const end of ['', '-wal', '-shm']) rmSync(rebuilt(c) + end, { force: true }); };
const rebuild = (name, goal, wanted, what, which, peerName, peerCommand) => ({
  name, goal, wanted, what, peerName,
  before: removeRebuilt,
  prepare: sampled,
  ours: (c) => ({ command: [c.bench('bench_rebuild'), sampled(c), which(c), rebuilt(c), 'read'] }),
  peer: (c) => ({ command: peerCommand(c), discard: true, checksum: c.accountSum }),
});
const declared = (name) => (c) => join(c.here, '..', '..', 'resources', 'sample-domain', 'projections', name);
const declaredSummary = declared('account-summary.json');
// Amounts in node are cents: the sums are compared as amounts with two digits.
const asCents = (result) => {
  const [rows, sum] = result.checksum.split('/');
  return `${rows}/${Number(sum).toFixed(2)}`;
};
const emmettEvents = (c) => {
  sampled(c);
  if (!c.emmettFilled) {
    console.error("  copying the events to Emmett's tables");
    c.must('node', peer(c, 'emmettrebuild.mjs'), c.sampledUrl, 'fill');
    c.emmettFilled = true;
  }
};
// The same rebuild with the store's help and without.
const pushdown = (name, what, store, which) => ({
  name, goal: 'G7b', wanted: '>= 4x', what, peerName: 'the same, every event read',
  before: removeRebuilt,
  prepare: store,
  ours: (c) => ({ command: [c.bench('bench_rebuild'), store(c), which(c), rebuilt(c)] }),
  peer: (c) => ({ command: [c.bench('bench_rebuild'), store(c), which(c), rebuilt(c), 'read'] }),
});
const turnover = (c) => join(c.here, 'order-turnover.json');
// The same events with all but an id of each as one personal value: in clear, and sealed for a thousand people.
const personal = (c, form, people = 1000, events = c.events) =>
  c.file(`${form}-${events}-${people}.evdb`, (path) => c.must(c.bench('bench_sealed'), 'make', form, path, String(events), String(people)));
const sampleFile = (c, name, ...more) =>
  c.file(name, (path) => c.must('env', `XDG_DATA_HOME=${c.work}`, c.cli, '--quiet', 'sample', path, ...more, '--events', String(c.events)));
const clearSample = (c) => sampleFile(c, 'sample-clear.evdb', '--no-vault');
const sealedSample = (c) => sampleFile(c, 'sample-sealed.evdb');
const field = (act, what) => ({
  name: `${act}field`, goal: 'G10', wanted: '>= 0.8x', what, peerName: 'libsodium alone, keys at hand',
  prepare: () => {},
  ours: (c) => ({ command: [c.bench('bench_field'), act, '500'] }),
  peer: (c) => ({ command: [c.bench('bench_field'), act, 'bare', '500'] }),
});
const sealedRebuild = (name, what, which) => ({
  name, goal: 'G10', wanted: '>= 0.85x', what, peerName: 'the same sample in clear',
  before: removeRebuilt,
  prepare: (c) => { clearSample(c); sealedSample(c); },
  ours: (c) => ({ command: [c.bench('bench_rebuild'), sealedSample(c), which(c), rebuilt(c), 'read'] }),
  peer: (c) => ({ command: [c.bench('bench_rebuild'), clearSample(c), which(c), rebuilt(c), 'read'] }),
});
const sampledAsJsonb = (c) => { sampled(c); return asJsonb(c, 'sampled'); };

export const benches = [
  {
    name: 'read', goal: 'G2', wanted: '>= 1.3x', peerName: 'sqlite3 "select * from events" > /dev/null',
    what: 'SQLite bulk read, every column, into columns and an arena',
    prepare: (c) => { c.sum = c.must('sqlite3', store(c), 'select count(*) || "/" || sum(length(data)) from events').trim(); },
    ours: (c) => ({ command: [c.bench('bench_read'), store(c)] }),
    peer: (c) => ({ command: ['sqlite3', store(c), 'select * from events'], discard: true, checksum: c.sum }),
  },
  {
    name: 'fold', goal: 'G4', wanted: '>= 4x', peerName: 'node, JSON.parse and the same reducer',
    what: 'fold of one account from raw JSON with the C++ aggregate',
    prepare: lines,
    ours: (c) => ({ command: [c.bench('bench_fold'), lines(c)] }),
    peer: (c) => ({ command: [...node, peer(c, 'fold.mjs'), lines(c)] }),
  },
  {
    name: 'jump', goal: 'G6', wanted: '>= 200x', unit: 'ms', peerName: 'node, replay from the first event',
    what: 'state at a random version, 20 KB state, median of the jumps',
    figure: (result) => result.p50Ms,
    prepare: deep,
    ours: (c) => ({ command: [c.bench('bench_jump'), deep(c)] }),
    peer: (c) => ({ command: [...node, peer(c, 'jump.mjs'), deep(c)] }),
  },
  {
    name: 'import', goal: 'G9b', wanted: '>= 2x', peerName: 'sqlite3 .import into the same table and indexes',
    what: 'bulk import of the same CSV rows into an empty store',
    before: (c) => { for (const end of ['', '-wal', '-shm', '.lock']) rmSync(join(c.work, `import.evdb${end}`), { force: true }); },
    prepare: csv,
    ours: (c) => ({ command: [c.bench('bench_import'), csv(c), join(c.work, 'import.evdb')] }),
    peer: (c) => ({ command: ['sh', peer(c, 'import.sh'), csv(c), join(c.work, 'import.evdb')] }),
  },
  {
    name: 'append', goal: 'G9', wanted: 'reported', peerName: 'sqlite3, one INSERT a transaction into the same table',
    what: 'durable single appends, 5,000 of them',
    before: (c) => { for (const end of ['', '-wal', '-shm', '.lock']) rmSync(join(c.work, `append.evdb${end}`), { force: true }); },
    prepare: inserts,
    ours: (c) => ({ command: [c.bench('bench_append'), join(c.work, 'append.evdb'), '5000'] }),
    peer: (c) => ({ command: ['sh', peer(c, 'append.sh'), inserts(c), join(c.work, 'append.evdb')] }),
  },
  {
    name: 'start', goal: 'G11', wanted: '>= 0.4x (at most 2.5x the time)', peerName: 'an empty QMainWindow with the same libraries',
    what: 'start of the program to the first painted window',
    prepare: () => {},
    ours: (c) => ({ command: ['env', 'EVENTSCOPE_QUIT_AFTER_FIRST_PAINT=1', c.window] }),
    peer: (c) => ({ command: ['env', c.bench('bench_empty_window')] }),
  },
  {
    name: 'frames', goal: 'G8', wanted: '>= 2x', unit: 'ms', peerName: 'a stock QTableView over the same columns as plain text',
    what: 'painting the log after a random jump, 1600x1000, median',
    figure: (result) => result.p50Ms,
    prepare: store,
    ours: (c) => ({ command: [c.bench('bench_frames'), 'ours', store(c)] }),
    peer: (c) => ({ command: [c.bench('bench_frames'), 'stock', store(c)] }),
  },
  {
    name: 'window', goal: 'window', wanted: '<= 50 ms', unit: 'ms', limit: 50,
    what: 'longest block of the window: open, scroll, jump, select, drag, step, close, and a file of hostile events up to 50 MiB',
    figure: (result) => result.longestMs,
    prepare: store,
    ours: (c) => ({ command: [c.bench('bench_window'), store(c)] }),
  },
  {
    name: 'statistics', goal: 'statistics', wanted: '<= 1000 ms', unit: 'ms', limit: 1000,
    what: 'statistics of every event of a log, from its index, on a worker',
    figure: (result) => result.statisticsMs,
    prepare: () => {},
    ours: (c) => ({ command: [c.bench('bench_statistics'), String(c.events)] }),
  },
  {
    name: 'streambars', goal: 'statistics', wanted: '<= 50 ms', unit: 'ms', limit: 50,
    what: 'the histogram of one stream, from the index of the whole log, on a worker',
    figure: (result) => result.streamMs,
    prepare: () => {},
    ours: (c) => ({ command: [c.bench('bench_statistics'), String(c.events)] }),
  },
  {
    name: 'pgread', goal: 'G1', wanted: '>= 0.95x', peerName: 'psql, COPY of the same query in binary, to /dev/null',
    what: 'PostgreSQL bulk read, every column, into columns and an arena',
    prepare: shop,
    ours: (c) => ({ command: [c.bench('bench_read'), shop(c)] }),
    peer: (c) => ({ command: copyOut(c, everyColumn, 'binary'), discard: true, checksum: c.pgSum }),
  },
  {
    name: 'pgindex', goal: 'G1c', wanted: '>= 3.33x (at most 0.30x the time)', peerName: 'psql, COPY of every column in binary',
    what: 'PostgreSQL, the header columns of the whole log',
    prepare: shop,
    ours: (c) => ({ command: [c.bench('bench_read'), shop(c), 'header'] }),
    peer: (c) => ({ command: copyOut(c, everyColumn, 'binary'), discard: true, checksum: `${c.events}/0` }),
  },
  {
    name: 'pgjsonb', goal: 'G1b', wanted: '>= 1.3x', peerName: 'one psql, COPY of the same query in binary, to /dev/null',
    what: "another program's jsonb table, every column, by two sessions",
    prepare: tutorial,
    ours: (c) => ({ command: [c.bench('bench_read'), tutorial(c)] }),
    peer: (c) => ({ command: copyOut(c, everyTutorialColumn, 'binary'), discard: true, checksum: c.tutorialSum }),
  },
  {
    name: 'pgjsonbindex', goal: 'G1c', wanted: '>= 3.33x (at most 0.30x the time)', peerName: 'psql, COPY of every column in binary',
    what: "another program's jsonb table, the header columns of the whole log",
    prepare: tutorial,
    ours: (c) => ({ command: [c.bench('bench_read'), tutorial(c), 'header'] }),
    peer: (c) => ({ command: copyOut(c, everyTutorialColumn, 'binary'), discard: true, checksum: `${c.events}/0` }),
  },
  {
    name: 'pgcursor', goal: 'G1d', wanted: '>= 3x', peerName: 'node pg, a cursor, payloads parsed',
    what: "another program's jsonb table, every column",
    sum: (result) => result.checksum.split('/')[0],
    prepare: tutorial,
    ours: (c) => ({ command: [c.bench('bench_read'), tutorial(c)] }),
    peer: (c) => ({ command: ['node', peer(c, 'pgcursor.mjs'), shop(c), 'public.events'] }),
  },
  {
    name: 'pgpage', goal: 'G1e', wanted: '>= 0.67x (within 1.5x)', unit: 'ms', peerName: 'pgbench, the same statement, prepared',
    what: 'PostgreSQL, a random page of 50 events by key, mean',
    figure: (result) => result.meanMs,
    prepare: shop,
    ours: (c) => ({ command: [c.bench('bench_page'), shop(c)] }),
    peer: (c) => ({ command: ['node', peer(c, 'page.mjs'), String(c.events), ...c.server().client('pgbench', 'shop')] }),
  },
  {
    name: 'pgimport', goal: 'G9b', wanted: '>= 0.95x', peerName: 'psql \\copy into the same indexed table',
    what: 'PostgreSQL, bulk import into an empty store',
    before: (c) => c.must(c.bench('bench_data'), 'empty', c.server().database('filled'), '0'),
    prepare: (c) => { csv(c); pgcsv(c); },
    ours: (c) => ({ command: [c.bench('bench_import'), csv(c), c.server().url('filled')] }),
    peer: (c) => ({ command: c.server().psql('filled', '-c', `\\copy eventscope.events from '${pgcsv(c)}' (format csv)`), discard: true, checksum: String(c.events) }),
  },
  ...[1, 4, 16].map((clients) => ({
    name: `pgappend${clients}`, goal: 'G9', wanted: '>= 0.9x', peerName: 'pgbench, the same function, prepared',
    what: `PostgreSQL, durable single appends by ${clients === 1 ? 'one client' : `${clients} clients`}`,
    before: (c) => c.must(c.bench('bench_data'), 'empty', c.server().database('appended'), '0'),
    prepare: () => {},
    ours: (c) => ({ command: [c.bench('bench_append'), c.server().url('appended'), '8000', String(clients)] }),
    peer: (c) => ({ command: ['node', peer(c, 'append.mjs'), '8000', String(clients), ...c.server().client('pgbench', 'appended')] }),
  })),
  {
    name: 'pgemmett', goal: 'G9', wanted: '>= 8x', peerName: 'Emmett, single appends',
    what: 'PostgreSQL, durable single appends by one client',
    before: (c) => c.must(c.bench('bench_data'), 'empty', c.server().database('appended'), '0'),
    prepare: () => {},
    ours: (c) => ({ command: [c.bench('bench_append'), c.server().url('appended'), '3000'] }),
    peer: (c) => ({ command: ['node', peer(c, 'emmett.mjs'), c.server().url('appended'), '3000'] }),
  },
  rebuild('pgrebuild', 'G7', '>= 0.9x', 'account-summary rebuilt from PostgreSQL, in C++', () => 'c++',
    'psql, COPY of the same columns of the same events, to /dev/null', (c) => askSampled(c, `copy (${accountColumns}) to stdout`)),
  rebuild('pgrebuilddeclared', 'G7', '>= 0.9x', 'account-summary rebuilt from PostgreSQL, declared', declaredSummary,
    'psql, COPY of the same columns of the same events, to /dev/null', (c) => askSampled(c, `copy (${accountColumns}) to stdout`)),
  rebuild('pgsummary', 'G7', '>= 0.33x (within 3x)', 'account-summary rebuilt from PostgreSQL, in C++', () => 'c++',
    'psql, the same rows by one statement', (c) => askSampled(c, accountSummary)),
  {
    ...rebuild('pgrebuildcursor', 'G7', '>= 2x', 'account-summary rebuilt from PostgreSQL, in C++', () => 'c++', 'node pg, a cursor, folded in memory'),
    sum: asCents,
    peer: (c) => ({ command: [...node, peer(c, 'rebuildcursor.mjs'), sampled(c), accountColumns] }),
  },
  {
    ...rebuild('pgrebuildemmett', 'G7', '>= 20x', 'account-summary rebuilt from PostgreSQL, in C++', () => 'c++', 'Emmett, rebuildPostgreSQLProjections'),
    sum: asCents,
    prepare: emmettEvents,
    peer: (c) => ({ command: [...node, peer(c, 'emmettrebuild.mjs'), sampled(c), 'run'] }),
  },
  {
    name: 'pgmemory', goal: 'G7', wanted: '>= 0.83x (at most 1.2x the memory)', unit: 'MB', peerName: 'the same of a tenth of the events',
    what: 'most memory resident while daily-turnover is rebuilt from PostgreSQL, every event read',
    figure: (result) => result.peakMB,
    sum: (result) => result.checksum.split('/')[0],
    before: removeRebuilt,
    prepare: (c) => { sampled(c); sampledTenth(c); },
    ours: (c) => ({ command: [c.bench('bench_rebuild'), sampled(c), declared('daily-turnover.json')(c), rebuilt(c), 'read'] }),
    peer: (c) => ({ command: [c.bench('bench_rebuild'), sampledTenth(c), declared('daily-turnover.json')(c), rebuilt(c), 'read'] }),
  },
  pushdown('pgpushdown', 'account-summary rebuilt from PostgreSQL, made there', sampled, declaredSummary),
  pushdown('pgpushdownday', 'daily-turnover rebuilt from PostgreSQL, made there', sampled, declared('daily-turnover.json')),
  pushdown('pgpushdownhour', 'a turnover by the hour over all events, made there', shop, turnover),
  pushdown('pgpushdownjsonb', "account-summary of another program's jsonb table, made there", sampledAsJsonb, declaredSummary),
  pushdown('pgpushdownjsonbday', "daily-turnover of another program's jsonb table, made there", sampledAsJsonb, declared('daily-turnover.json')),
  pushdown('pgpushdownjsonbhour', "a turnover by the hour over all events of another program's jsonb table", tutorial, turnover),
  {
    name: 'pgexport', goal: 'export', wanted: '>= 1x', peerName: 'psql, COPY of the same columns as text, to /dev/null',
    what: 'PostgreSQL, export --as jsonl, to /dev/null',
    prepare: shop,
    ours: (c) => ({ command: [c.cli, '--store', shop(c), 'export', '--as', 'jsonl'], discard: true, checksum: c.pgSum }),
    peer: (c) => ({ command: copyOut(c, everyColumn, 'text'), discard: true, checksum: c.pgSum }),
  },
  field('seal', 'sealing values of 255 bytes of 1,000 people'),
  field('open', 'opening them'),
  {
    name: 'sealedread', goal: 'G10', wanted: '>= 0.85x', peerName: 'the same store in clear',
    what: 'SQLite bulk read of a fully sealed store, opened for people',
    prepare: (c) => { personal(c, 'clear'); personal(c, 'sealed'); },
    ours: (c) => ({ command: [c.bench('bench_sealed'), 'read', personal(c, 'sealed')] }),
    peer: (c) => ({ command: [c.bench('bench_sealed'), 'read', personal(c, 'clear')] }),
  },
  sealedRebuild('sealedrebuild', 'account-summary rebuilt from a sealed sample, in C++', () => 'c++'),
  sealedRebuild('sealedrebuilddeclared', 'account-summary rebuilt from a sealed sample, declared', declaredSummary),
  {
    name: 'erase', goal: 'G10', wanted: '<= 5 s', limit: 5,
    what: 'erasing one of 100,000 people with a sealed value each, without texts to search for',
    prepare: (c) => personal(c, 'sealed', 100_000, 100_000),
    ours: (c) => ({ command: [c.bench('bench_sealed'), 'erase', personal(c, 'sealed', 100_000, 100_000)] }),
  },
  {
    name: 'bytesearch', goal: 'G10', wanted: '<= 5 s', limit: 5,
    what: 'looking for every writing of a text in all bytes of a store of 1 GB',
    prepare: (c) => personal(c, 'clear', 1000, 1_450_000),
    ours: (c) => ({ command: [c.bench('bench_sealed'), 'search', personal(c, 'clear', 1000, 1_450_000), 'Ada Jansen, Lange Straat 7'] }),
  },
];
