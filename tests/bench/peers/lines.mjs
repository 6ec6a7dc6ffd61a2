// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of a file of any size: node reads at most 2 GiB at once and keeps at most 512 MiB in one string.
import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 64 << 20;

export function linesOf(path) {
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(chunkBytes);
  const lines = [];
  let kept = 0; // bytes of a line that goes on in the next chunk
  for (;;) {
    const read = readSync(file, chunk, kept, chunkBytes - kept, null);
    if (read === 0) break;
    const end = chunk.lastIndexOf(10, kept + read - 1);
    for (const line of chunk.toString('utf8', 0, end).split('\n')) lines.push(line);
    kept = kept + read - (end + 1);
    chunk.copyWithin(0, end + 1, end + 1 + kept);
  }
  closeSync(file);
  if (kept > 0) throw new Error(`${path} does not end with a line break`);
  return lines;
}
