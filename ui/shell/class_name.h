// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QWidget>

namespace eventscope::ui {

/// The name of an object's class without its namespaces, as tables of the parts of the window have it: "LogPage".
[[nodiscard]] inline QByteArray className(const QObject &object) {
    return QByteArray(object.metaObject()->className()).split(':').constLast();
}

/// What a table of such names has for `widget`, or else for the nearest part of the window that it is in; null:
/// nothing.
template <class Table>
[[nodiscard]] const char *foundByClass(const QWidget *widget, const Table &table) {
    for (; widget; widget = widget->parentWidget()) {
        const QByteArray name = className(*widget);
        for (const auto &[type, found] : table)
            if (name == type) return found;
    }
    return nullptr;
}

} // namespace eventscope::ui
