// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <csignal>
#include <sys/prctl.h>

namespace eventscope::testing {

/// Starts a program that ends with this one.
inline void startWithUs(QProcess &process, const QString &program, const QStringList &arguments) {
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, arguments);
}

/// A message bus of this test's own, which starts no services.
class PrivateBus {
  public:
    /// What is wrong; empty: it runs.
    [[nodiscard]] QString start() {
        // The usual configuration would start services of this computer by itself.
        QFile configuration(m_folder.filePath(QStringLiteral("bus.conf")));
        if (!configuration.open(QFile::WriteOnly)) return configuration.errorString();
        configuration.write("<busconfig><type>session</type><listen>unix:dir=" + m_folder.path().toUtf8() +
                            "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\" "
                            "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
                            "<allow own=\"*\"/></policy></busconfig>");
        configuration.close();
        startWithUs(m_bus, QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--config-file=") + configuration.fileName(), QStringLiteral("--nofork"),
                     QStringLiteral("--nopidfile"), QStringLiteral("--print-address=1")});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead(30'000))
            return QStringLiteral("dbus-daemon does not start; install dbus-daemon (sh tests/run.sh does so)");
        m_address = m_bus.readLine().trimmed();
        return {};
    }
    ~PrivateBus() {
        m_bus.kill();
        m_bus.waitForFinished();
    }
    [[nodiscard]] const QByteArray &address() const { return m_address; }

  private:
    QTemporaryDir m_folder;
    QProcess m_bus;
    QByteArray m_address;
};

} // namespace eventscope::testing
