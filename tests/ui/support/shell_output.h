// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAnyStringView>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

namespace eventscope::ui {

/// What a shell prints for `command`, with the program of this build in its path; nothing when it fails. For test
/// programs that know EVENTSCOPE_CLI.
inline QByteArray shellOutput(QAnyStringView command) {
    QProcess shell;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), QFileInfo(QStringLiteral(EVENTSCOPE_CLI)).path() + QLatin1Char(':') +
                                                   environment.value(QStringLiteral("PATH")));
    shell.setProcessEnvironment(environment);
    shell.setWorkingDirectory(QStringLiteral("/"));
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command.toString()});
    if (!shell.waitForFinished() || shell.exitCode() != 0) qWarning("%s", shell.readAllStandardError().constData());
    return shell.exitCode() == 0 ? shell.readAllStandardOutput() : QByteArray();
}

} // namespace eventscope::ui
