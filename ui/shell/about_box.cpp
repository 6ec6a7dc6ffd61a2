// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/about_box.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace eventscope::ui {

void showAbout(QWidget *window) {
    const auto say = [](const char *text) { return QCoreApplication::translate("AboutBox", text); };
    QMessageBox box(window);
    box.setWindowTitle(say(QT_TRANSLATE_NOOP("AboutBox", "About Eventscope")));
    box.setTextFormat(Qt::PlainText);
    box.setText(QStringLiteral("Eventscope %1").arg(QCoreApplication::applicationVersion()));
    box.setInformativeText(say(QT_TRANSLATE_NOOP(
        "AboutBox", "Free software under the GNU General Public License, version 3 or later; its core under the "
                    "Apache License 2.0.\nIt talks to the stores that you open and to nothing else.")));
    box.exec();
}

} // namespace eventscope::ui
