// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

class QFileDialog;
class QObject;
class QWidget;

namespace eventscope::ui {

/// A form that a file can be written in.
struct FileForm {
    QString words;  ///< with the pattern of its names: "CSV, for spreadsheets (*.csv)"
    QString suffix; ///< that a name without one gets
};

/// Asks for a file to write, in one of `forms`, of which the first is proposed; `chosen` is told the path and which
/// form, unless `context` is gone by then. The dialog deletes itself when it is closed. GUI thread.
QFileDialog *askForFile(QWidget &window, const QString &title, const std::vector<FileForm> &forms,
                        const QObject &context,
                        const std::function<void(const QString &path, std::size_t form)> &chosen);

} // namespace eventscope::ui
