// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include "tests/support/pg_database.h"

#include <QJsonDocument>
#include <QUrl>

#include <cerrno>
#include <cstring>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace eventscope::tests {

namespace {

constexpr int kPatienceMs = 60'000;

QString program() { return QStringLiteral(EVENTSCOPE_CLI); }

} // namespace

QJsonObject CliResult::object() const { return QJsonDocument::fromJson(out).object(); }

QStringList CliResult::keysOf(const QJsonObject &object) {
    QStringList keys = object.keys();
    keys.sort();
    return keys;
}

std::unique_ptr<QProcess> startCli(const QStringList &arguments) {
    auto process = std::make_unique<QProcess>();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("EVENTSCOPE_STORE"));
    process->setProcessEnvironment(environment);
    process->start(program(), arguments);
    return process;
}

CliResult runCli(const QStringList &arguments, const QByteArray &input) {
    const auto process = startCli(arguments);
    process->write(input);
    process->closeWriteChannel();
    if (!process->waitForFinished(kPatienceMs) || process->exitStatus() != QProcess::NormalExit) return {};
    return {process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError()};
}

CliResult runCliInTerminal(const QStringList &arguments, QList<Typed> typed) {
    QList<QByteArray> words{program().toLocal8Bit()};
    for (const QString &argument : arguments)
        words.append(argument.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child < 0) qFatal("No pseudo-terminal (%s): is devpts mounted on /dev/pts?", ::strerror(errno));
    if (child == 0) {
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    CliResult result;
    qsizetype seen = 0; // up to the end of the last prompt that was answered
    char block[4096];
    for (ssize_t got = 0; (got = ::read(terminal, block, sizeof block)) > 0 || (got < 0 && errno == EINTR);) {
        if (got > 0) result.out.append(block, got);
        if (typed.isEmpty()) continue;
        const qsizetype at = result.out.indexOf(typed[0].prompt, seen);
        if (at < 0) continue;
        seen = at + typed[0].prompt.size();
        const QByteArray line = typed.takeFirst().line + '\n';
        if (::write(terminal, line.constData(), static_cast<std::size_t>(line.size())) != line.size()) break;
    }
    ::close(terminal);
    int status = 0;
    ::waitpid(child, &status, 0);
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

namespace {

PgDatabase &server() {
    static PgDatabase server;
    return server;
}

} // namespace

CliStore::CliStore(const QString &name) : m_address(m_folder.filePath(name)) {
    if (qEnvironmentVariable("EVENTSCOPE_TEST_BACKEND") != QLatin1String("postgres")) return;
    m_address = QString::fromStdString(server().newDatabase());
    m_isFile = false;
}

QString CliStore::pathByNetwork() const {
    server().run("DROP ROLE IF EXISTS networker");
    server().run("CREATE ROLE networker SUPERUSER LOGIN PASSWORD 'by network'");
    const QString database = QUrl(m_address).path().mid(1);
    return QStringLiteral("postgresql://networker@127.0.0.1:%1/%2?sslmode=disable")
        .arg(server().server().port())
        .arg(database);
}

bool CliStore::isBeingWritten() const {
    if (m_isFile) return !QDir(m_folder.path()).entryList({QStringLiteral("*.lock")}).isEmpty();
    const PgResult locks = server().run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    return locks.number(0, 0).value_or(0) > 0;
}

CliResult CliStore::run(QStringList arguments, const QByteArray &input) const {
    QStringList all{QStringLiteral("--store"), path()};
    if (m_isOfSampleDomain) all += {QStringLiteral("--domain"), QStringLiteral("sample")};
    return runCli(all + arguments, input);
}

CliResult CliStore::write(QStringList arguments, const QByteArray &input) const {
    return run(QStringList{QStringLiteral("--write")} + arguments, input);
}

CliResult CliStore::append(const QString &stream, const QString &type, const QString &data) const {
    return write({QStringLiteral("append"), QStringLiteral("--stream"), stream, QStringLiteral("--expect"),
                  QStringLiteral("any"), QStringLiteral("--type"), type, QStringLiteral("--data"), data,
                  QStringLiteral("--json")});
}

CliResult CliStore::importEvent(const QString &stream, const QString &type, const QJsonObject &data) const {
    const QJsonObject event{{"stream", stream}, {"type", type}, {"data", data}};
    return write({QStringLiteral("import"), QStringLiteral("-")},
                 QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n');
}

bool CliStore::makeAccount() const {
    const QString stream = QStringLiteral("account-1");
    const QList<std::pair<QString, QString>> events{
        {QStringLiteral("AccountOpened"), QStringLiteral(R"({"accountId":"1","owner":"Ada","initialDeposit":100.00})")},
        {QStringLiteral("MoneyDeposited"), QStringLiteral(R"({"accountId":"1","amount":50.00,"balanceAfter":150.00})")},
        {QStringLiteral("MoneyWithdrawn"),
         QStringLiteral(R"({"accountId":"1","amount":200.00,"balanceAfter":-50.00})")},
        {QStringLiteral("MoneyDeposited"),
         QStringLiteral(R"({"accountId":"1","amount":100.00,"balanceAfter":50.00})")}};
    for (const auto &[type, data] : events) {
        if (append(stream, type, data).code != 0) return false;
    }
    m_isOfSampleDomain = true;
    return true;
}

} // namespace eventscope::tests
