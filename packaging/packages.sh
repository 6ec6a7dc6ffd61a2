# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by packaging/start.sh and tests/run.sh: what the build and the tests need from the distribution, and how to get it.
# Debian 12, Debian 13 and Ubuntu 24.04 have all of these under the same names. libqt6opengl6-dev, which Qt Charts needs,
# is a name of qt6-base-dev on Debian 13.

build_packages="build-essential cmake ninja-build pkg-config
  qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev libqt6svg6 qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
  libsqlite3-dev libsimdjson-dev libsodium-dev libcli11-dev libexpected-dev libhowardhinnant-date-dev libre2-dev libpq-dev libssl-dev
  libpango1.0-dev libcairo2-dev libarchive-dev robin-map-dev qtkeychain-qt6-dev libsecret-1-dev
  tzdata fonts-dejavu-core"
# Debian's postgresql and pgbouncer may start servers of their own; the tests leave them alone and start private ones.
test_packages="librapidcheck-dev libvalijson-dev nlohmann-json3-dev sqlite3 postgresql pgbouncer ccache
  dbus-daemon gnome-keyring poppler-utils p7zip-full"
bench_packages="nodejs npm sqlite3 postgresql"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_missing PACKAGE...: says what it installs, and installs only what is not there.
install_missing() {
    missing=""
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "This system has no apt-get. Install the equivalents of these Debian packages, then run this again:" >&2
        echo " $missing" >&2
        return 1
    fi
    echo "Installing from your distribution:$missing"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
}
