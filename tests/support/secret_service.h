// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <csignal>
#include <sys/prctl.h>

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
        // The usual configuration would start services of this computer by itself.
        QFile configuration(m_folder.filePath(QStringLiteral("bus.conf")));
        if (!configuration.open(QFile::WriteOnly)) return configuration.errorString();
        configuration.write("<busconfig><type>session</type><listen>unix:dir=" + m_folder.path().toUtf8() +
                            "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
                            "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
                            "<allow own=\"*\"/></policy></busconfig>");
        configuration.close();
        run(m_bus, QStringLiteral("dbus-daemon"),
            {QStringLiteral("--config-file=") + configuration.fileName(), QStringLiteral("--nofork"),
             QStringLiteral("--nopidfile"), QStringLiteral("--print-address=1")});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead(30'000))
            return QStringLiteral("dbus-daemon does not start; install dbus-daemon (sh tests/run.sh does so)");
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        run(m_keyring, QStringLiteral("gnome-keyring-daemon"),
            {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
        if (!m_keyring.waitForStarted())
            return QStringLiteral("gnome-keyring-daemon does not start; install gnome-keyring (sh tests/run.sh does)");
        m_keyring.write("password of the keyring");
        if (!m_keyring.waitForBytesWritten(30'000)) return QStringLiteral("gnome-keyring-daemon takes no password");
        m_keyring.closeWriteChannel();
        return {};
    }
    ~SecretService() {
        for (QProcess *process : {&m_keyring, &m_bus}) {
            process->kill();
            process->waitForFinished();
        }
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

  private:
    static void run(QProcess &process, const QString &program, const QStringList &arguments) {
        process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(program, arguments);
    }

    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace eventscope::testing
