// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs each bench against its peer: A B A B ... for `pairs` pairs, the medians give a ratio, and the worst ratio of
// `repetitions` such loops is what counts. Both sides must print the same checksum. Where there is no peer but a limit,
// the worst of our runs stands against it. Prints the machine, the cost of an fsync, every raw run, and one table.
import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benches } from './benches.mjs';
import { Server } from './server.mjs';

const here = dirname(fileURLToPath(import.meta.url));

function options(argv) {
  const given = { events: 1_000_000, pairs: 5, repetitions: 3, only: '', build: '', out: '', work: join(tmpdir(), 'eventscope-bench') };
  for (let i = 0; i < argv.length; i += 2) {
    const name = argv[i].replace(/^--/, '');
    if (!(name in given) || argv[i + 1] === undefined) throw new Error(`unknown or incomplete option ${argv[i]}`);
    given[name] = typeof given[name] === 'number' ? Number(argv[i + 1]) : argv[i + 1];
  }
  return given;
}

const largest = (values) => Math.max(...values);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

function fsyncMicroseconds(folder) {
  const path = join(folder, 'fsync.probe');
  const file = openSync(path, 'w');
  const times = [];
  for (let i = 0; i < 50; i++) {
    writeSync(file, 'x'.repeat(4096));
    const start = process.hrtime.bigint();
    fsyncSync(file);
    times.push(Number(process.hrtime.bigint() - start) / 1000);
  }
  closeSync(file);
  rmSync(path);
  return Math.round(median(times));
}

// One run of one side: { seconds, checksum, ... } from the last line it prints, or the wall time where it prints none.
function run(side) {
  const start = process.hrtime.bigint();
  const done = spawnSync(side.command[0], side.command.slice(1), {
    encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', side.discard ? 'ignore' : 'pipe', 'pipe'], shell: false,
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (done.status !== 0) throw new Error(`${side.command.join(' ')} failed: ${done.stderr || done.error}`);
  const last = (done.stdout ?? '').trim().split('\n').at(-1);
  return side.discard ? { seconds: wall, checksum: side.checksum } : { seconds: wall, ...JSON.parse(last) };
}

function compare(bench, context) {
  const sides = [['ours', bench.ours(context)]];
  if (bench.peer) sides.push(['peer', bench.peer(context)]);
  const figure = bench.figure ?? ((result) => result.seconds);
  const sum = bench.sum ?? ((result) => result?.checksum);
  const typical = (results) => (bench.peer ? median : largest)(results.map(figure));
  const loops = [];
  for (let repetition = 0; repetition < context.repetitions; repetition++) {
    const runs = { ours: [], peer: [] };
    for (let pair = 0; pair < context.pairs; pair++) {
      for (const [name, side] of sides) {
        bench.before?.(context, name);
        const result = run(side);
        runs[name].push(result);
      }
      const [a, b] = [sum(runs.ours.at(-1)), bench.peer && sum(runs.peer.at(-1))];
      if (bench.peer && String(a) !== String(b)) throw new Error(`${bench.name}: checksums differ: ours ${a}, peer ${b}`);
    }
    const ours = typical(runs.ours);
    const other = bench.peer ? typical(runs.peer) : bench.limit;
    loops.push({ ours, peer: other, ratio: other / ours, raw: runs });
    console.error(`  ${bench.name} loop ${repetition + 1}: ours ${ours.toFixed(4)}, ${bench.peer ? 'peer' : 'limit'} ` +
      `${other.toFixed(4)}, ratio ${(other / ours).toFixed(2)} (` +
      sides.map(([name]) => `${name} ${runs[name].map((r) => figure(r).toFixed(3)).join(' ')}`).join('; ') + ')');
  }
  return loops.reduce((worst, loop) => (loop.ratio < worst.ratio ? loop : worst));
}

const context = options(process.argv.slice(2));
mkdirSync(context.work, { recursive: true });
context.here = here;
context.bench = (name) => join(context.build, 'tests/bench', name);
context.cli = join(context.build, 'app/cli/eventscope-cli');
context.window = join(context.build, 'app/gui/eventscope');
context.file = (name, make) => {
  const path = join(context.work, `${context.events}-${name}`);
  if (!existsSync(path)) {
    console.error(`  making ${path}`);
    make(path);
  }
  return path;
};
context.must = (...command) => {
  const done = spawnSync(command[0], command.slice(1), { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`${command.join(' ')} failed: ${done.stderr || done.error}`);
  return done.stdout;
};

let server;
context.server = () => (server ??= new Server());

const machine = `${cpus().length} x ${cpus()[0].model.replace(/\s+/g, ' ')}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
console.error(`machine: ${machine}; node ${process.version}; sqlite3 ${context.must('sqlite3', '--version').split(' ')[0]}; ` +
  `fsync ${fsyncMicroseconds(context.work)} µs; ${context.events} events; ${context.pairs} pairs x ${context.repetitions}`);

const rows = [];
for (const bench of benches) {
  if (context.only && !context.only.split(',').includes(bench.name)) continue;
  bench.prepare(context);
  const result = compare(bench, context);
  rows.push({ bench, result });
}
const unit = (bench, value) => `${value.toFixed(3)} ${bench.unit ?? 's'}`;
let table = '| goal | what | ours | peer | ratio (worst of the loops) | goal |\n|---|---|---|---|---|---|\n';
for (const { bench, result } of rows) {
  table += `| ${bench.goal} | ${bench.what} | ${unit(bench, result.ours)} | ${unit(bench, result.peer)} (${bench.peer ? bench.peerName : 'limit'}) | ` +
    `${result.ratio.toFixed(2)}x | ${bench.wanted} |\n`;
}
console.log(table);
if (context.out) writeFileSync(context.out, JSON.stringify({ machine, events: context.events, rows: rows.map(({ bench, result }) => ({ name: bench.name, ...result })) }, null, 1));
