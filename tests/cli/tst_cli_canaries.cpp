// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"
#include "tests/support/canaries.h"
#include "tests/support/pg_database.h"

#include <QFile>
#include <QtTest>

using namespace eventscope::tests;
using eventscope::PgDatabase;
using eventscope::testing::Canaries;
using eventscope::testing::ProcessWatch;

/// T23: every command, over a person whose values are known, with passphrases and a password that are known. They are
/// in the files that were named and, where it was asked for, on stdout; nowhere else.
class TestCliCanaries : public QObject {
    Q_OBJECT

    /// Runs a command on the store; what it says on stderr is looked through.
    CliResult run(const QStringList &arguments, int code = 0) {
        const CliResult result = m_store->run(arguments);
        check(arguments, result, code);
        return result;
    }
    CliResult write(const QStringList &arguments, int code = 0) {
        return run(arguments + QStringList{"--write"}, code);
    }
    void check(const QStringList &arguments, const CliResult &result, int code) {
        m_ran += arguments.mid(0, 2);
        const QString line = arguments.join(' ');
        if (result.code != code)
            m_problems += QString("%1: exit code %2\n%3").arg(line).arg(result.code).arg(QString::fromUtf8(result.err));
        for (const QString &name : m_canaries.inText(result.err))
            m_problems += name + " on stderr of " + line;
    }
    void alone(const QStringList &arguments, int code = 0) { check(arguments, runCli(arguments), code); }

    /// What the user keeps, and is not looked through.
    [[nodiscard]] QString own(const QString &name) const { return m_own.filePath(name); }
    QString put(const QString &name, const QByteArray &text) {
        QFile file(own(name));
        if (!file.open(QFile::WriteOnly) || file.write(text) != text.size()) m_problems += "cannot write " + name;
        return own(name);
    }
    [[nodiscard]] QByteArray line(const QByteArray &person, int version, const QByteArray &email) const {
        return QString(R"({"stream":"user-%1","version":%2,"id":"11111111-2222-4333-8444-%3","type":"%4",)"
                       R"("schemaVersion":2,"recordedAt":"2026-01-0%2T00:00:00Z","data":{"userId":"%1","email":"%5")")
                   .arg(QString::fromUtf8(person))
                   .arg(version)
                   .arg(person == "heron" ? version : version + 10, 12, 10, QLatin1Char('0'))
                   .arg(version == 1 ? "UserRegistered" : "UserEmailChanged")
                   .arg(QString::fromUtf8(email))
                   .toUtf8() +
               (version == 1 ? R"(,"source":"website")" : "") + "},\"metadata\":{}}\n";
    }

