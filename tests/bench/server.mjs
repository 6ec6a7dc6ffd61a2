// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A PostgreSQL server of the benches' own, with stock settings but for its memory, on a Unix socket in a folder of its
// own; it ends with this program.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const port = '54329';
const settings = `-p ${port} -c listen_addresses= -c shared_buffers=1GB -c max_wal_size=8GB`;

function programs() {
  const root = '/usr/lib/postgresql';
  const newest = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a))[0] : undefined;
  if (!newest) throw new Error('the benches of PostgreSQL need its server: apt install postgresql');
  return join(root, newest, 'bin');
}

export class Server {
  constructor() {
    this.bin = programs();
    this.folder = mkdtempSync(join(tmpdir(), 'eventscope-pg-'));
    this.account = process.getuid() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
    if (this.account.length) chownSync(this.folder, ...this.owner());
    this.server('initdb', '-D', join(this.folder, 'data'), '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');
    this.control('start', '-l', join(this.folder, 'log'), '-o', `${settings} -k ${this.folder}`);
    process.on('exit', () => this.end());
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  }

  owner() {
    return ['-u', '-g'].map((which) => Number(spawnSync('id', [which, 'postgres'], { encoding: 'utf8' }).stdout));
  }

  // As the account that runs the server, which root cannot.
  server(program, ...args) {
    const command = [...this.account, join(this.bin, program), ...args];
    const done = spawnSync(command[0], command.slice(1), { encoding: 'utf8', cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr || done.error}`);
  }

  control(act, ...args) {
    this.server('pg_ctl', '-D', join(this.folder, 'data'), '-w', act, ...args);
  }

  url(database) {
    return `postgresql://bench@${encodeURIComponent(this.folder)}:${port}/${database}`;
  }

  client(program, database, ...args) {
    return [join(this.bin, program), '-h', this.folder, '-p', port, '-U', 'bench', ...args, database];
  }

  psql(database, ...args) {
    return this.client('psql', database, '-X', '-q', '-v', 'ON_ERROR_STOP=1', ...args);
  }

  ask(database, sql) {
    const command = this.psql(database, '-A', '-t', '-c', sql);
    const done = spawnSync(command[0], command.slice(1), { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`psql failed: ${done.stderr || done.error}`);
    return done.stdout.trim();
  }

  // An empty database in place of the one of this name.
  database(name) {
    this.ask('postgres', `drop database if exists ${name} with (force)`);
    this.ask('postgres', `create database ${name}`);
    return this.url(name);
  }

  end() {
    try {
      this.control('stop', '-m', 'immediate');
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
}
