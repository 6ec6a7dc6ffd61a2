// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_sealed_sample.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

#include <algorithm>

using namespace eventscope::tests;

/// A store whose personal data is sealed, from the command line.
class TestCliPrivacy : public QObject, CliSealedSample {
    Q_OBJECT

  private Q_SLOTS:
    void init() { makeSample(); }
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

    /// T15, from the command line: every state in every form of every answer, and no blank in its place.
    void eachStateIsShownAsItIs() {
        importBroken();
        QCOMPARE(run({"projections", "run", "user-view"}).code, 0);
        for (const QString state : {"keyUnknown", "tampered", "unsupported"})
            checkState("user-" + state, "{\"$protected\":\"" + state.toUtf8() + "\"}");
        // Not complete: what is theirs under a key that nobody had is not shredded.
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 1);
        const QByteArray shredded = run({"state", "user-" + m_person, "--format", "json"}).out;
        const auto mark = QRegularExpression(R"(\{"\$protected":"shredded","erasure":"E-1","at":"[-0-9T:.]+Z"\})")
                              .match(QString::fromUtf8(shredded))
                              .captured();
        QVERIFY2(!mark.isEmpty(), shredded);
        checkState("user-" + m_person, mark.toUtf8());
        unlock(false);
        for (const QString &stream : {"user-" + m_person, QString("user-keyUnknown"), QString("user-tampered")})
            checkState(stream, R"({"$protected":"locked"})");
        checkState("user-unsupported", R"({"$protected":"unsupported"})");
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
            return hit["reason"].toString() == "envelope" && hit["pointer"].toString() == "/email" &&
                   hit["purpose"].toString() == "login"; // that of the key
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
        const QStringList verify = QStringList{"privacy", "verify", "E-1", m_person, "--json"} + looked;
        const QByteArray before = run({"privacy", "ledger", "--json"}).out;
        const CliResult seen = run(verify); // only looks
        QVERIFY2(seen.code == 0 && seen.err.contains("not recorded"), seen.err);
        QVERIFY(!seen.object()["checks"].toArray().isEmpty());
        QCOMPARE(run({"privacy", "ledger", "--json"}).out, before);
        QCOMPARE(write(verify).code, 0);
        QVERIFY(run({"privacy", "ledger", "--json"}).out != before);
    }

    /// Those in the user's data folder and those in the store's own database.
    void readModelsInTheDatabaseAreLookedAt() {
        if (m_store->isFile()) return;
        const QStringList find{"privacy", "find", m_person, "--json"};
        const auto modelsOf = [](const QJsonArray &hits) {
            QSet<QString> models;
            for (const QJsonValue &hit : hits)
                if (hit["place"].toString() == "model row")
                    models.insert(hit["model"].toString().section(" postgres", 0, 0));
            return models;
        };
        QVERIFY(!modelsOf(run(find).rows()).contains("user-view in"));
        QCOMPARE(write({"projections", "run", "user-view"}).code, 0);
        QVERIFY(modelsOf(run(find).rows()).contains(QSet<QString>{"user-view", "user-view in"}));
        const CliResult plan = run({"privacy", "plan", m_person, "--json"});
        QVERIFY2(plan.out.contains("user-view in postgresql://"), plan.out);
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
        QVERIFY(write({"projections", "rows", "user-view", "--key", m_person, "--json"}).out.contains("shredded"));
    }

    /// Step 7 d and e of the protocol; the process that is started has no secret.
    void whatWasErasedIsVerifiedByANewProcess() {
        const QJsonArray keys = keysOfPerson();
        QVERIFY(!keys.isEmpty());
        QJsonObject before;
        if (m_store->isFile()) {
            before = readAnew(keys); // the control: nothing was erased yet
            QVERIFY(before["values"].toInt() > 0);
            QCOMPARE(before["notShredded"], before["values"]);
        }
        const CliResult erased =
            write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes", "--json"});
        QVERIFY2(erased.code == 0, erased.err + erased.out);
        const QJsonArray checks = erased.object()["checks"].toArray();
        QVERIFY2(checks.contains("sealed values answer as shredded in a fresh process: passed"), erased.out);
        QVERIFY2(checks.contains("bytes of the destroyed keys in files: passed"), erased.out);
        const QByteArray report = run({"privacy", "report", "E-1"}).out;
        QVERIFY2(!report.contains("in a fresh process\",\"method\":\"\""), report);
        if (m_store->isFile()) {
            const QJsonObject after = readAnew(keys);
            QCOMPARE(after["values"], before["values"]);
            QCOMPARE(after["notShredded"].toInt(), 0);
            QVERIFY(readAnew({"no key"}).contains("problem"));
        }
        const CliResult again = write({"privacy", "verify", "E-1", m_person, "--json"});
        QCOMPARE(again.code, 0);
        QVERIFY2(again.out.contains("fresh process: passed") && again.out.contains("in files: not performed: "),
                 again.out);
    }

    /// A choice that stands in the address, and not in what the server says of it, counts for that process, too.
    void theNewProcessComesToTheStoreAsWeDid() {
        if (m_store->isFile()) return;
        qputenv("PGPASSWORD", "by network");
        const auto back = qScopeGuard([] { qunsetenv("PGPASSWORD"); });
        const CliResult erased =
            runCli({"--store", m_store->pathByNetwork(), "--domain", "sample", "--write", "privacy", "erase", m_person,
                    "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes", "--json"});
        QVERIFY2(erased.out.contains("in a fresh process: passed"), erased.err + erased.out);
        QVERIFY2(erased.out.contains("beside the store's file: not performed: the store is no file"), erased.out);
    }

    /// The control of the search: a copy of the vault's file from before.
    void anOldCopyOfTheVaultKeepsItOpen() {
        if (!m_store->isFile()) return;
        const QString copy = vaultFile() + ".old";
        QVERIFY(QFile::copy(vaultFile(), copy));
        const CliResult erased =
            write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes", "--json"});
        QCOMPARE(erased.code, 1);
        QVERIFY2(erased.out.contains("destroyed keys in files: failed: 1 file holds one"), erased.out);
        QCOMPARE(write({"privacy", "verify", "E-1", m_person}).code, 1);
        QVERIFY(QFile::remove(copy));
        QCOMPARE(write({"privacy", "verify", "E-1", m_person}).code, 0);
    }

    void aHoldForbidsIt() {
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "court order 7", "--json"}).rows().size(), 1);
        const CliResult refused =
            write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"});
        QCOMPARE(refused.code, 5);
        QVERIFY2(refused.err.contains("court order 7"), refused.err);
        QVERIFY(run({"privacy", "hold", "remove", "1", "--json"}).rows().isEmpty());
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
    }

    void whoComesBackGetsNewKeysByADecision() {
        const QStringList append{
            "append",           "--stream", "user-" + m_person,
            "--expect",         "any",      "--type",
            "UserEmailChanged", "--data",   QString(R"({"userId":"%1","email":"back@example.com"})").arg(m_person)};
        const QStringList allow{"privacy", "allow", m_person, "--reason", "new contract", "--by", "dpo", "--json"};
        QCOMPARE(run(allow + QStringList{"--yes"}).code, 5); // was never erased
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
        QCOMPARE(write(append).code, 5);
        QCOMPARE(run(allow).code, 5); // without a confirmation
        const CliResult allowed = run(allow + QStringList{"--yes"});
        QVERIFY2(allowed.code == 0, allowed.err);
        QVERIFY(!allowed.object()["purposes"].toArray().isEmpty());
        QCOMPARE(write(append).code, 0);
        QVERIFY(run({"events", "--stream", "user-" + m_person, "--json"}).out.contains("back@example.com"));
        QVERIFY(!run({"events", "--stream", "user-" + m_person, "--json"}).out.contains(m_email.toUtf8()));
        QVERIFY(run({"privacy", "ledger", "--json"}).out.contains("new contract"));
        QCOMPARE(run({"privacy", "allow", m_person, "--reason", "for " + m_person, "--by", "dpo", "--yes"}).code, 2);
        QCOMPARE(run({"privacy", "allow", m_person, "--by", "dpo", "--yes"}).code, 2);
    }

    void whatIsNewGetsAnotherKeyByADecision() {
        const auto append = [&](const char *email) {
            return write({"append", "--stream", "user-" + m_person, "--expect", "any", "--type", "UserEmailChanged",
                          "--data", QString(R"({"userId":"%1","email":"%2"})").arg(m_person, email)})
                .code;
        };
        const auto keys = [&] { return run({"privacy", "status", "--json"}).object()["keys"].toObject(); };
        QVERIFY(!keys().contains("retired"));
        const QStringList retire{"privacy", "retire", m_person, "--by", "dpo", "--reason", "a copy lost", "--json"};
        const CliResult retired = run(retire);
        QVERIFY2(retired.code == 0, retired.err);
        const auto purposes = retired.object()["purposes"].toArray();
        QVERIFY(!purposes.isEmpty());
        QCOMPARE(keys()["retired"].toInt(), static_cast<int>(purposes.size()));
        QVERIFY(run({"privacy", "ledger", "--json"}).out.contains("a copy lost"));
        QVERIFY(run(retire).object()["purposes"].toArray().isEmpty()); // once more
        QCOMPARE(append("new@example.com"), 0);
        const QByteArray shown = run({"events", "--stream", "user-" + m_person, "--json"}).out;
        QVERIFY2(shown.contains("new@example.com") && shown.contains(m_email.toUtf8()), shown);
        QCOMPARE(run({"privacy", "retire", "nobody", "--by", "dpo", "--reason", "a copy lost"}).code, 3);
        QCOMPARE(run({"privacy", "retire"}).code, 2);
        QCOMPARE(run({"privacy", "retire", m_person, "--by", "dpo", "--reason", "for " + m_person}).code, 2);
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
        QVERIFY(!keys().contains("retired"));
        QVERIFY(!run({"events", "--stream", "user-" + m_person, "--json"}).out.contains("new@example.com"));
        QCOMPARE(run(retire).code, 5);
    }

    /// Everything about a person in one archive, that the next erasure finds.
    void anAccessReportIsMadeAndErased() {
        const QString archive = m_store->file("answer.zip");
        const QStringList access{"privacy", "access", m_person, "--out", archive, "--for", "counsel 4", "--json"};
        const CliResult without = run(access);
        QCOMPARE(without.code, 5);
        QVERIFY2(without.err.contains("EVENTSCOPE_ARCHIVE_PASSPHRASE_FILE"), without.err);
        QVERIFY(!QFile::exists(archive));
        const PassphraseFile given("EVENTSCOPE_ARCHIVE_PASSPHRASE_FILE", m_store->file("archive-passphrase"),
                                   "an archive's passphrase\n");
        const CliResult made = run(access);
        QVERIFY2(made.code == 0, made.err);
        const auto found = run({"privacy", "find", m_person, "--json"}).rows();
        QCOMPARE(made.object()["values"].toInt(), static_cast<int>(found.size()));
        QCOMPARE(made.object()["export"].toInt(), 1);
        QCOMPARE(QFileInfo(archive).size(), static_cast<qint64>(made.object()["bytes"].toInt()));
        QProcess reader;
        reader.start("7z", {"x", "-so", "-pan archive's passphrase", archive, "personal-data.jsonl"});
        QVERIFY(reader.waitForFinished());
        const QByteArray lines = reader.readAllStandardOutput();
        QVERIFY2(lines.contains(m_email.toUtf8()) && lines.contains("Your e-mail address"), lines);
        QCOMPARE(run(access).code, 5); // there is one already
        QCOMPARE(run({"privacy", "access", m_person, "--out", m_store->file("s.evdb"), "--force"}).code,
                 m_store->isFile() ? 5 : 0);
        QCOMPARE(run(access + QStringList{"--force"}).code, 0);

        const CliResult plan = run({"privacy", "plan", m_person, "--json"});
        QVERIFY2(plan.object()["exports"].toArray().last()["file"].toString() == archive, plan.out);
        QCOMPARE(plan.object()["exports"].toArray().first()["state"].toString(), QString("overwritten"));
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--received",
                        "2026-01-31", "--yes"})
                     .code,
                 0);
        QVERIFY(!QFile::exists(archive));
        QVERIFY(run({"privacy", "report", "E-1"}).out.contains("2026-02-28T00:00:00"));
    }

    void anExportInClearIsRegisteredAndErased() {
        const QString file = m_store->file("clear.jsonl");
        QCOMPARE(run({"export", "--decrypt"}).code, 2);                // a pipe is in no register
        QCOMPARE(run({"export", "--decrypt", "--out", file}).code, 2); // nobody says why
        const QStringList asked{"export", "--decrypt", "--reason",  "audit", "--out",
                                file,     "--for",     "auditor 3", "--json"};
        unlock(false);
        const CliResult locked = run(asked);
        QCOMPARE(locked.code, 5);
        QVERIFY(!QFile::exists(file));
        unlock(true);
        const CliResult made = run(asked);
        QVERIFY2(made.code == 0, made.err);
        QVERIFY(made.object()["decrypted"].toInt() > 100);
        QFile lines(file);
        QVERIFY(lines.open(QFile::ReadOnly));
        const QByteArray text = lines.readAll();
        lines.close();
        QVERIFY(text.contains(m_email.toUtf8()) && !text.contains("$pii"));
        // Sealed again it is what is there already, byte for byte.
        const CliResult back = write({"import", file, "--json"});
        QVERIFY2(back.code == 0, back.err);
        QCOMPARE(back.object()["duplicates"].toInt(), made.object()["events"].toInt());
        QVERIFY(run({"privacy", "plan", m_person, "--json"}).out.contains("events in clear"));
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
        QVERIFY(!QFile::exists(file));
        QCOMPARE(run(asked).code, 0);
        QVERIFY(lines.open(QFile::ReadOnly));
        const QByteArray after = lines.readAll();
        QVERIFY(!after.contains(m_email.toUtf8()) && after.contains("$pii"));
    }

    void aTerminalIsAskedTwice() {
        const QString archive = m_store->file("asked.zip");
        const QStringList access{"--store", m_store->path(), "privacy", "access", m_person, "--out", archive};
        const CliResult differ = runCliInTerminal(
            access, {{"New passphrase", "one passphrase, long"}, {"Once more", "another one, as long"}});
        QCOMPARE(differ.code, 5);
        const CliResult made = runCliInTerminal(
            access, {{"New passphrase", "one passphrase, long"}, {"Once more", "one passphrase, long"}});
        QVERIFY2(made.code == 0 && !made.out.contains("one passphrase"), made.out);
        QProcess reader;
        reader.start("7z", {"t", "-pone passphrase, long", archive});
        QVERIFY(reader.waitForFinished() && reader.exitCode() == 0);
        QFile::remove(archive);
        const CliResult tooShort = runCliInTerminal(access, {{"New passphrase", "short"}, {"Once more", "short"}});
        QCOMPARE(tooShort.code, 5);
        QVERIFY(!QFile::exists(archive));
    }

    void anErasureIsReported() {
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
        const CliResult json = run({"privacy", "report", "E-1"});
        QVERIFY2(json.code == 0, json.err);
        QCOMPARE(json.object()["state"].toString(), QString("COMPLETE"));
        QVERIFY(json.object()["versions"].toObject()["erased"].toObject().contains("SQLite"));
        QVERIFY(!json.out.contains(m_person.toUtf8()) && !json.out.contains(m_email.toUtf8()));
        for (const QString name : {"r.json", "r.html", "r.pdf"}) {
            const QString file = m_store->file(name);
            const CliResult made = run({"privacy", "report", "E-1", "--out", file, "--json"});
            QVERIFY2(made.code == 0 && made.object()["state"].toString() == "COMPLETE", made.err);
            QCOMPARE(run({"privacy", "report", "E-1", "--out", file}).code, 5);
            QCOMPARE(run({"privacy", "report", "E-1", "--check", file}).code, 0);
            QFile changed(file);
            QVERIFY(changed.open(QFile::ReadWrite));
            QByteArray bytes = changed.readAll();
            bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
            changed.seek(0);
            changed.write(bytes);
            changed.close();
            QCOMPARE(run({"privacy", "report", "E-1", "--check", file}).code, 1);
        }
        QFile pdf(m_store->file("r.pdf"));
        QVERIFY(pdf.open(QFile::ReadOnly) && pdf.readAll().startsWith("%PDF"));
        QCOMPARE(run({"privacy", "report", "E-9"}).code, 3);
    }

    void theLedgerIsCopiedAndChecked() {
        QVERIFY(run({"privacy", "ledger", "export"}).out.isEmpty());
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "one"}).code, 0);
        const QString copy = m_store->file("copy.jsonl");
        QCOMPARE(run({"privacy", "ledger", "export", "--out", copy, "--json"}).object()["entries"].toInt(), 1);
        const auto standing = [&] {
            const CliResult verified = run({"privacy", "ledger", "verify", "--file", copy, "--json"});
            return verified.object()["standing"].toString() + " " + QString::number(verified.code);
        };
        QCOMPARE(standing(), QString("same 0"));
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "two"}).code, 0);
        QCOMPARE(standing(), QString("older 0"));
        QCOMPARE(run({"privacy", "ledger", "list", "--json"}).rows().size(), 2);
        QCOMPARE(run({"privacy", "ledger", "verify"}).code, 0);
        QFile changed(copy);
        QVERIFY(changed.open(QFile::ReadWrite));
        const QByteArray bytes = changed.readAll().replace("one", "not");
        changed.seek(0);
        changed.write(bytes);
        changed.close();
        QCOMPARE(standing(), QString("changed 1"));
        QCOMPARE(run({"privacy", "ledger", "verify", "--file", m_store->file("none")}).code, 3);
        QCOMPARE(run({"privacy", "ledger", "bend"}).code, 2);
    }

    void aLedgerThatHasLostLinesOpensNothing() {
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "one"}).code, 0);
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "two"}).code, 0);
        const QStringList accept{"privacy", "ledger", "accept", "--json"};
        QCOMPARE(run(accept + QStringList{"--yes"}).code, 5); // nothing is lost
        const QByteArray lines = run({"privacy", "ledger", "export"}).out;
        const QString ledger = fileWith(lines);
        QVERIFY(!ledger.isEmpty());
        QVERIFY2(lines.contains("two"), lines);
        put(ledger, lines.left(lines.indexOf('\n') + 1));
        const CliResult cut = run({"privacy", "plan", m_person});
        QCOMPARE(cut.code, 4);
        QVERIFY2(cut.err.contains("lost lines") && cut.err.contains("ledger accept"), cut.err);
        const CliResult events = run({"events", "--where", "type == \"UserRegistered\"", "--limit", "1", "--json"});
        QCOMPARE(events.code, 0);
        QVERIFY(events.out.contains("locked"));
        put(ledger, lines); // put back
        QCOMPARE(run({"privacy", "plan", m_person}).code, 1);
        QVERIFY(QFile::remove(ledger));
        QCOMPARE(run({"privacy", "plan", m_person}).code, 4);
        QCOMPARE(run(accept).code, 5); // without a confirmation
        const CliResult accepted = run(accept + QStringList{"--yes"});
        QVERIFY2(accepted.code == 0, accepted.err);
        QCOMPARE(accepted.rows().first()["act"].toString(), QString("lines lost"));
        QCOMPARE(run({"privacy", "plan", m_person}).code, 0); // the holds are not known any more
    }

    void aVaultIsBackedUpAndRestored() {
        const QString file = m_store->file("vault-backup");
        const QStringList make{"privacy", "backup", "--out", file, "--expires", "2031-05-06", "--json"};
        const CliResult without = run(make);
        QCOMPARE(without.code, 5);
        QVERIFY2(without.err.contains("EVENTSCOPE_BACKUP_PASSPHRASE_FILE"), without.err);
        const auto give = [&](const QByteArray &text) {
            put(m_store->file("backup-passphrase"), text);
            qputenv("EVENTSCOPE_BACKUP_PASSPHRASE_FILE", m_store->file("backup-passphrase").toUtf8());
        };
        const auto back = qScopeGuard([] { qunsetenv("EVENTSCOPE_BACKUP_PASSPHRASE_FILE"); });
        give("for the backups\n");
        const CliResult made = run(make);
        QVERIFY2(made.code == 0, made.err);
        QCOMPARE(made.object()["number"].toInt(), 1);
        QVERIFY(made.object()["expires"].toString().startsWith("2031-05-06"));
        QCOMPARE(run(make).code, 5); // there is one already
        QCOMPARE(run({"privacy", "plan", m_person, "--json"}).object()["backups"].toArray().size(), 1);
        QVERIFY(!run({"privacy", "status"}).err.contains("backup"));
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
        const QJsonObject told = run({"privacy", "report", "E-1"}).object()["backups"].toObject();
        QCOMPARE(told["list"].toArray().first()["result"].toString(),
                 QString("contains destroyed keys until 2031-05-06"));
        const QJsonObject listed = run({"privacy", "backup", "--json"}).rows().first().toObject();
        QCOMPARE(listed["state"].toString(), QString("there"));
        QCOMPARE(listed["erasures"].toArray().first().toString(), QString("E-1"));
        QCOMPARE(listed["file"].toString(), file);
        for (const char *act : {"status", "backup"}) {
            const CliResult reminded = run({"privacy", act});
            QVERIFY2(reminded.code == 0 && reminded.err.contains("still in backup 1 of the vault, until 2031-05-06"),
                     reminded.err);
        }

        const QStringList restore{"privacy", "restore", file, "--json"};
        put(m_store->file("new"), "of the restored vault\n");
        qputenv("EVENTSCOPE_NEW_PASSPHRASE_FILE", m_store->file("new").toUtf8());
        const auto noNew = qScopeGuard([] { qunsetenv("EVENTSCOPE_NEW_PASSPHRASE_FILE"); });
        QCOMPARE(run(restore + QStringList{"--yes"}).code, 5); // there is a vault
        QCOMPARE(run(restore + QStringList{"--force"}).code, 5);
        give("wrong\n");
        const CliResult wrong = run(restore + QStringList{"--force", "--yes"});
        QCOMPARE(wrong.code, 5);
        QVERIFY2(wrong.err.contains("EVENTSCOPE_BACKUP_PASSPHRASE_FILE") && !wrong.err.contains("restoring"),
                 wrong.err);
        QCOMPARE(run({"privacy", "plan", m_person}).code, 0); // as it was
        give("for the backups\n");
        const CliResult restored = run(restore + QStringList{"--force", "--yes"});
        QVERIFY2(restored.code == 0, restored.err);
        QVERIFY2(restored.err.contains("destroyed again"), restored.err);
        put(m_store->file("passphrase"), "of the restored vault\n");
        QVERIFY(run({"state", "user-" + m_person, "--json"}).out.contains("shredded"));
        QCOMPARE(run({"privacy", "restore", m_store->file("none"), "--force", "--yes"}).code, 3);
        QCOMPARE(run({"privacy", "restore"}).code, 2);

        const QStringList destroyed{"privacy", "backup-destroyed", "1", "--reason", "shredded", "--by", "ops"};
        const CliResult still = run(destroyed);
        QVERIFY2(still.code == 5 && still.err.contains(file.toUtf8()), still.err);
        QCOMPARE(run({"privacy", "backup-destroyed", "x", "--reason", "shredded", "--by", "ops"}).code, 2);
        QCOMPARE(run({"privacy", "backup-destroyed", "1", "--by", "ops"}).code, 2);
        QVERIFY(QFile::remove(file));
        const CliResult said = run(destroyed + QStringList{"--json"});
        QVERIFY2(said.code == 0, said.err);
        QCOMPARE(said.object()["backup"].toInt(), 1);
        const CliResult list = run({"privacy", "backup", "--json"});
        QCOMPARE(list.rows().first()["state"].toString(), QString("deleted"));
        QCOMPARE(list.rows().first()["warning"].toString(), QString());
        QVERIFY2(!list.err.contains("still in backup"), list.err);
    }

    void aBackupIsSealedToAnEscrowKey() {
        const QString secret = m_store->file("escrow.key"), open = secret + ".pub", file = m_store->file("escrow");
        const QStringList pair{"privacy", "escrow-key", "--out", secret, "--json"};
        const CliResult without = run(pair);
        QCOMPARE(without.code, 5);
        QVERIFY2(without.err.contains("EVENTSCOPE_ESCROW_PASSPHRASE_FILE"), without.err);
        const auto give = [&](const QByteArray &text) {
            put(m_store->file("escrow-passphrase"), text);
            qputenv("EVENTSCOPE_ESCROW_PASSPHRASE_FILE", m_store->file("escrow-passphrase").toUtf8());
        };
        const auto back = qScopeGuard([] { qunsetenv("EVENTSCOPE_ESCROW_PASSPHRASE_FILE"); });
        give("short\n");
        QCOMPARE(run(pair).code, 5);
        QVERIFY(!QFile::exists(secret) && !QFile::exists(open));
        give("of the escrow key\n");
        const CliResult made = runCli(pair); // without a store
        QVERIFY2(made.code == 0, made.err);
        QCOMPARE(made.object()["public"].toString(), open);
        const QString recipient = made.object()["recipient"].toString();
        QCOMPARE(recipient.size(), 64);
        QVERIFY(!(QFile::permissions(secret) & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(run(pair).code, 5); // it is never written over
        QCOMPARE(run({"privacy", "escrow-key"}).code, 2);

        const QStringList backup{"privacy", "backup", "--out", file, "--expires", "2031-05-06", "--json"};
        QCOMPARE(run({"privacy", "backup", "--escrow-to", open}).code, 2); // where to?
        QCOMPARE(run(backup + QStringList{"--escrow-to", secret}).code, 2);
        QCOMPARE(run(backup + QStringList{"--escrow-to", m_store->file("none")}).code, 3);
        const CliResult sealed = run(backup + QStringList{"--escrow-to", open});
        QVERIFY2(sealed.code == 0, sealed.err);
        QCOMPARE(sealed.object()["escrow"].toString(), recipient);
        QCOMPARE(run({"privacy", "backup", "--json"}).rows().first()["escrow"].toString(), recipient);
        const QJsonObject planned = run({"privacy", "plan", m_person, "--json"}).object();
        QCOMPARE(planned["backups"].toArray().first()["escrow"].toString(), recipient);
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
        const QJsonObject told = run({"privacy", "report", "E-1"}).object()["backups"].toObject();
        QCOMPARE(told["list"].toArray().first()["result"].toString(),
                 QString("escrow copy, which an offline key opens: contains destroyed keys until 2031-05-06"));

        const QStringList restore{"privacy", "restore", file, "--force", "--yes", "--json"};
        put(m_store->file("new"), "of the restored vault\n");
        qputenv("EVENTSCOPE_NEW_PASSPHRASE_FILE", m_store->file("new").toUtf8());
        const auto noNew = qScopeGuard([] { qunsetenv("EVENTSCOPE_NEW_PASSPHRASE_FILE"); });
        const CliResult byPassphrase = run(restore);
        QCOMPARE(byPassphrase.code, 5);
        QVERIFY2(byPassphrase.err.contains("--escrow-key"), byPassphrase.err);
        give("of another one\n");
        const CliResult wrong = run(restore + QStringList{"--escrow-key", secret});
        QCOMPARE(wrong.code, 5);
        QVERIFY2(wrong.err.contains("does not open with this passphrase"), wrong.err);
        give("of the escrow key\n");
        QCOMPARE(run(restore + QStringList{"--escrow-key", open}).code, 2);
        const QString other = m_store->file("other.key");
        QCOMPARE(run({"privacy", "escrow-key", "--out", other}).code, 0);
        const CliResult another = run(restore + QStringList{"--escrow-key", other});
        QCOMPARE(another.code, 5);
        QVERIFY2(another.err.contains("another escrow key"), another.err);
        const CliResult restored = run(restore + QStringList{"--escrow-key", secret});
        QVERIFY2(restored.code == 0, restored.err);
        QVERIFY2(restored.err.contains("destroyed again"), restored.err);
        put(m_store->file("passphrase"), "of the restored vault\n");
        QVERIFY(run({"state", "user-" + m_person, "--json"}).out.contains("shredded"));
    }

    void aStreamIsTransformedAndItsSourceRemoved() {
        QCOMPARE(run({"projections", "run", "user-view"}).code, 0); // rows of what stands before the copy
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
        static const QByteArray kSecret = "thirty-two bytes or more of it, kept";
        const auto pseudonymBy = [&](const QByteArray &secret) {
            put(m_store->file("secret"), secret);
            const auto made = run(asked + QStringList{"--secret-file", m_store->file("secret")}).object();
            return made["places"].toArray().first().toObject()["after"].toString();
        };
        QVERIFY(pseudonymBy(kSecret).startsWith("p-"));
        QCOMPARE(pseudonymBy(kSecret), pseudonymBy(kSecret + "\n")); // an editor's end of the line is no part of it
        QVERIFY(pseudonymBy(kSecret) != pseudonymBy(kSecret + "\nmore"));
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
        QVERIFY2(removed.code == 1, removed.err + removed.out); // a row still holds it
        QCOMPARE(run({"projections", "rebuild", "user-view", "--drop-old"}).code, 0);
        QCOMPARE(write(remove + QStringList{"--yes"}).code, 0);
        QCOMPARE(removed.object()["removed"].toInt(), events);
        QVERIFY(!removed.object()["remaining"].toArray().isEmpty());
        QVERIFY(run({"events", "--stream", stream, "--json"}).rows().isEmpty());
        const QByteArray ledger = run({"privacy", "ledger", "--json"}).out;
        QVERIFY(ledger.contains("source removed") && !ledger.contains(stream.toUtf8()));
        QCOMPARE(run({"info", "--json"}).code, 0);
    }

    /// Rows carry what was sealed in the removed stream: it is not over before they are made anew.
    void whatReadModelsKeepOfARemovedSourceIsTold() {
        const QString stream = "user-" + m_person, rules = m_store->file("rules.json");
        put(rules, R"({"transformation":1,"rules":[{"event":"*","path":"/email","do":"replace","with":"gone"}]})");
        QCOMPARE(run({"projections", "run", "user-view"}).code, 0);
        const QStringList base{"privacy", "transform", stream, "--id", "T-1", "--json"};
        const QStringList asked = base + QStringList{"--rules", rules, "--reason", "Art17", "--by", "dpo", "--yes"};
        QCOMPARE(run(base).code, 3);
        const QStringList remove = asked + QStringList{"--apply", "--remove-source"};
        const CliResult removed = write(remove);
        QVERIFY2(removed.code == 1, removed.err + removed.out);
        QCOMPARE(removed.object()["state"].toString(), QString("INCOMPLETE"));
        QVERIFY2(removed.out.contains("1 row of the read model user-view") &&
                     removed.out.contains("projections rebuild user-view --drop-old"),
                 removed.out);
        const CliResult account = run(base);
        QVERIFY2(account.code == 1, account.err);
        QCOMPARE(account.object()["open"], removed.object()["open"]);
        QCOMPARE(account.object()["remaining"], removed.object()["remaining"]);
        QCOMPARE(account.object()["steps"].toArray().last().toObject()["by"].toString(), QString("dpo"));
        const CliResult report = run({"privacy", "report", "T-1"});
        QCOMPARE(report.code, 3);
        QVERIFY2(report.err.contains("is a transformation") && report.err.contains("--id T-1"), report.err);
        const auto hits = run({"privacy", "find", m_person, "--json"}).rows();
        QVERIFY(std::ranges::any_of(hits, [](const QJsonValue &hit) {
            return hit["place"].toString() == "model row" && hit["pointer"].toString() == "/email" &&
                   hit["state"].toString() == "clear";
        }));
        const QStringList row{"projections", "rows", "user-view", "--key", m_person, "--json"};
        QVERIFY(!run(row).out.contains("\"gone\""));
        QCOMPARE(run({"projections", "rebuild", "user-view", "--drop-old"}).code, 0);
        QVERIFY2(run(row).out.contains("\"gone\""), run(row).out);
        const CliResult again = write(remove);
        QVERIFY2(again.code == 0, again.err + again.out);
        QCOMPARE(again.object()["state"].toString(), QString("COMPLETE"));
        QCOMPARE(again.object()["removed"].toInt(), 0);
        QCOMPARE(run(base).code, 0);
        QVERIFY(run({"privacy", "ledger", "--json"}).out.contains("source removal verified"));
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

    /// What a projection needs and a rule takes away makes dead letters of the copy.
    void thePreviewTellsWhatProjectionsWouldRefuse() {
        const QJsonValue event =
            run({"events", "--where", "type == \"CandidateCreated\"", "--limit", "1", "--json"}).rows().first();
        const QString stream = event["stream"].toString(), rules = m_store->file("rules.json");
        const QStringList asked{"privacy", "transform", stream, "--rules", rules, "--json"};
        put(rules, R"({"transformation":1,"rules":[{"event":"*","path":"/fullName","do":"remove"}]})");
        const CliResult removing = run(asked);
        QVERIFY2(removing.code == 0, removing.err); // to be weighed, and not in the way
        const QJsonArray refused = removing.object()["refused"].toArray();
        QVERIFY2(std::ranges::any_of(refused,
                                     [](const QJsonValue &each) {
                                         return each["model"].toString() == "candidate-list" &&
                                                each["events"].toInt() >= 1;
                                     }),
                 removing.out);
        QVERIFY2(removing.err.contains("the projection candidate-list would refuse "), removing.err);
        put(rules, R"({"transformation":1,"rules":[{"event":"*","path":"/fullName","do":"replace","with":"gone"}]})");
        const CliResult replacing = run(asked);
        QVERIFY2(replacing.object()["refused"].toArray().isEmpty(), replacing.out);
    }

    void aTombstoneSaysWhatStays() {
        const QString stream = "user-" + m_person;
        const QStringList asked{"privacy",
                                "tombstone",
                                stream,
                                "--type",
                                "UserRegistered",
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
        const CliResult again = write(asked + QStringList{"--yes"});
        QCOMPARE(again.code, 5);
        QVERIFY2(again.err.contains("closed already") &&
                     again.err.contains("version " + QByteArray::number(done.object()["version"].toInt())),
                 again.err);
        for (const QString &type : {QString("Gone\x07"), QString("Gone\n"), QString::fromUtf8("Gone\u202e")}) {
            const CliResult unseen = write({"privacy", "tombstone", stream, "--type", type, "--yes"});
            QVERIFY2(unseen.code == 2 && unseen.err.contains("cannot be seen"), unseen.err);
            QCOMPARE(write({"append", "--stream", "note-1", "--expect", "any", "--type", type, "--data", "{}"}).code,
                     2);
        }
        QVERIFY(run({"help", "privacy"}).out.simplified().contains("older events still hold the data"));
    }

    /// What is sealed for a person would be left out of their answer as somebody else's.
    void aMissingVaultIsNoAnswer() {
        const PassphraseFile given("EVENTSCOPE_ARCHIVE_PASSPHRASE_FILE", m_store->file("archive-passphrase"),
                                   "an archive's passphrase\n");
        const QString away = m_store->file("no.vault"), archive = m_store->file("answer.zip");
        for (const QStringList &act :
             {QStringList{"find", m_person}, {"access", m_person, "--out", archive}, {"plan", m_person}, {"ledger"}}) {
            const CliResult refused = run(QStringList{"--vault", away, "privacy"} + act);
            QCOMPARE(refused.code, 5);
            QVERIFY2(refused.err.contains("holds sealed values") && refused.err.contains("no.vault"), refused.err);
        }
        QVERIFY(!QFile::exists(archive));
        QCOMPARE(run({"privacy", "find", m_person}).code, 0);
    }

    /// The policy may not be at hand, or may name other types by now: the values are sealed all the same.
    void aMissingVaultIsNoAnswerWhateverThePolicySays() {
        QVERIFY(QDir(m_store->file("pack")).mkpath("."));
        put(m_store->file("pack/domain.json"), R"({"name": "Of another time", "privacy": "privacy.json"})");
        put(m_store->file("pack/privacy.json"),
            R"({"policy": 1, "events": {"Nothing": [{"path": "/a", "subject": "/b"}]}})");
        put(m_store->file("sealed.jsonl"), run({"export"}).out);
        const CliStore plain; // of no domain
        QCOMPARE(plain.write({"import", m_store->file("sealed.jsonl")}).code, 0);
        const QStringList away{"--vault", m_store->file("no.vault")}, find{"privacy", "find", m_person};
        for (const CliResult &refused :
             {run(QStringList{"--domain", m_store->file("pack")} + away + find), plain.run(away + find),
              plain.run(find), plain.run({"--domain", m_store->file("pack"), "privacy", "init"})}) {
            QCOMPARE(refused.code, 5);
            QVERIFY2(refused.err.contains("holds sealed values") ||
                         refused.err.contains("holds values that another vault has sealed"),
                     refused.err);
        }
    }

    void whoIsNotKnownIsNotErased() {
        const QStringList nobody{"privacy", "erase", "nobody", "--id",  "E-0",   "--reason",
                                 "Art17",   "--by",  "dpo",    "--yes", "--json"};
        const CliResult refused = write(nobody);
        QCOMPARE(refused.code, 3);
        QVERIFY2(refused.err.contains("Check the id") && refused.err.contains("--even-unknown"), refused.err);
        const CliResult plan = run({"privacy", "plan", "nobody"});
        QVERIFY2(plan.code == 0 && plan.err.contains("Nothing is known") && plan.err.contains("Check the id"),
                 plan.err);
        QVERIFY(!run({"privacy", "plan", m_person}).err.contains("Nothing is known"));
        for (const QString act : {"erase", "plan"}) {
            QStringList asked{"privacy", act, m_person, "--purpose", "nosuch"};
            if (act == "erase")
                asked << "--id"
                      << "E-1"
                      << "--reason"
                      << "Art17"
                      << "--by"
                      << "dpo"
                      << "--yes";
            const CliResult wrong = write(asked);
            QCOMPARE(wrong.code, 2);
            QVERIFY2(wrong.err.contains("nosuch") && wrong.err.contains("login"), wrong.err);
        }
        QVERIFY(run({"privacy", "ledger", "--json"}).rows().isEmpty());
        QCOMPARE(write(nobody + QStringList{"--even-unknown"}).code, 0);
        QVERIFY(!run({"privacy", "plan", "nobody"}).err.contains("Nothing is known")); // but that they were erased
    }

    void nothingThatIsWrittenIsDropped() {
        const QString file = m_store->file("none.zip");
        const QList<QPair<QStringList, QByteArray>> wrong{
            {{"erase", m_person, "B", "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}, "takes no \"B\""},
            {{"access", m_person, "B", "--out", file}, "takes no \"B\""},
            {{"hold", "remove", "1", "2"}, "takes no \"2\""},
            {{"hold", "list", m_person}, "hold list takes no"},
            {{"ledger", "list", "x"}, "takes no \"x\""},
            {{"unlock", "x"}, "takes no \"x\""},
            {{"find", m_person, "--purpose", "login"}, "takes no --purpose"},
            {{"erase", m_person, "--alias", "B", "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"},
             "only with --plan"},
            {{"ledger", "--file", file}, "ledger verify"}};
        for (const auto &[act, said] : wrong) {
            const CliResult refused = write(QStringList{"privacy"} + act);
            QCOMPARE(refused.code, 2);
            QVERIFY2(refused.err.contains(said), refused.err);
        }
        QVERIFY(run({"privacy", "ledger", "--json"}).rows().isEmpty());
        QVERIFY(run({"help", "privacy"}).out.contains("hold add [ID] [--reason] [--authority]"));
        for (const QStringList &other : {QStringList{"notes", "list", "5"},
                                         {"notes", "remove", "5", "--text", "a"},
                                         {"processes", "list", "x"},
                                         {"connections", "list", "x"},
                                         {"projections", "rows", "user-view", "b"},
                                         {"projections", "list", "--follow"}})
            QCOMPARE(run(other).code, 2);
    }

    void namesAreKeptOutOfTheLedger() {
        const QStringList erase{"privacy", "erase", m_person, "--id", "E-1", "--by", "dpo", "--yes"};
        for (const QStringList &naming : {QStringList{"--reason", "asked by " + m_person},
                                          {"--reason", "Art17", "--second", m_person},
                                          {"--reason", "Art17", "--case", m_person.toUpper()},
                                          {"--reason", "of " + m_email, "--literal", m_email}}) {
            const CliResult refused = write(erase + naming);
            QCOMPARE(refused.code, 2);
            QVERIFY2(refused.err.contains("keep names out of the ledger"), refused.err);
        }
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "for " + m_person}).code, 2);
        QVERIFY(run({"privacy", "ledger", "--json"}).rows().isEmpty());
    }

    void requestsAreChecked() {
        const QStringList erase{"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--yes"};
        const QStringList decided{"--by", "dpo"};
        for (const QStringList &wrong : {QStringList{"--second", "DPO"},
                                         {"--received", "2999-01-01"},
                                         {"--received", "2026-03-02", "--due", "2026-03-01"}})
            QCOMPARE(write(erase + decided + wrong).code, 2);
        QCOMPARE(run({"privacy", "hold", "add", "", "--reason", "court"}).code, 2);
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "court", "--until", "2020-01-01"}).code, 2);
        QVERIFY(run({"privacy", "ledger", "--json"}).rows().isEmpty());
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "court"}).code, 0);
        QCOMPARE(run({"privacy", "hold", "remove", "1"}).code, 0);
        QCOMPARE(run({"privacy", "hold", "remove", "1"}).code, 3);
        QCOMPARE(write(erase + QStringList{"--by", "dpo"}).code, 0);
        const CliResult same = write(erase + QStringList{"--by", "dpo"});
        QVERIFY2(!same.err.contains("stands"), same.err);
        const CliResult other = write(erase + QStringList{"--by", "controller", "--received", "2026-01-01"});
        QVERIFY2(other.err.contains("what was recorded then stands") && other.err.contains("(by, received, due)"),
                 other.err);
    }

    void anImportOfWhoWasErasedNamesTheEvent() {
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
        const QString template_ =
            R"({"stream":"user-%1","type":"UserRegistered","id":"11111111-2222-4333-8444-55555555555%2",)"
            R"("data":{"userId":"%1","email":"e@example.com","source":"web"}})"
            "\n";
        QByteArray file;
        for (int number = 0; number < 5; ++number)
            file += template_.arg(number == 3 ? m_person : "new" + QString::number(number)).arg(number).toUtf8();
        const CliResult refused = m_store->write({"import", "-", "--json"}, file);
        QCOMPARE(refused.code, 5);
        const QJsonObject rejected = refused.object()["rejected"].toArray().first().toObject();
        QCOMPARE(rejected["line"].toInt(), 4);
        QCOMPARE(rejected["event"].toString(), QString("11111111-2222-4333-8444-555555555553"));
        QVERIFY2(refused.err.contains("line 4") && refused.err.contains("erased"), refused.err);
        QVERIFY(run({"events", "--stream", "user-new0", "--json"}).rows().isEmpty());
    }

    void filesAreMadeWhereTheyMayBe() {
        const QString out = m_store->file("e.jsonl");
        QCOMPARE(run({"export", "--out", out}).code, 0);
        const CliResult again = run({"export", "--out", out});
        QVERIFY2(again.code == 5 && again.err.contains("--force"), again.err);
        QCOMPARE(run({"export", "--out", out, "--force"}).code, 0);
        for (const QString &none : {QString("/dev/null"), QString("/dev/stdout"), QString("-"), m_store->file(".")})
            for (const QStringList &act :
                 {QStringList{"export"}, {"notes", "export"}, {"privacy", "ledger", "export"}}) {
                const CliResult refused = run(act + QStringList{"--out", none, "--force"});
                QVERIFY2(refused.code == 5 && refused.err.contains("no file"), refused.err);
            }
        if (m_store->isFile()) QCOMPARE(run({"privacy", "backup", "--out", vaultFile() + ".lock", "--force"}).code, 5);
        const QString missing = m_store->file("missing");
        const CliResult backup = run({"privacy", "backup", "--out", missing + "/b"});
        QVERIFY2(backup.code == 3 && backup.err.contains("folder exists"), backup.err);
        const CliStore clear;
        QCOMPARE(runCli({"sample", clear.path(), "--events", "500", "--no-vault"}).code, 0);
        const CliResult made = clear.run({"--vault", missing + "/v", "privacy", "init"});
        QVERIFY2(made.code == 3 && made.err.contains("folder exists"), made.err);
        QVERIFY(!QFile::exists(missing));
    }

    void aReportsFileSaysItsForm() {
        QCOMPARE(write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code,
                 0);
        const QString file = m_store->file("r.xyz");
        const CliResult refused = run({"privacy", "report", "E-1", "--out", file});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains(".html, .pdf or .json"), refused.err);
        QCOMPARE(run({"privacy", "report", "E-1", "--as", "json", "--out", file}).code, 0);
    }

    void newPassphrasesAreLong() {
        put(m_store->file("short"), "elevenchars\n");
        qputenv("EVENTSCOPE_BACKUP_PASSPHRASE_FILE", m_store->file("short").toUtf8());
        const auto back = qScopeGuard([] { qunsetenv("EVENTSCOPE_BACKUP_PASSPHRASE_FILE"); });
        const CliResult backup = run({"privacy", "backup", "--out", m_store->file("b")});
        QVERIFY2(backup.code == 5 && backup.err.contains("12 characters"), backup.err);
        const CliStore clear;
        QCOMPARE(runCli({"sample", clear.path(), "--events", "500", "--no-vault"}).code, 0);
        const CliResult made = clear.run({"privacy", "init"}); // "sample"
        QVERIFY2(made.code == 5 && made.err.contains("12 characters"), made.err);
    }

    void theVaultGetsAnotherPassphrase() {
        put(m_store->file("new"), "a passphrase that is new\n");
        const auto back = qScopeGuard([] { qunsetenv("EVENTSCOPE_NEW_PASSPHRASE_FILE"); });
        QCOMPARE(run({"privacy", "passphrase"}).code, 5); // nobody to be asked
        qputenv("EVENTSCOPE_NEW_PASSPHRASE_FILE", m_store->file("passphrase").toUtf8());
        const CliResult tooShort = run({"privacy", "passphrase"}); // "sample"
        QVERIFY2(tooShort.code == 5 && tooShort.err.contains("12 characters"), tooShort.err);
        qputenv("EVENTSCOPE_NEW_PASSPHRASE_FILE", m_store->file("new").toUtf8());
        const QString old = vaultFile() + ".old";
        if (m_store->isFile()) QVERIFY(QFile::copy(vaultFile(), old));
        const CliResult changed = run({"privacy", "passphrase", "--json"});
        QVERIFY2(changed.code == 0 && changed.err.contains("from before still open"), changed.err);
        QCOMPARE(changed.object()["epoch"].toInt(), 2);
        QCOMPARE(run({"privacy", "status"}).code, 5); // by the old one
        QVERIFY(run({"events", "--stream", "user-" + m_person, "--json"}).out.contains("\"locked\""));
        put(m_store->file("passphrase"), "a passphrase that is new\n");
        QCOMPARE(run({"privacy", "status"}).code, 0);
        QVERIFY(run({"events", "--stream", "user-" + m_person, "--json"}).out.contains(m_email.toUtf8()));
        QVERIFY(run({"privacy", "ledger", "--json"}).out.contains("passphrase changed"));
        QCOMPARE(run({"privacy", "passphrase", "--keyring"}).code, 3); // none answers, and nothing was changed
        QCOMPARE(run({"privacy", "status", "--json"}).object()["epoch"].toInt(), 2);
        // What the note says of copies.
        put(m_store->file("passphrase"), "sample\n");
        if (m_store->isFile()) QCOMPARE(run({"--vault", old, "privacy", "status"}).code, 0);
    }

    void theStateOfTheVaultIsTold() {
        const QJsonObject fresh = run({"privacy", "status", "--json"}).object();
        QCOMPARE(fresh["unlockBy"].toString(), QString("passphrase"));
        const int keys = fresh["keys"].toObject()["active"].toInt();
        QCOMPARE(fresh["erasures"].toInt(), 0);
        QVERIFY(keys > 1 && fresh["people"].toInt() > 1 && fresh["people"].toInt() <= keys);
        QCOMPARE(fresh["holds"].toInt() + fresh["complete"].toInt() + fresh["damagedKeys"].toInt(), 0);
        QCOMPARE(run({"privacy", "hold", "add", m_person, "--reason", "court"}).code, 0);
        QCOMPARE(run({"privacy", "status", "--json"}).object()["holds"].toInt(), 1);
        QCOMPARE(run({"privacy", "hold", "remove", "1"}).code, 0);
        if (m_store->isFile()) QVERIFY(QFile::copy(vaultFile(), vaultFile() + ".old")); // keeps it open
        const int code =
            write({"privacy", "erase", m_person, "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"}).code;
        const CliResult open = run({"privacy", "status", "--json"});
        QCOMPARE(open.code, code);
        QCOMPARE(open.object()["open"].toArray(), m_store->isFile() ? QJsonArray{"E-1"} : QJsonArray());
        QFile::remove(vaultFile() + ".old");
        QCOMPARE(write({"privacy", "verify", "E-1", m_person}).code, 0);
        const CliResult erased = run({"privacy", "status", "--json"});
        QCOMPARE(erased.code, 0);
        QCOMPARE(erased.object()["complete"].toInt(), 1);
        QCOMPARE(erased.object()["erasures"].toInt(), 1);
        QVERIFY(erased.object()["keys"].toObject()["destroyed"].toInt() >= 1);
    }

    void anEmptyVariableNamesNoFile() {
        qputenv("EVENTSCOPE_PASSPHRASE_FILE", "");
        const CliResult locked = run({"privacy", "plan", m_person});
        QCOMPARE(locked.code, 5);
        QVERIFY2(locked.err.count("wants its passphrase") == 1, locked.err);
    }

    void withoutAVaultItSaysWhatItCannotDo() {
        const CliStore clear;
        QCOMPARE(runCli({"sample", clear.path(), "--events", "500", "--no-vault"}).code, 0);
        const CliResult refused =
            clear.write({"privacy", "erase", "x", "--id", "E-1", "--reason", "Art17", "--by", "dpo", "--yes"});
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
        put(m_store->file("passphrase"), "a longer passphrase\n");
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

    /// What a policy calls personal is in clear only where that is said.
    void aStoreIsSealedFromItsFirstEvent() {
        put(m_store->file("passphrase"), "a longer passphrase\n");
        const QByteArray line =
            R"({"stream":"user-n","type":"UserRegistered","data":{"userId":"n","email":"n@example.com","source":"web"}})";
        const QStringList ofSample{"--domain", "sample"};
        const CliStore clear;
        const CliResult warned = clear.write(ofSample + QStringList{"import", "-"}, line);
        QVERIFY2(warned.code == 0 && warned.err.contains("written in clear: the store has no vault"), warned.err);
        QVERIFY(clear.run({"export"}).out.contains("n@example.com"));
        QVERIFY(clear
                    .write(ofSample +
                           QStringList{"append", "--stream", "a", "--expect", "any", "--type", "T", "--data", "{}"})
                    .err.contains("written in clear"));
        const CliStore sealed;
        QCOMPARE(sealed.run(ofSample + QStringList{"privacy", "init"}).code, 3); // nothing is made by who only reads
        const CliResult made = sealed.write(ofSample + QStringList{"privacy", "init"});
        QVERIFY2(made.code == 0 && made.err.contains("is made"), made.err);
        const CliResult taken = sealed.write(ofSample + QStringList{"import", "-"}, line);
        QVERIFY2(taken.code == 0 && !taken.err.contains("in clear"), taken.err);
        QVERIFY(!sealed.run({"export"}).out.contains("n@example.com"));
        QVERIFY(sealed.run(ofSample + QStringList{"events"}).out.contains("n@example.com"));
        // Without a policy nobody knows of anything personal.
        const CliStore plain;
        QVERIFY(!plain.write({"import", "-"}, line).err.contains("in clear"));
    }

    /// Whose data is kept for longer than the policy of the domain pack says.
    void whatIsDueIsListed() {
        const CliResult inSample = run({"privacy", "due", "--json"});
        QVERIFY2(inSample.code == 1 && !inSample.rows().isEmpty(), inSample.err);
        put(m_store->file("passphrase"), "a longer passphrase\n");
        const CliStore club;
        put(club.file("domain.json"), R"({"name":"Club","privacy":"privacy.json"})");
        put(club.file("privacy.json"), R"({"policy":1,
            "purposes":{"membership":{"keep":"P1M"},"letters":{"keep":"P5000Y"}},
            "events":{"Joined":[{"path":"/name","subject":"/personId","purpose":"membership"},
                                {"path":"/email","subject":"/personId","purpose":"letters"}]}})");
        const QStringList ofClub{"--domain", club.file(".")};
        QCOMPARE(club.write(ofClub + QStringList{"privacy", "init"}).code, 0);
        const QString line = R"({"stream":"person-%1","type":"Joined","recordedAt":"%2-01-31T10:00:00Z",)"
                             R"("data":{"personId":"%1","name":"Name of %1","email":"a@example.com"}})";
        const QByteArray lines = (line.arg("ada", "2020") + '\n' + line.arg("bob", "2021") + '\n').toUtf8();
        QCOMPARE(club.write(ofClub + QStringList{"import", "-"}, lines).code, 0);
        const QStringList due = ofClub + QStringList{"privacy", "due", "--json"};
        const CliResult both = club.run(due);
        QVERIFY2(both.code == 1 && both.err.contains("Nothing is erased by itself"), both.err);
        QCOMPARE(both.rows().size(), 2);
        const QJsonObject ada{{"subject", "ada"},
                              {"purpose", "membership"},
                              {"last", "2020-01-31T10:00:00.000000Z"},
                              {"since", "2020-02-29T10:00:00.000000Z"},
                              {"values", 1},
                              {"held", false}};
        QCOMPARE(both.rows()[0].toObject(), ada);
        QCOMPARE(both.rows()[1].toObject()["subject"].toString(), QString("bob"));
        // What is held is no finding.
        QCOMPARE(club.run(ofClub + QStringList{"privacy", "hold", "add", "bob", "--reason", "court"}).code, 0);
        QCOMPARE(club.run(due).code, 1);
        const CliResult erased =
            club.write(ofClub + QStringList{"privacy", "erase", "ada", "--purpose", "membership", "--id", "E-1",
                                            "--reason", "over", "--by", "dpo", "--yes"});
        QVERIFY2(erased.code == 0, erased.out + erased.err);
        const CliResult held = club.run(due);
        QVERIFY2(held.code == 0 && held.rows().size() == 1, held.out + held.err);
        QCOMPARE(held.rows()[0].toObject()["held"].toBool(), true);
        QVERIFY(!held.out.contains("Name of"));
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
    [[nodiscard]] QString vaultFile() const { return m_store->path() + ".vault"; }
    /// Of all values in the stream of the person.
    [[nodiscard]] QJsonArray keysOfPerson() {
        QSet<QString> keys;
        static const QRegularExpression kKey("\"kid\":\"([0-9a-f]{32})\"");
        auto found =
            kKey.globalMatch(QString::fromUtf8(run({"export", "--where", "stream == \"user-" + m_person + "\""}).out));
        while (found.hasNext())
            keys.insert(found.next().captured(1));
        return QJsonArray::fromStringList(keys.values());
    }
    /// What a process says that has nothing but this question.
    [[nodiscard]] QJsonObject readAnew(const QJsonArray &keys) {
        unlock(false);
        const QJsonObject question{{"store", m_store->path()}, {"vault", vaultFile()}, {"keys", keys}};
        const CliResult answer = runCli({"--read-erased-anew"}, QJsonDocument(question).toJson());
        unlock(true);
        return answer.object();
    }
    /// Events of three more people with the envelope of another event: as it is, with a key that no vault has, and of a
    /// cipher that is not known.
    void importBroken() {
        const QStringList one{"export", "--where", R"(type == "UserRegistered")", "--limit", "1"};
        const QByteArray line = run(one).out;
        QVERIFY2(line.count('\n') == 1, line);
        const QByteArray id = QJsonDocument::fromJson(line).object()["id"].toString().toUtf8();
        QByteArray lines;
        int number = 0;
        for (const QByteArray state : {"keyUnknown", "tampered", "unsupported"}) {
            QByteArray changed = line;
            changed.replace(id, "11111111-2222-4333-8444-55555555555" + QByteArray::number(++number));
            changed.replace(m_person.toUtf8(), state);
            if (state == "unsupported") changed.replace("xc20p", "later");
            const QByteArray key = "\"kid\":\"";
            if (state == "keyUnknown") changed.replace(changed.indexOf(key) + key.size(), 8, "00000000");
            lines += changed;
        }
        put(m_store->file("broken.jsonl"), lines);
        // A policy that calls nothing of them personal lets them in.
        QDir().mkpath(m_store->file("other"));
        put(m_store->file("other/domain.json"), R"({"name": "Other", "privacy": "privacy.json"})");
        put(m_store->file("other/privacy.json"),
            R"({"policy": 1, "events": {"Nothing": [{"path": "/x", "subject": "/id"}]}})");
        QVERIFY(write({"import", m_store->file("broken.jsonl")}).err.contains("/email looks like a protected one"));
        const CliResult imported =
            write({"--domain", m_store->file("other"), "import", m_store->file("broken.jsonl"), "--json"});
        QVERIFY2(imported.object()["events"].toInt() == 3, imported.err);
    }
    /// All that reads the first event of a stream gives `golden` for its email.
    void checkState(const QString &stream, const QByteArray &golden) {
        const QList<QStringList> commands{{"events", "--stream", stream, "--limit", "1"},
                                          {"history", stream, "/email"},
                                          {"diff", stream, "0", "1"},
                                          {"projections", "rows", "user-view", "--key", stream.section('-', 1)}};
        for (const QStringList &command : commands) {
            for (const QString format : {"table", "json", "jsonl", "csv"}) {
                QByteArray shown = golden;
                if (format == "table") shown.truncate(20); // cells are cut off
                if (format == "csv") shown.replace('"', "\"\"");
                const CliResult result = run(command + QStringList{"--format", format});
                QVERIFY2(result.out.contains(shown),
                         command.join(' ').toUtf8() + " " + format.toUtf8() + ": " + result.out);
                for (const QByteArray blank : {"\"email\":\"\"", "\"email\":null", "\"email\":0"})
                    QVERIFY2(!result.out.contains(blank), result.out);
            }
        }
        const QJsonValue state = run({"state", stream, "--json"}).object()["state"].toObject()["email"];
        QCOMPARE(QJsonDocument(state.toObject()).toJson(QJsonDocument::Compact),
                 QJsonDocument(QJsonDocument::fromJson(golden).object()).toJson(QJsonDocument::Compact));
        // What leaves the store is as it lies there, and no filter takes it for a blank.
        const QStringList exported{"export", "--where", "stream == \"" + stream + "\""};
        for (const QStringList &command : QList<QStringList>{
                 exported, exported + QStringList{"--as", "csv"}, {"events", "--stream", stream, "--raw", "--json"}}) {
            const QByteArray out = run(command).out;
            QVERIFY2(out.contains("\"$pii\"") && !out.contains("$protected"), out);
        }
        for (const char *blank : {"data.email == \"\"", "data.email == null", "data.email == 0"})
            QVERIFY(run({"events", "--stream", stream, "--where", blank, "--json"}).rows().isEmpty());
    }
    /// The ledger in the data folder, which other tests share, that holds these bytes.
    static QString fileWith(const QByteArray &bytes) {
        const QDir data(qEnvironmentVariable("XDG_DATA_HOME") + "/eventscope");
        for (const QFileInfo &each : data.entryInfoList({"*.ledger"}, QDir::Files)) {
            QFile file(each.filePath());
            if (file.open(QFile::ReadOnly) && file.readAll() == bytes) return each.filePath();
        }
        return {};
    }
};

QTEST_GUILESS_MAIN(TestCliPrivacy)
#include "tst_cli_privacy.moc"
