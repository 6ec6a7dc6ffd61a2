#!/bin/sh
# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# append.sh INSERTS STORE: the rows one INSERT a transaction by the sqlite3 shell, into the same table and indexes, durably.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sqlite3 "$2" ".read $here/plain_schema.sql" >/dev/null
start=$(date +%s%N)
sqlite3 "$2" >/dev/null <<SQL
PRAGMA synchronous = FULL;
.read $1
SQL
end=$(date +%s%N)
rows=$(sqlite3 "$2" 'select count(*) from events')
awk "BEGIN { printf \"{\\\"seconds\\\":%.6f,\\\"checksum\\\":\\\"%s\\\"}\n\", ($end - $start) / 1e9, \"$rows\" }"
