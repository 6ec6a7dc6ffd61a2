// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/private_bus.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace eventscope::testing {

/// Every byte of every file below a folder.
inline QByteArray everythingIn(const QString &folder) {
    QByteArray all;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QFile::ReadOnly)) all += file.readAll();
    }
    return all;
}

/// A session bus with a Secret Service on it, both of this test's own; with what they keep in a folder of its own.
class SecretService {
  public:
    /// The environment of this program points to them from then on. What is wrong; empty: they run.
    [[nodiscard]] QString start() {
        for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
            qputenv(variable, m_folder.path().toUtf8());
        if (QString problem = m_bus.start(); !problem.isEmpty()) return problem;
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address());
        startWithUs(
            m_keyring, QStringLiteral("gnome-keyring-daemon"),
            {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
        if (!m_keyring.waitForStarted())
            return QStringLiteral("gnome-keyring-daemon does not start; install gnome-keyring (sh tests/run.sh does)");
        m_keyring.write("password of the keyring");
        if (!m_keyring.waitForBytesWritten(30'000)) return QStringLiteral("gnome-keyring-daemon takes no password");
        m_keyring.closeWriteChannel();
        return {};
    }
    ~SecretService() {
        m_keyring.kill();
        m_keyring.waitForFinished();
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

  private:
    QTemporaryDir m_folder;
    PrivateBus m_bus;
    QProcess m_keyring;
};

} // namespace eventscope::testing
