// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <functional>
#include <vector>

namespace eventscope::ui {

/// One line of the palette.
struct Command {
    QString text = {};      ///< what it is called, without mnemonic
    QString place = {};     ///< where it is found otherwise: "Log", "Log \u203a Copy as"
    QString tip = {};       ///< one sentence, or empty
    QKeySequence keys = {}; ///< may be empty
    QString whyNot = {};    ///< why it cannot be run now; empty: it can
    bool isAnswer = false;  ///< is what was typed itself (a position, a stream), and not found by words
    QString words = {};     ///< others by which it is found, too
    std::function<void()> run = {};

    /// What it is remembered by while the program runs.
    [[nodiscard]] QString id() const { return place + QLatin1Char('\n') + text; }
};

using Commands = std::vector<Command>;

/// Those that hold every word of `query`, in any order, case left aside, best first: words that begin a word of the
/// text, then those within one, then those only in its place, tip or other words; among equals what is in `recent`
/// (latest first), then the order given. What cannot be run comes behind its equals. All for an empty query.
[[nodiscard]] std::vector<const Command *> matching(const Commands &commands, const QString &query,
                                                    const QStringList &recent);

} // namespace eventscope::ui
