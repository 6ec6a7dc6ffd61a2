// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The state after random versions by replaying from the first event. A line is {"k17":"..."}; the state is
// an object of 100 such members (about 20 KB). The same versions as bench_jump: a linear congruence from seed 1.
import { linesOf } from './lines.mjs';

const lines = linesOf(process.argv[2]);
const jumps = 5;
const times = [];
let seed = 1n;
let checksum = 0;
for (let i = 0; i < jumps; i++) {
  seed = (seed * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  const version = Number((seed >> 33n) % BigInt(lines.length)) + 1;
  const start = process.hrtime.bigint();
  const state = {};
  for (let v = 0; v < version; v++) {
    Object.assign(state, JSON.parse(lines[v]));
  }
  times.push(Number(process.hrtime.bigint() - start) / 1e6);
  checksum = (checksum * 31 + Object.values(state).reduce((sum, text) => sum + Number(text.slice(0, 9)), 0)) % 1000000007;
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ p50Ms: times[Math.floor((times.length - 1) / 2)], checksum }));
