// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QFile>
#include <QtTest>

using namespace eventscope::tests;

/// Every command before an audience: shows masks, or is refused.
class TestCliMasked : public QObject {
    Q_OBJECT

    struct Shown {
        QStringList call;
        bool hasValue = true; ///< without --masked; else it has none, and must not have one by --masked either
    };

    [[nodiscard]] QList<Shown> shown() const {
        const QString user = "user-heron", egret = "user-egret", out = m_store->file("masked-out");
        return {
            {{"info"}, false},
            {{"streams"}, false},
            {{"types"}, false},
            {{"stats"}, false},
            {{"events", "--stream", user, "--json"}},
            {{"events", "--stream", user, "--format", "csv"}},
            {{"events", "--stream", user, "--raw", "--json"}, !m_isSealed},
            {{"events", "--where", "data.email =~ \".*@canary.*\"", "--json"}},
            {{"export", "--where", "stream == \"" + user + "\""}, !m_isSealed},
            {{"export", "--as", "csv", "--where", "stream == \"" + user + "\"", "--out", out, "--force"}, !m_isSealed},
            {{"state", user, "--json"}},
            {{"history", user, "/email", "--json"}},
            {{"diff", user, "1", "2", "--json"}},
            {{"blame", user, "--json"}},
            {{"intervals", user, "--when", "state.email == \"first@canary.example\"", "--json"}, false},
            {{"compare", user, egret, "--json"}},
            {{"snapshots", "list", "--json"}, false},
            {{"snapshots", "audit", "--json"}, false},
            {{"projections", "list", "--json"}, false},
            {{"projections", "show", "user-view", "--json"}, false},
            {{"projections", "rows", "user-view", "--key", "heron", "--json"}},
            {{"projections", "rows", "user-view", "--key", "heron", "--as-of", "9999", "--json"}},
            {{"projections", "step", "user-view", "--key", "heron", "--json"}},
            {{"processes", "list", "--json"}, false},
            {{"processes", "show", "nobody"}, false}};
    }
    [[nodiscard]] QList<QStringList> refused() const {
        const QString user = "user-heron", event = "11111111-2222-4333-8444-000000000001";
        QList<QStringList> all{{"sample", m_store->file("other.evdb")},
                               {"append", "--stream", user, "--expect", "any", "--type", "X", "--data", "{}"},
                               {"import", m_store->file("events.jsonl")},
                               {"bench"},
                               {"connections", "list"},
                               {"export", "--decrypt", "--reason", "r", "--out", m_store->file("clear")}};
        for (const char *act : {"run", "rebuild", "cancel", "drop-old", "drift", "doctor", "dead", "pause", "resume"})
            all += QStringList{"projections", act, "user-view"};
        for (const char *act : {"list", "export"})
            all += QStringList{"notes", act};
        all += QStringList{"notes", "add", event, "--text", "x"};
        all += QStringList{"notes", "remove", event};
        for (const char *act : {"init", "status", "passphrase", "unlock", "lock", "backup", "escrow-key", "due"})
            all += QStringList{"privacy", act};
        for (const char *act : {"find", "plan", "notice", "access", "erase", "report", "allow", "retire", "transform",
                                "tombstone", "restore"})
            all += QStringList{"privacy", act, "heron"};
        all += QStringList{"privacy", "verify", "E-1", "heron"};
        for (const char *act : {"list", "export", "verify", "accept"})
            all += QStringList{"privacy", "ledger", act};
        all += QStringList{"privacy", "backup-destroyed", "1"};
        for (const QStringList &hold : {QStringList{"list"}, QStringList{"add", "heron"}, QStringList{"remove", "1"}})
            all += QStringList{"privacy", "hold"} + hold;
        return all;
    }
    /// All that came of it: on both outputs, and in the file that it made.
    [[nodiscard]] QByteArray madeBy(const QStringList &call, bool isMasked) const {
        QFile file(m_store->file("masked-out"));
        file.remove();
        const CliResult result = m_store->run(call + (isMasked ? QStringList{"--masked"} : QStringList()));
        if (result.code < 0 || result.code == 2 || result.code > 3)
            return "canary: " + call.join(' ').toUtf8() + " ended with " + QByteArray::number(result.code) + result.err;
        return result.out + result.err + (file.open(QFile::ReadOnly) ? file.readAll() : QByteArray());
    }
    void put(const QString &name, const QByteArray &text) const {
        QFile file(m_store->file(name));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] static QByteArray line(const char *user, int version, const char *email) {
        return QString(
                   R"({"stream":"user-%1","version":%2,"id":"11111111-2222-4333-8444-%3","type":"%4",)"
                   R"("schemaVersion":2,"recordedAt":"2026-01-0%2T00:00:00Z","data":{"userId":"%1","email":"%5"%6},)"
                   R"("metadata":{}})")
                   .arg(user)
                   .arg(version)
                   .arg(user[0] == 'h' ? version : version + 10, 12, 10, QLatin1Char('0'))
                   .arg(version == 1 ? "UserRegistered" : "UserEmailChanged", email,
                        version == 1 ? R"(,"source":"website")" : "")
                   .toUtf8() +
               '\n';
    }

