// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pg_bouncer.h"

#include <QElapsedTimer>
#include <QFile>

namespace eventscope {

namespace {

constexpr int kStartMs = 60'000;
constexpr const char *kProgram = "/usr/sbin/pgbouncer";

} // namespace

std::unique_ptr<PgBouncer> PgBouncer::start(const PgServer &server, const QByteArray &settings, QString *why) {
    if (!QFile::exists(QString::fromLatin1(kProgram))) {
        *why = QStringLiteral("There is no pgbouncer. Install the package \"pgbouncer\"; sh tests/run.sh does so.");
        return nullptr;
    }
    std::unique_ptr<PgBouncer> bouncer(new PgBouncer);
    for (int attempt = 0; attempt < 5; ++attempt) { // somebody else may take the free port first
        bouncer->m_port = freePort();
        const QByteArray socket = server.folder().toUtf8();
        const QByteArray configuration =
            "[databases]\n* = host=" + socket + " port=" + QByteArray::number(server.port()) +
            "\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = " + QByteArray::number(bouncer->m_port) +
            "\nunix_socket_dir =\nauth_type = trust\nauth_file = " + socket + "/data/pooled-users\n" + settings + "\n";
        if (!server.putFile(QStringLiteral("pgbouncer.ini"), configuration) ||
            !server.putFile(QStringLiteral("pooled-users"), "\"eventscope\" \"\"\n\"pooled\" \"\"\n")) {
            *why = QStringLiteral("Cannot write the configuration of pgbouncer");
            return nullptr;
        }
        server.asServerUser(bouncer->m_process);
        bouncer->m_process.setProcessChannelMode(QProcess::MergedChannels);
        bouncer->m_process.start(QString::fromLatin1(kProgram), {QStringLiteral("data/pgbouncer.ini")});
        QElapsedTimer waited;
        waited.start();
        while (bouncer->m_process.state() != QProcess::NotRunning && waited.elapsed() < kStartMs) {
            if (bouncer->log().contains("process up")) return bouncer;
            bouncer->m_process.waitForFinished(20);
        }
        bouncer->m_process.kill();
        bouncer->m_process.waitForFinished();
    }
    *why = QStringLiteral("pgbouncer does not start:\n") + QString::fromUtf8(bouncer->log().right(2000));
    return nullptr;
}

PgBouncer::~PgBouncer() {
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.kill();
    m_process.waitForFinished();
}

std::string PgBouncer::address() const {
    return "host=127.0.0.1 port=" + std::to_string(m_port) + " dbname=postgres sslmode=disable";
}

QByteArray PgBouncer::log() {
    m_process.waitForReadyRead(0);
    return m_log += m_process.readAll();
}

} // namespace eventscope
