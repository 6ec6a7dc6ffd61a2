// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pg_server.h"

#include <QCollator>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace eventscope {

namespace {

constexpr int kStartMs = 120'000; // on a busy machine, under a sanitizer
constexpr int kStopMs = 30'000;

/// The folder with initdb and postgres of the newest version, where Debian puts them.
QString newestPrograms() {
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QStringList names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCollator byNumber;
    byNumber.setNumericMode(true);
    std::sort(names.begin(), names.end(), [&](const auto &a, const auto &b) { return byNumber.compare(a, b) > 0; });
    for (const QString &name : names) {
        const QString folder = versions.filePath(name) + QStringLiteral("/bin/");
        if (QFile::exists(folder + QStringLiteral("initdb")) && QFile::exists(folder + QStringLiteral("postgres")))
            return folder;
    }
    return {};
}

bool write(const QString &path, const QByteArray &bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

int freePort() {
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    const bool bound = ::bind(probe, plain, size) == 0 && ::getsockname(probe, plain, &size) == 0;
    ::close(probe);
    return bound ? ntohs(address.sin_port) : 0;
}

std::unique_ptr<PgServer> PgServer::start(QString *why) {
    std::unique_ptr<PgServer> server(new PgServer);
    if (!server->prepare(why) || !server->makeCluster(why) || !server->restart(why)) return nullptr;
    return server;
}

std::unique_ptr<PgServer> PgServer::startStandby(const PgServer &primary, QString *why) {
    std::unique_ptr<PgServer> server(new PgServer);
    if (!server->prepare(why)) return nullptr;
    const QStringList copied = {QStringLiteral("--pgdata=") + server->m_folder.filePath(QStringLiteral("data")),
                                QStringLiteral("--host=") + primary.m_folder.path(),
                                QStringLiteral("--port=") + QString::number(primary.m_port),
                                QStringLiteral("--username=eventscope"),
                                QStringLiteral("--checkpoint=fast"),
                                QStringLiteral("--write-recovery-conf"),
                                QStringLiteral("--no-sync")};
    if (!server->run(QStringLiteral("pg_basebackup"), copied, why) || !server->restart(why)) return nullptr;
    return server;
}

PgServer::~PgServer() {
    if (m_server.state() == QProcess::NotRunning) return;
    ::kill(static_cast<pid_t>(m_server.processId()), SIGINT); // ends the sessions and shuts down
    if (!m_server.waitForFinished(kStopMs)) kill();
}

bool PgServer::prepare(QString *why) {
    m_programs = newestPrograms();
    if (m_programs.isEmpty()) {
        *why = QStringLiteral(
            "There is no PostgreSQL server under /usr/lib/postgresql. Install the package \"postgresql\"; "
            "sh tests/run.sh does so.");
        return false;
    }
    const QString password = m_folder.filePath(QStringLiteral("password"));
    if (!m_folder.isValid() || !write(password, kPassword)) {
        *why = QStringLiteral("Cannot write to ") + m_folder.path();
        return false;
    }
    if (::geteuid() == 0) {
        const passwd *user = ::getpwnam("postgres");
        if (!user) user = ::getpwnam("nobody");
        if (!user) {
            *why = QStringLiteral("The tests run as root, and there is no user postgres or nobody for the server");
            return false;
        }
        m_user = user->pw_uid;
        m_group = user->pw_gid;
        for (const QString &path : {m_folder.path(), password}) {
            if (::chown(path.toUtf8().constData(), m_user, m_group) != 0)
                *why = QStringLiteral("Cannot give away ") + path;
        }
    }
    return true;
}

bool PgServer::makeCluster(QString *why) {
    return run(QStringLiteral("initdb"),
               {QStringLiteral("--pgdata=") + m_folder.filePath(QStringLiteral("data")),
                QStringLiteral("--username=eventscope"),
                QStringLiteral("--pwfile=") + m_folder.filePath(QStringLiteral("password")),
                QStringLiteral("--auth-local=trust"), QStringLiteral("--auth-host=scram-sha-256"),
                QStringLiteral("--encoding=UTF8"), QStringLiteral("--locale=C"), QStringLiteral("--no-sync")},
               why);
}

bool PgServer::run(const QString &program, const QStringList &arguments, QString *why) {
    QProcess process;
    asServerUser(process);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(m_programs + program, arguments);
    if (process.waitForFinished(kStartMs) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    *why = program + QStringLiteral(" failed: ") + process.errorString() + QLatin1Char('\n') +
           QString::fromUtf8(process.readAll().right(2000));
    return false;
}

void PgServer::asServerUser(QProcess &process) const {
    process.setWorkingDirectory(m_folder.path());
    process.setChildProcessModifier([user = m_user, group = m_group] {
        if (user != 0 && (::setgroups(0, nullptr) != 0 || ::setgid(group) != 0 || ::setuid(user) != 0)) ::_exit(126);
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT); // after setuid(), which resets it
    });
}

bool PgServer::restart(QString *why) {
    const QString data = m_folder.filePath(QStringLiteral("data"));
    const QString log = m_folder.filePath(QStringLiteral("log"));
    // Somebody else may take the free port before the server does.
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (attempt > 0 || m_port == 0) m_port = freePort();
        QFile::remove(data + QStringLiteral("/postmaster.pid"));
        asServerUser(m_server);
        m_server.setStandardOutputFile(log);
        m_server.setStandardErrorFile(log, QIODevice::Append);
        m_server.start(m_programs + QStringLiteral("postgres"),
                       {QStringLiteral("-D"), data, QStringLiteral("-k"), m_folder.path(), QStringLiteral("-h"),
                        QStringLiteral("127.0.0.1"), QStringLiteral("-p"), QString::number(m_port),
                        QStringLiteral("-F"), QStringLiteral("-c"), QStringLiteral("max_connections=100"),
                        QStringLiteral("-c"), QStringLiteral("max_prepared_transactions=20")});
        QElapsedTimer waited;
        waited.start();
        while (m_server.state() != QProcess::NotRunning && waited.elapsed() < kStartMs) {
            if (isReady()) return true;
            m_server.waitForFinished(20);
        }
        kill();
    }
    *why = QStringLiteral("The server does not start:\n") + QString::fromUtf8(this->log().right(2000));
    return false;
}

bool PgServer::isReady() const {
    // The eighth line, see the source of pg_ctl.
    QFile file(m_folder.filePath(QStringLiteral("data/postmaster.pid")));
    if (!file.open(QIODevice::ReadOnly)) return false;
    const QList<QByteArray> lines = file.readAll().split('\n');
    return lines.size() > 7 && lines[7].trimmed() == "ready";
}

bool PgServer::putFile(const QString &name, const QByteArray &bytes) const {
    const QString path = m_folder.filePath(QStringLiteral("data/") + name);
    QFile::remove(path); // it may be the server's
    return write(path, bytes) && QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner) &&
           (m_user == 0 || ::chown(path.toUtf8().constData(), m_user, m_group) == 0);
}

bool PgServer::configure(const QByteArray &settings, QString *why) {
    QFile file(m_folder.filePath(QStringLiteral("data/postgresql.conf")));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write("\n" + settings + "\n") < 0) {
        *why = QStringLiteral("Cannot write to ") + file.fileName();
        return false;
    }
    file.close();
    kill();
    return restart(why);
}

QByteArray PgServer::log() const {
    QFile file(m_folder.filePath(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void PgServer::kill() {
    if (m_server.state() == QProcess::NotRunning) return;
    ::kill(static_cast<pid_t>(m_server.processId()), SIGQUIT); // its children too, unlike SIGKILL
    if (m_server.waitForFinished(kStopMs)) return;
    m_server.kill();
    m_server.waitForFinished(kStopMs);
}

std::string PgServer::address() const {
    return "host=" + m_folder.path().toStdString() + " port=" + std::to_string(m_port) +
           " user=eventscope dbname=postgres";
}

std::string PgServer::tcpAddress() const {
    return "host=127.0.0.1 port=" + std::to_string(m_port) + " user=eventscope dbname=postgres";
}

} // namespace eventscope
