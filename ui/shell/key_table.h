// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <cstdint>
#include <vector>

class QObject;

namespace eventscope::ui {

/// Where a key works.
enum class KeyPlace : std::uint8_t {
    Everywhere,
    Log,
    Filter,
    Saved,
    Find,
    Inspector,
    Note,
    Notes,
    Projections,
    Processes,
    Privacy,
    Stream,
    State,
    Watched,
    Plot,
    Timeline
};

/// A key that no action of the window's menus has.
struct KeyRow {
    KeyPlace place;
    const char
        *widget;       ///< class of the widget whose shortcut it is, without namespace; empty: the widget reads the key
    const char *keys;  ///< as QKeySequence::PortableText
    const char *words; ///< to be translated: wordsOf()
};

/// The keys of all pages, also of those that are not open. Shortcuts of the pages have their words from here.
[[nodiscard]] const std::vector<KeyRow> &keyTable();
[[nodiscard]] QString wordsOf(const KeyRow &row);
/// "Log", "Stream page", ...
[[nodiscard]] QString nameOf(KeyPlace place);
/// The row of a shortcut of `owner`; null: there is none.
[[nodiscard]] const KeyRow *rowOf(const QObject &owner, const QKeySequence &keys);

} // namespace eventscope::ui
