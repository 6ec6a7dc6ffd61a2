#!/bin/sh
# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# From a checkout to an open window: installs what is missing, builds, makes the sample store once, opens it.
# Safe to run again. Without a display it gives the same tour on the command line and writes a picture of every page.
# Any arguments are handed to eventscope in place of the sample store.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/packaging/packages.sh"

install_missing $build_packages

build="$top/build/start"
echo "Building in $build"
cmake -S "$top" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DEVENTSCOPE_BUILD_TESTS=OFF >"$top/.start.log" 2>&1 || {
    cat "$top/.start.log" >&2
    exit 1
}
rm -f "$top/.start.log"
ninja -C "$build" --quiet

cli="$build/app/cli/eventscope-cli"
window="$build/app/gui/eventscope"
if [ "$#" -eq 0 ]; then
    data="${XDG_DATA_HOME:-$HOME/.local/share}/eventscope"
    sample="$data/sample.evdb"
    mkdir -p "$data"
    if [ ! -f "$sample" ]; then
        echo "Making the sample store $sample"
        "$cli" sample "$sample"
    fi
    set -- "$sample"
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$window" "$@"
fi

echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so this is the tour on the command line."
export EVENTSCOPE_STORE="$1"
if [ "$1" = "${sample:-}" ] && [ -z "${EVENTSCOPE_PASSPHRASE_FILE:-}" ]; then
    # Personal data of the sample is sealed, under a passphrase that is no secret (README).
    export EVENTSCOPE_PASSPHRASE_FILE="$build/sample.passphrase"
    echo sample >"$EVENTSCOPE_PASSPHRASE_FILE"
fi
show() {
    printf '\n$ eventscope-cli'
    for word in "$@"; do
        case $word in *[!A-Za-z0-9_./:=-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    "$cli" "$@"
}
show info
show streams --category account --sort length --limit 5
stream=$("$cli" streams --category account --sort length --limit 1 --format jsonl | sed 's/.*"stream":"\([^"]*\)".*/\1/')
show events --stream "$stream" --limit 5
show state "$stream" --version 5
show diff "$stream" 4 5
show blame "$stream" --version 5
show intervals "$stream" --when 'state.balance > 1000' --limit 5
pictures="$top/build/pictures"
mkdir -p "$pictures"
printf '\nPictures of every page:\n'
for theme in light dark; do
    QT_QPA_PLATFORM=offscreen "$window" "$1" --screenshot "$pictures/$theme" --theme "$theme"
    ls "$pictures/$theme"/*.png
done
