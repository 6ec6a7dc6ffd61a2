#!/bin/sh
# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# sh packaging/take_pictures.sh BUILD: takes the pictures of README.md and of the help anew, by the programs in the folder
# BUILD, from a sample store made for it. Needs ImageMagick.
#   packaging/pictures/THEME/*.png   those that are there; all.png is every picture of the tour, small, by name
#   ui/help/pictures/THEME/*.png     those that are there, of a small window
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 XDG_DATA_HOME="$work/data" XDG_CONFIG_HOME="$work/config"

"$build/app/cli/eventscope-cli" sample "$work/sample.evdb" >"$work/sample.log"
take() { # FOLDER THEME WIDTHxHEIGHT
    "$build/app/gui/eventscope" --theme "$2" --size "$3" --screenshot "$1/$2" "$work/sample.evdb" >"$work/take.log" 2>&1
}
small() { # FROM TO COLOURS: few are enough for a window, and a third of the bytes
    convert "$1" -strip -dither None -colors "$3" -define png:compression-level=9 "PNG8:$2"
}
for theme in light dark; do
    take "$work/window" "$theme" 1280x800
    take "$work/help" "$theme" 1024x640
    # By time: the order of the tour.
    (cd "$work/window/$theme" && montage -label '%t' $(ls -tr ./*.png) -tile 5x -geometry 400x250+6+6 "$work/all.png")
    small "$work/all.png" "$top/packaging/pictures/$theme/all.png" 160
    for picture in "$top/packaging/pictures/$theme"/*.png; do
        name=$(basename "$picture")
        [ "$name" = all.png ] || small "$work/window/$theme/$name" "$picture" 160
    done
    for picture in "$top/ui/help/pictures/$theme"/*.png; do
        small "$work/help/$theme/$(basename "$picture")" "$picture" 112
    done
done