  private Q_SLOTS:
    void everyCommandIsMaskedOrRefused_data() {
        QTest::addColumn<bool>("isSealed");
        QTest::newRow("sealed") << true;
        QTest::newRow("in clear, named by the policy") << false;
    }
    void everyCommandIsMaskedOrRefused() {
        QFETCH(const bool, isSealed);
        m_isSealed = isSealed;
        m_store = std::make_unique<CliStore>();
        qputenv("XDG_DATA_HOME", m_store->file("data").toUtf8());
        qputenv("EVENTSCOPE_PASSPHRASE_FILE", m_store->file("passphrase").toUtf8());
        put("passphrase", "a passphrase that is long\n");
        QCOMPARE(runCli({"sample", m_store->path(), "--events", "300", "--no-vault"}).code, 0);
        if (isSealed) QCOMPARE(m_store->run({"privacy", "init"}).code, 0);
        put("events.jsonl", line("heron", 1, "first@canary.example") + line("heron", 2, "second@canary.example") +
                                line("egret", 1, "third@canary.example") + line("egret", 2, "fourth@canary.example"));
        const CliResult imported = m_store->write({"import", m_store->file("events.jsonl")});
        QVERIFY2(imported.code == 0, imported.err);
        QCOMPARE(m_store->run({"projections", "run"}).code, 0); // the tables at rest have the values

        for (const Shown &each : shown()) {
            const QByteArray plain = madeBy(each.call, false), masked = madeBy(each.call, true);
            const QByteArray name = each.call.join(' ').toUtf8() + '\n';
            QVERIFY2(!masked.contains("canary"), name + masked);
            QVERIFY2(!masked.contains("$$protected") && !masked.contains("no usable"), name + masked);
            // The control: without it the same search finds them.
            QVERIFY2(plain.contains("@canary") == each.hasValue, name + plain);
        }
        // By a filter nobody learns what is behind a mask.
        QVERIFY(madeBy({"events", "--where", "data.email == \"first@canary.example\"", "--json"}, true)
                    .contains("\"rows\":[]"));
        QVERIFY(madeBy({"state", "user-heron", "--json"}, true).contains(R"({"$protected":"masked"})"));
        QVERIFY(madeBy({"projections", "rows", "user-view", "--key", "heron", "--json"}, true)
                    .contains(R"({"$protected":"masked"})"));
        for (const QStringList &call : refused()) {
            const CliResult result = m_store->run(call + QStringList{"--masked"});
            QVERIFY2(result.code == 5, call.join(' ').toUtf8() + '\n' + result.out + result.err);
            QVERIFY(result.out.isEmpty());
        }
        QCOMPARE(m_store->write({"snapshots", "take", "user-heron", "--masked"}).code, 2);
        QVERIFY(!QFile::exists(m_store->file("clear")) && !QFile::exists(m_store->file("other.evdb")));
    }

    /// What is shown needs no key.
    void nobodyIsAskedForAPassphrase() {
        m_store = std::make_unique<CliStore>();
        qputenv("EVENTSCOPE_PASSPHRASE_FILE", m_store->file("none").toUtf8());
        QCOMPARE(runCli({"sample", m_store->path(), "--events", "300"}).code, 0);
        const CliResult masked = m_store->run({"--masked", "events", "--limit", "50", "--json"});
        QVERIFY2(masked.code == 0 && masked.err.isEmpty(), masked.err);
        QVERIFY(masked.out.contains(R"({"$protected":"masked"})") && !masked.out.contains("locked"));
    }

    void withoutAPolicyItSaysWhatItMasks() {
        m_store = std::make_unique<CliStore>();
        QCOMPARE(m_store->append("a-1", "Noted", "{\"text\":\"hello\"}").code, 0);
        const CliResult masked = m_store->run({"--masked", "events"});
        QVERIFY2(masked.code == 0 && masked.err.contains("no privacy policy"), masked.err);
    }

    /// So that a new command, or a new act of one, is not forgotten here.
    void everyCommandIsListedHere() {
        m_store = std::make_unique<CliStore>();
        QStringList known{"help", "completion"};
        const auto note = [&known](const QStringList &call) {
            known += QStringList{call.front(), call.mid(0, 2).join(' ')};
        };
        for (const Shown &each : shown())
            note(each.call);
        for (const QStringList &each : refused())
            note(each);
        const auto linesOf = [](const QStringList &arguments) { return QString::fromUtf8(runCli(arguments).out); };
        int acts = 0;
        const QString list = linesOf({"help"}).section("Commands:\n", 1).section("\n\n", 0, 0);
        for (const QString &each : list.split('\n')) {
            const QString command = each.trimmed().section(' ', 0, 0);
            QVERIFY2(known.contains(command), qPrintable(command));
            const QString uses = linesOf({"help", command}).section("what each takes:\n", 1).section("\n\n", 0, 0);
            for (const QString &use : uses.split('\n', Qt::SkipEmptyParts)) {
                const QString act = command + ' ' + use.trimmed().section(' ', 0, 0);
                QVERIFY2(known.contains(act) || command == "connections", qPrintable(act));
                ++acts;
            }
        }
        QVERIFY(acts > 30); // it finds them
    }

  private:
    std::unique_ptr<CliStore> m_store;
    bool m_isSealed = true;
};

QTEST_GUILESS_MAIN(TestCliMasked)
#include "tst_cli_masked.moc"
