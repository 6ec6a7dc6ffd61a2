// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

namespace eventscope::ui {

/// The name of an object's class without its namespaces, as tables of the parts of the window have it: "LogPage".
[[nodiscard]] inline QByteArray className(const QObject &object) {
    return QByteArray(object.metaObject()->className()).split(':').constLast();
}

} // namespace eventscope::ui