    void make() {
        alone({"sample", m_store->path(), "--events", "500", "--no-vault"});
        run({"privacy", "init"});
        write({"import", put("events.jsonl", line("heron", 1, m_email) + line("heron", 2, m_secondEmail) +
                                                 line("egret", 1, m_email) + line("egret", 2, m_secondEmail))});
        write({"append", "--stream", "user-crane", "--expect", "none", "--file",
               put("crane.jsonl", R"({"type":"UserRegistered","data":{"userId":"crane","email":")" + m_email +
                                      R"(","source":"website"}})" + "\n")});
        QVERIFY(run({"events", "--stream", "user-heron", "--json"}).out.contains(m_email));
        QVERIFY(!run({"events", "--stream", "user-heron", "--raw", "--json"}).out.contains(m_email));
    }
    void read() {
        for (const char *command : {"info", "streams", "types", "stats", "snapshots list"})
            run(QString::fromLatin1(command).split(' '));
        run({"processes", "list"}, 1); // some are overdue in the sample
        run({"events", "--stream", "user-heron"});
        run({"export", "--out", own("export.jsonl")});
        run({"export", "--decrypt", "--reason", "audit", "--out", own("clear.jsonl")});
        run({"state", "user-heron"});
        run({"history", "user-heron", "/email"});
        run({"diff", "user-heron", "1", "2"});
        run({"blame", "user-heron"});
        run({"intervals", "user-heron", "--when", "state.email != null"});
        run({"compare", "user-heron", "user-egret"});
        write({"snapshots", "take", "user-heron"});
        run({"snapshots", "audit"}, 1); // one lies in the sample
        const QString event = "11111111-2222-4333-8444-000000000001";
        run({"notes", "add", event, "--text", "look here"});
        run({"notes", "list"});
        run({"notes", "export"});
        run({"notes", "remove", event});
    }
    void project() {
        run({"projections", "run"});
        run({"projections", "list"});
        run({"projections", "show", "user-view"});
        run({"projections", "rows", "user-view", "--key", "heron"});
        run({"projections", "rebuild", "user-view", "--keep-old"});
        run({"projections", "drop-old", "user-view"});
        run({"projections", "cancel", "user-view"});
        run({"projections", "step", "user-view", "--key", "heron"});
        run({"projections", "drift", "user-view"});
        run({"projections", "doctor"});
        run({"projections", "dead", "user-view"});
        run({"projections", "pause", "user-view"});
        run({"projections", "resume", "user-view"});
        run({"processes", "show", "order-fulfilment"}, 3);
    }
    void connect() {
        m_database->run("CREATE ROLE heron LOGIN PASSWORD '" + m_password.toStdString() + "'");
        const QString address = QString("postgresql://heron@127.0.0.1:%1/postgres").arg(m_database->server().port());
        alone({"connections", "add", "inn", address, "--tls", "allow"});
        alone({"connections", "list"});
        const CliResult typed = runCliInTerminal({"connections", "test", "inn"},
                                                 {{"Password for", m_password + "no"}, {"Password for", m_password}});
        QVERIFY2(typed.out.count("Password for") == 2 && typed.out.contains("no event store that is known"), typed.out);
        for (const QString &name : m_canaries.inText(typed.out))
            m_problems += name + " in the terminal of connections test";
        m_ran += {"connections", "test"};
        alone({"connections", "remove", "inn"});
    }
    void protect() {
        const QString literals = put("literals", m_email + "\n" + m_secondEmail + "\n");
        const QStringList looked{"--literals-file", literals};
        run(QStringList{"privacy", "find", "heron"} + looked);
        run({"privacy", "due"}, 1);
        run(QStringList{"privacy", "plan", "heron"} + looked);
        run(QStringList{"privacy", "notice", "heron"} + looked);
        run({"privacy", "access", "heron", "--out", own("answer.zip"), "--for", "counsel"});
        run({"privacy", "hold", "add", "heron", "--reason", "court order"});
        run({"privacy", "hold", "list"});
        const int hold = run({"privacy", "hold", "list", "--json"}).rows().first()["number"].toInt();
        run(QStringList{"privacy", "plan", "heron"} + looked, 1);
        run({"privacy", "hold", "remove", QString::number(hold)});
        run({"privacy", "retire", "heron", "--reason", "a copy lost", "--by", "dpo"});
        run({"privacy", "backup", "--out", own("backup"), "--expires", "2041-05-06"});
        run({"privacy", "backup"});
        const int backup = run({"privacy", "backup", "--json"}).rows().first()["number"].toInt();
        run({"privacy", "backup-destroyed", QString::number(backup), "--reason", "gone", "--by", "ops"}, 5);
        alone({"privacy", "escrow-key", "--out", own("escrow.key")});
        run({"privacy", "backup", "--out", own("escrow"), "--escrow-to", own("escrow.key.pub")});
        const QString rules = put("rules", R"({"transformation":1,"rules":[{"event":"*","path":"/email",)"
                                           R"("do":"pseudonym"}]})");
        const QStringList transform{"privacy", "transform", "user-egret", "--rules", rules, "--id", "T-1"};
        run(transform + looked);
        write(transform + looked + QStringList{"--apply", "--yes"});
        write(transform + looked + QStringList{"--remove-source", "--reason", "Art17", "--yes"}, 1);
        run({"privacy", "transform", "user-egret", "--id", "T-1"}, 1);
        run({"projections", "rebuild", "user-view", "--drop-old"}); // of what came from it
        write(transform + looked + QStringList{"--remove-source", "--reason", "Art17", "--yes"});
        write(QStringList{"privacy", "erase", "heron", "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"} +
              looked);
        write(QStringList{"privacy", "verify", "E-1", "heron"} + looked);
        for (const char *form : {"html", "pdf", "json"})
            run({"privacy", "report", "E-1", "--out", own(QString("report.") + form)});
        run({"privacy", "ledger", "list"});
        run({"privacy", "ledger", "export", "--out", own("ledger")});
        run({"privacy", "ledger", "verify"});
        write({"privacy", "tombstone", "user-heron", "--type", "UserForgotten", "--yes"});
        run({"privacy", "allow", "heron", "--reason", "new contract", "--by", "dpo", "--yes"});
        run({"privacy", "restore", own("escrow"), "--escrow-key", own("escrow.key"), "--force", "--yes"});
        run({"privacy", "restore", own("backup"), "--force", "--yes"});
        put("passphrase", m_newPassphrase + "\n");
        QVERIFY(QFile::remove(own("backup")));
        run({"privacy", "backup-destroyed", QString::number(backup), "--reason", "gone", "--by", "ops"});
        run({"privacy", "status"});
        run({"privacy", "passphrase"});
        put("passphrase", m_newPassphrase + "\n");
    }
    /// What is wrong is said without the value.
    void fail() {
        write({"import", put("bad", line("heron", 3, m_email).chopped(4) + "\n")}, 4);
        write({"import", put("erased", line("heron", 4, m_email))}, 5);
        run({"privacy", "transform", "user-heron", "--rules", put("bad-rules", "{\"rules\":[\"" + m_email)}, 2);
        put("passphrase", m_wrong + "\n");
        run({"privacy", "plan", "heron"}, 5);
        run({"state", "user-heron"});
        put("passphrase", m_newPassphrase + "\n");
        run({"privacy", "unlock"}, 3); // no keyring answers
        run({"privacy", "lock"}, 3);
    }

  private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_own.isValid() && m_home.isValid());
        m_database = std::make_unique<PgDatabase>(); // a server's user cannot enter what lies in TMPDIR afterwards
        m_store = std::make_unique<CliStore>();
        for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
                                 "XDG_RUNTIME_DIR", "TMPDIR", "EVENTSCOPE_CONFIG_DIR"})
            qputenv(name, m_home.path().toUtf8());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        m_email = m_canaries.make("email");
        m_secondEmail = m_canaries.make("email-2");
        m_passphrase = m_canaries.make("passphrase");
        m_newPassphrase = m_canaries.make("new-passphrase");
        m_wrong = m_canaries.make("wrong-passphrase");
        m_password = m_canaries.make("password");
        const auto give = [this](const char *variable, const QString &file, const QByteArray &text) {
            qputenv(variable, put(file, text + "\n").toUtf8());
        };
        give("EVENTSCOPE_PASSPHRASE_FILE", "passphrase", m_passphrase);
        give("EVENTSCOPE_NEW_PASSPHRASE_FILE", "new-passphrase", m_newPassphrase);
        give("EVENTSCOPE_ARCHIVE_PASSPHRASE_FILE", "archive-passphrase", m_canaries.make("archive"));
        give("EVENTSCOPE_BACKUP_PASSPHRASE_FILE", "backup-passphrase", m_canaries.make("backup"));
        give("EVENTSCOPE_ESCROW_PASSPHRASE_FILE", "escrow-passphrase", m_canaries.make("escrow"));
    }
    void init() { m_problems.clear(); }

    /// The controls: what lies there is found.
    void aCanaryIsFoundWhereverItIs() {
        const QByteArray canary = m_canaries.make("planted");
        const QString folder = m_home.filePath("planted");
        QVERIFY(QDir().mkpath(folder));
        const auto plant = [&](const QString &name, const QByteArray &text) {
            QFile file(folder + '/' + name);
            QVERIFY(file.open(QFile::WriteOnly));
            file.write(text);
        };
        plant("a", "x" + canary + "y");
        plant("b", canary.toBase64());
        plant("c", canary.toHex());
        plant(".hidden", canary);
        plant("none", "nothing");
        plant(QString::fromUtf8(canary), "");
        QStringList found = m_canaries.inFolder(folder);
        found.sort();
        QCOMPARE(found, (QStringList{"planted in .hidden", "planted in a", "planted in b", "planted in c",
                                     "planted in the name " + QString::fromUtf8(canary)}));
        QVERIFY(QDir(folder).removeRecursively());
        const ProcessWatch watch(m_canaries);
        QProcess sleeping;
        sleeping.start("sh", {"-c", "read line", QString::fromUtf8(canary)});
        QTRY_COMPARE(watch.found(), QStringList{"planted in cmdline of sh"});
        sleeping.closeWriteChannel();
        QVERIFY(sleeping.waitForFinished());
    }

    void theyAreNowhereElse() {
        {
            const ProcessWatch watch(m_canaries);
            make();
            read();
            project();
            connect();
            protect();
            fail();
            m_problems += watch.found();
        }
        m_problems += m_canaries.inFolder(m_home.path()) + m_canaries.inFolder(m_store->file(QString()));
        QVERIFY2(m_problems.isEmpty(), qPrintable(m_problems.join('\n')));
    }

    /// So that a new command, or a new act of one, is not forgotten here.
    void everyCommandWasRun() {
        const QStringList withoutData{"bench", "completion", "help"};
        const auto linesOf = [](const QStringList &arguments) { return QString::fromUtf8(runCli(arguments).out); };
        int known = 0;
        const QString list = linesOf({"help"}).section("Commands:\n", 1).section("\n\n", 0, 0);
        for (const QString &line : list.split('\n')) {
            const QString command = line.trimmed().section(' ', 0, 0);
            if (withoutData.contains(command)) continue;
            QVERIFY2(m_ran.contains(command), qPrintable(command));
            const QString acts = linesOf({"help", command}).section("what each takes:\n", 1).section("\n\n", 0, 0);
            for (const QString &each : acts.split('\n', Qt::SkipEmptyParts)) {
                const QString act = each.trimmed().section(' ', 0, 0);
                QVERIFY2(m_ran.contains(act), qPrintable(command + ' ' + act));
                ++known;
            }
        }
        QVERIFY(known > 30); // it finds them
    }

  private:
    Canaries m_canaries;
    QTemporaryDir m_own, m_home;
    std::unique_ptr<PgDatabase> m_database;
    std::unique_ptr<CliStore> m_store;
    QByteArray m_email, m_secondEmail, m_passphrase, m_newPassphrase, m_wrong, m_password;
    QStringList m_ran, m_problems;
};

QTEST_GUILESS_MAIN(TestCliCanaries)
#include "tst_cli_canaries.moc"
