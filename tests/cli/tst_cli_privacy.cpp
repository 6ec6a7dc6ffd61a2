// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include <algorithm>

using namespace eventscope::tests;

/// A store whose personal data is sealed, from the command line.
class TestCliPrivacy : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        m_store = std::make_unique<CliStore>();
        const CliResult made = runCli({"sample", m_store->path(), "--events", "1500", "--json"});
        QVERIFY2(made.code == 0, made.err);
        QFile file(m_store->file("passphrase"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("sample\nwhat follows is not read\n");
        file.close();
        unlock(true);
        const QJsonObject first = run({"events", "--where", "type == \"UserRegistered\"", "--limit", "1", "--json"})
                                      .rows()
                                      .first()
                                      .toObject();
        m_person = first["data"].toObject()["userId"].toString();
        m_email = first["data"].toObject()["email"].toString();
        QVERIFY2(m_email.contains('@'), qPrintable(m_email));
    }
    void cleanup() { unlock(false); }

    void lockedWithoutThePassphraseAndReadingGoesOn() {
        unlock(false);
        const CliResult events = run({"events", "--where", "type == \"UserRegistered\"", "--limit", "1", "--json"});
        QCOMPARE(events.code, 0);
        QCOMPARE(events.rows().first()["data"].toObject()["email"].toObject()["$protected"].toString(),
                 QString("locked"));
        QVERIFY2(events.err.contains("stayed locked") && events.err.contains("EVENTSCOPE_PASSPHRASE_FILE"), events.err);
        const CliResult state = run({"state", "user-" + m_person, "--json"});
        QCOMPARE(state.object()["state"].toObject()["email"].toObject()["$protected"].toString(), QString("locked"));
        for (const QStringList &command :
             {QStringList{"export"}, {"events", "--raw", "--json"}, {"projections", "rows", "user-view", "--json"}})
            QVERIFY2(!run(command).out.contains(m_email.toUtf8()), qPrintable(command.join(' ')));
        const CliResult refused = write({"append", "--stream", "user-x", "--expect", "any", "--type", "UserRegistered",
                                         "--data", R"({"userId":"x","email":"x@example.com"})"});
        QCOMPARE(refused.code, 5);
    }

    void openedForEverybodyWhoReads() {
        QCOMPARE(run({"state", "user-" + m_person, "--json"}).object()["state"].toObject()["email"].isString(), true);
        const QString filter = "data.email == \"" + m_email + "\"";
        QCOMPARE(run({"events", "--where", filter, "--json"}).rows().size(), 1);
        QVERIFY(run({"history", "user-" + m_person, "/email", "--json"}).out.contains(m_email.toUtf8()));
        QVERIFY(run({"projections", "rows", "user-view", "--key", m_person, "--json"}).out.contains("@"));
        QVERIFY(run({"projections", "drift", "user-view", "--json"}).code == 0);
        QVERIFY(!run({"export"}).out.contains(m_email.toUtf8())); // what leaves the store stays sealed
        QVERIFY(run({"export"}).out.contains("$pii"));
    }

    void whatIsAppendedIsSealed() {
        const QStringList append{"append",
                                 "--stream",
                                 "user-new",
                                 "--expect",
                                 "any",
                                 "--type",
                                 "UserRegistered",
                                 "--data",
                                 R"({"userId":"new","email":"new@example.com","source":"web"})",
                                 "--id",
                                 "11111111-2222-4333-8444-555555555555",
                                 "--json"};
        QCOMPARE(write(append).code, 0);
        QVERIFY(!run({"events", "--stream", "user-new", "--raw", "--json"}).out.contains("new@example.com"));
        QVERIFY(run({"events", "--stream", "user-new", "--json"}).out.contains("new@example.com"));
        QCOMPARE(write(append).object()["duplicate"].toBool(), true); // recognised, though sealed
    }

    void aPersonIsFoundAndErased() {
        QFile literals(m_store->file("literals"));
        QVERIFY(literals.open(QFile::WriteOnly));
        literals.write(m_email.toUtf8() + "\n");
        literals.close();
        const QStringList looked{"--literals-file", m_store->file("literals")};
        const auto hits = run(QStringList{"privacy", "find", m_person, "--json"} + looked).rows();
        QVERIFY(std::ranges::any_of(hits, [](const QJsonValue &hit) {
            return hit["reason"].toString() == "envelope" && hit["pointer"].toString() == "/email";
        }));
        QVERIFY(
            std::ranges::none_of(hits, [](const QJsonValue &hit) { return hit["reason"].toString() == "literal"; }));
        const CliResult plan = run(QStringList{"privacy", "plan", m_person, "--json"} + looked);
        QCOMPARE(plan.code, 0);
        QVERIFY(plan.object()["values"].toObject()["login"].toInt() >= 1);
        const QStringList erase = QStringList{"privacy",  "erase", m_person, "--id",     "E-1",
                                              "--reason", "Art17", "--by",   "dpo-4711", "--json"} +
                                  looked;
        QCOMPARE(run(erase + QStringList{"--yes"}).code, 5); // without --write
        QCOMPARE(write(erase).code, 5);                      // without a confirmation
        QVERIFY(run({"privacy", "ledger", "--json"}).rows().isEmpty());
        const CliResult erased = write(erase + QStringList{"--yes"});
        QVERIFY2(erased.code == 0, erased.err);
        QCOMPARE(erased.object()["state"].toString(), QString("COMPLETE"));
        const QJsonObject email =
            run({"state", "user-" + m_person, "--json"}).object()["state"].toObject()["email"].toObject();
        QCOMPARE(email["$protected"].toString(), QString("shredded"));
        QCOMPARE(email["erasure"].toString(), QString("E-1"));
        QVERIFY(run({"projections", "rows", "user-view", "--key", m_person, "--json"}).out.contains("shredded"));
        QCOMPARE(run({"projections", "drift", "user-view", "--json"}).code, 0); // rows compare sealed
        const QByteArray ledger = run({"privacy", "ledger", "--json"}).out;
        QVERIFY(ledger.contains("complete") && !ledger.contains(m_email.toUtf8()) &&
                !ledger.contains(m_person.toUtf8()));
        const CliResult again =
            write({"append", "--stream", "user-" + m_person, "--expect", "any", "--type", "UserEmailChanged", "--data",
                   QString(R"({"userId":"%1","email":"back@example.com"})").arg(m_person)});
        QCOMPARE(again.code, 5);
        QVERIFY2(again.err.contains("erased"), again.err);
        QCOMPARE(write(QStringList{"privacy", "verify", "E-1", m_person, "--json"} + looked).code, 0);
    }

    void aHoldForbidsIt() {
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "court order 7", "--json"}).rows().size(), 1);
        const CliResult refused = write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--yes"});
        QCOMPARE(refused.code, 5);
        QVERIFY2(refused.err.contains("court order 7"), refused.err);
        QVERIFY(run({"privacy", "hold", "remove", "1", "--json"}).rows().isEmpty());
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--yes"}).code, 0);
    }

    void aStreamIsTransformedAndItsSourceRemoved() {
        const QString stream = "user-" + m_person, copy = stream + "~tT-1";
        const QString rules = m_store->file("rules.json"), literals = m_store->file("literals");
        put(rules, R"({"transformation":1,"rules":[{"event":"*","path":"/email","do":"pseudonym"},
            {"event":"*","path":"/loggedInAt","do":"year"},{"event":"Never","path":"/a","do":"remove"}]})");
        put(literals, m_email.toUtf8() + "\n");
        const QStringList asked{"privacy", "transform",       stream,   "--rules",
                                rules,     "--literals-file", literals, "--json"};
        const CliResult preview = run(asked);
        QVERIFY2(preview.code == 0, preview.err);
        const QJsonObject place = preview.object()["places"].toArray().first().toObject();
        QCOMPARE(place["pointer"].toString(), QString("/email"));
        QCOMPARE(place["before"].toString(), m_email);
        QVERIFY(place["after"].toString().startsWith("p-"));
        QCOMPARE(preview.object()["unknown"].toArray().first().toString(), QString("Never"));
        QVERIFY(!preview.object()["warnings"].toArray().isEmpty());
        QVERIFY(run({"privacy", "transform", stream, "--rules", rules}).out.contains("Before"));
        put(m_store->file("none.json"), R"({"transformation":1,"rules":[]})");
        QStringList without = asked;
        without[4] = m_store->file("none.json");
        const QJsonObject sealed = run(without).object();
        QVERIFY(sealed["literals"].toArray().isEmpty()); // it is sealed anew
        QVERIFY(sealed["sealed"].toInt() >= 1);

        const QStringList apply = asked + QStringList{"--id", "T-1", "--apply"};
        QCOMPARE(run(apply + QStringList{"--yes"}).code, 5); // without --write
        const CliResult unconfirmed = write(apply);
        QCOMPARE(unconfirmed.code, 5);
        QVERIFY2(unconfirmed.err.contains("--yes"), unconfirmed.err);
        QCOMPARE(write(asked + QStringList{"--apply", "--yes"}).code, 2); // which one?
        const CliResult applied = write(apply + QStringList{"--yes"});
        QVERIFY2(applied.code == 0, applied.err);
        QVERIFY2(applied.err.contains("pseudonymised"), applied.err);
        QCOMPARE(applied.object()["state"].toString(), QString("COMPLETE"));
        const int events = applied.object()["events"].toInt();
        QVERIFY(
            run({"events", "--stream", copy, "--json"}).rows().first()["data"]["email"].toString().startsWith("p-"));
        QVERIFY(!run({"events", "--stream", copy, "--raw", "--json"}).out.contains("\"p-")); // sealed anew

        const QStringList remove = asked + QStringList{"--id", "T-1", "--remove-source", "--reason", "Art17"};
        QCOMPARE(write(remove).code, 5);
        QCOMPARE(run({"events", "--stream", stream, "--json"}).rows().size(), events);
        const CliResult removed = write(remove + QStringList{"--yes"});
        QVERIFY2(removed.code == 0, removed.err + removed.out);
        QCOMPARE(removed.object()["removed"].toInt(), events);
        QVERIFY(!removed.object()["remaining"].toArray().isEmpty());
        QVERIFY(run({"events", "--stream", stream, "--json"}).rows().isEmpty());
        const QByteArray ledger = run({"privacy", "ledger", "--json"}).out;
        QVERIFY(ledger.contains("source removed") && !ledger.contains(stream.toUtf8()));
        QCOMPARE(run({"info", "--json"}).code, 0);
    }

    void transformSaysWhatStandsInTheWay() {
        const QString stream = "user-" + m_person, rules = m_store->file("rules.json");
        put(rules, R"({"transformation":1,"rules":[{"event":"*","path":"/email","do":"erase"}]})");
        const CliResult wrong = run({"privacy", "transform", stream, "--rules", rules});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.err.contains("/rules/0/do") && wrong.err.contains("rules.json"), wrong.err);
        put(rules, R"({"transformation":1,"rules":[{"event":"*","path":"/userId","do":"year"}]})");
        const CliResult preview = run({"privacy", "transform", stream, "--rules", rules, "--json"});
        QCOMPARE(preview.code, 1);
        QVERIFY(!preview.object()["problems"].toArray().isEmpty());
        QCOMPARE(write({"privacy", "transform", stream, "--rules", rules, "--id", "T-1", "--apply", "--yes"}).code, 5);
        QCOMPARE(run({"privacy", "transform", stream}).code, 2);
        QCOMPARE(run({"privacy", "transform", "user-nobody", "--rules", rules}).code, 3);
    }

    void aTombstoneSaysWhatStays() {
        const QString stream = "user-" + m_person;
        const QStringList asked{"privacy",
                                "tombstone",
                                stream,
                                "--type",
                                "UserEmailChanged",
                                "--data",
                                QString(R"({"userId":"%1","email":"gone@example.com"})").arg(m_person),
                                "--json"};
        QCOMPARE(run(asked + QStringList{"--yes"}).code, 5);
        QCOMPARE(write(asked).code, 5);
        const CliResult done = write(asked + QStringList{"--yes"});
        QVERIFY2(done.code == 0, done.err);
        QVERIFY2(done.err.contains("still hold the data"), done.err);
        QCOMPARE(done.object()["version"].toInt(), done.object()["olderEvents"].toInt() + 1);
        QVERIFY(!run({"events", "--stream", stream, "--raw", "--json"}).out.contains("gone@example.com")); // sealed
        QVERIFY(run({"events", "--stream", stream, "--json"}).out.contains("gone@example.com"));
        QCOMPARE(write({"privacy", "tombstone", "user-nobody", "--type", "T", "--yes"}).code, 3);
        QCOMPARE(write({"privacy", "tombstone", stream, "--yes"}).code, 2);
        QVERIFY(run({"help", "privacy"}).out.contains("older events still hold the data"));
    }

    void withoutAVaultItSaysWhatItCannotDo() {
        const CliStore clear;
        QCOMPARE(runCli({"sample", clear.path(), "--events", "500", "--no-vault"}).code, 0);
        const CliResult refused = clear.write({"privacy", "erase", "x", "--id", "E-1", "--reason", "Art17", "--yes"});
        QCOMPARE(refused.code, 3);
        QVERIFY2(refused.err.contains("in clear cannot be"), refused.err);
        const QJsonObject first =
            clear.run({"events", "--where", "type == \"UserRegistered\"", "--limit", "1", "--json"})
                .rows()
                .first()
                .toObject();
        const QString person = first["data"].toObject()["userId"].toString();
        const auto hits = clear.run({"privacy", "find", person, "--json"}).rows();
        QVERIFY(std::ranges::any_of(hits, [](const QJsonValue &hit) { return hit["reason"].toString() == "policy"; }));
        // From now on it seals.
        const CliResult made = clear.run({"privacy", "init", "--json"});
        QVERIFY2(made.code == 0, made.err);
        QCOMPARE(clear.run({"privacy", "init"}).code, 5);
        QCOMPARE(clear
                     .write({"append", "--stream", "user-n", "--expect", "any", "--type", "UserRegistered", "--data",
                             R"({"userId":"n","email":"n@example.com","source":"web"})"})
                     .code,
                 0);
        QVERIFY(!clear.run({"export"}).out.contains("n@example.com"));
    }

    void wrongPassphraseIsSaid() {
        QFile file(m_store->file("passphrase"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("wrong\n");
        file.close();
        const CliResult plan = run({"privacy", "plan", m_person});
        QCOMPARE(plan.code, 5);
        QVERIFY(!plan.err.contains("wrong\n"));
        QCOMPARE(run({"events", "--limit", "1"}).code, 0);
    }

  private:
    void unlock(bool isGiven) {
        if (isGiven)
            qputenv("EVENTSCOPE_PASSPHRASE_FILE", m_store->file("passphrase").toUtf8());
        else
            qunsetenv("EVENTSCOPE_PASSPHRASE_FILE");
    }
    static void put(const QString &path, const QByteArray &text) {
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(text);
    }
    CliResult run(const QStringList &arguments) const { return m_store->run(arguments); }
    CliResult write(const QStringList &arguments) const { return m_store->write(arguments); }

    std::unique_ptr<CliStore> m_store;
    QString m_person, m_email;
};

QTEST_GUILESS_MAIN(TestCliPrivacy)
#include "tst_cli_privacy.moc"
