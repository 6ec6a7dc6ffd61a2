#!/bin/sh
# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# sh tests/run.sh [TIER]: installs what the tests need, builds once, runs them.
#   (nothing)  every test at its everyday size       asan     the same under address + undefined sanitizers
#   tsan       core under the thread sanitizer       nightly  every test at its full size (1,000 kills, all cut points ...)
#   bench      the measurements, see tests/bench     tidy     clang-format and clang-tidy over the sources
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/packaging/packages.sh"
tier="${1:-release}"
export QT_QPA_PLATFORM=offscreen
# A compiler cache keeps the second build short; precompiled headers need these two allowances (ccache's manual).
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

install_missing $build_packages $test_packages

build_and_test() { # PRESET [CTEST ARGUMENTS...]
    preset="$1"
    shift
    cd "$top"
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset"
    ctest --preset "$preset" --no-tests=error -j "$(nproc)" "$@"
}

case "$tier" in
release) build_and_test release ;;
dev) build_and_test dev ;;
asan) build_and_test asan ;;
tsan) build_and_test tsan ;;
nightly) EVENTSCOPE_TIER=nightly build_and_test release ;; # configuring with it lengthens the time limits
bench)
    install_missing $bench_packages
    shift
    exec sh "$top/tests/bench/run" "$@"
    ;;
tidy)
    install_missing clang-format clang-tidy
    cd "$top"
    git ls-files '*.h' '*.cpp' | xargs clang-format --dry-run --Werror
    # clang cannot read g++'s precompiled headers, and some warnings are g++'s alone.
    cmake --preset release -B build/tidy -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null
    git ls-files 'core/*.cpp' 'app/*.cpp' 'ui/*.cpp' | xargs -P "$(nproc)" -n 8 clang-tidy -p build/tidy --quiet \
        --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-overloaded-virtual --extra-arg=-Wno-shadow
    ;;
*)
    echo "Unknown tier \"$tier\": one of release, dev, asan, tsan, nightly, bench, tidy" >&2
    exit 2
    ;;
esac
