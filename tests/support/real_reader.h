// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace eventscope::testing {

/// What another program (pdftotext, pdfinfo, 7z) has made of a file.
struct Reading {
    int code = -1; ///< -1: it is not installed, or crashed
    QByteArray out, err;
};

inline Reading readWith(const QString &program, const QStringList &arguments) {
    QProcess process;
    process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace eventscope::testing
