#!/bin/sh
# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# import.sh CSV STORE: sqlite3's .import of the rows into the same table with the same indexes. It has less to do than we:
# hashes and codes stand in the CSV, and nothing is checked.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
start=$(date +%s%N)
sqlite3 "$2" >/dev/null <<SQL
.read $here/plain_schema.sql
.mode csv
.import $1 events
SQL
end=$(date +%s%N)
rows=$(sqlite3 "$2" 'select count(*) from events')
awk "BEGIN { printf \"{\\\"seconds\\\":%.6f,\\\"checksum\\\":\\\"%s\\\"}\n\", ($end - $start) / 1e9, \"$rows\" }"
