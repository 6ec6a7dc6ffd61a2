// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <string>

namespace eventscope {

/// A port of 127.0.0.1 that nobody listens on now; 0 when there is none.
[[nodiscard]] int freePort();

/// A PostgreSQL server of a test's own: a new cluster in a temporary folder, on a Unix socket there and on a free port
/// of 127.0.0.1, without syncs. Ends, and takes its folder along, when it dies; also when the test program dies. The
/// server runs as user postgres (else nobody) when the test runs as root, which PostgreSQL itself refuses.
///
/// Over the socket everybody may log in; over TCP a password is asked for. No TLS. The role "eventscope" (password
/// kPassword) is the superuser.
class PgServer {
  public:
    static constexpr const char *kPassword = "s3cr3t-of-tests";

    /// Makes and starts one. Empty, with `why` saying what to do (what to install), when that fails.
    [[nodiscard]] static std::unique_ptr<PgServer> start(QString *why);
    /// The same as a hot standby: it replays `primary` and refuses every write.
    [[nodiscard]] static std::unique_ptr<PgServer> startStandby(const PgServer &primary, QString *why);
    ~PgServer();

    /// "host=... port=... user=eventscope dbname=postgres", over the socket.
    [[nodiscard]] std::string address() const;
    /// The same over TCP, without a password.
    [[nodiscard]] std::string tcpAddress() const;
    /// Where its socket and its data are.
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] qint64 processId() const { return m_server.processId(); }

    /// Writes a file into its data folder, which only the server may read.
    [[nodiscard]] bool putFile(const QString &name, const QByteArray &bytes) const;
    /// Adds settings, as in postgresql.conf, and starts it again with them.
    [[nodiscard]] bool configure(const QByteArray &settings, QString *why);

    /// What it has logged so far.
    [[nodiscard]] QByteArray log() const;

    /// Lets what `process` starts run as the server's user, in its folder, and end with this program.
    void asServerUser(QProcess &process) const;

    /// Ends the server at once, with all connections, as a crash does.
    void kill();
    /// Starts it again on its data. False, with `why`, when it does not come up.
    [[nodiscard]] bool restart(QString *why);

  private:
    PgServer() = default;
    [[nodiscard]] bool prepare(QString *why);
    [[nodiscard]] bool makeCluster(QString *why);
    [[nodiscard]] bool run(const QString &program, const QStringList &arguments, QString *why);
    [[nodiscard]] bool isReady() const;

    QTemporaryDir m_folder;
    QString m_programs;
    QProcess m_server;
    int m_port = 0;
    unsigned m_user = 0; // 0: the one who runs the test
    unsigned m_group = 0;
};

} // namespace eventscope
