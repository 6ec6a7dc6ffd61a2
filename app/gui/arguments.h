// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/theme/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace eventscope::gui {

/// What the command line asks for.
struct Arguments {
    QString store;
    QString domain;
    QString screenshots; ///< folder; empty: an ordinary window
    std::optional<ui::Scheme> scheme;
    std::optional<QSize> size; ///< of the window; absent: as it was left, pictures in their own
    double scale = 1;
    std::optional<double> fontPoints; ///< the desktop's where absent
    bool pseudoTexts = false;         ///< long words in place of ours, to see what they do to the window
    std::optional<Position> at;
    bool restores = true; ///< opens what was open last, when no store is given
    bool version = false;
    bool help = false;
};

/// Reads the words after the program's name. Errors: Invalid. Needs no QApplication, since the scale is set before it.
[[nodiscard]] Result<Arguments> parseArguments(const QStringList &words);
[[nodiscard]] QString helpText();

} // namespace eventscope::gui
