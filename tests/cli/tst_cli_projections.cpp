// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QFile>
#include <QtTest>

using namespace eventscope::tests;

/// Projections of the sample domain, with their rows in the user's data folder.
class TestCliProjections : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<CliStore> m_store;

    [[nodiscard]] CliResult projections(const QStringList &arguments) const {
        return m_store->run(QStringList{"projections"} + arguments);
    }
    /// The row of account-summary with the key "1".
    [[nodiscard]] QJsonObject account(const QStringList &arguments = {}) const {
        return projections(QStringList{"rows", "account-summary", "--json"} + arguments)
            .rows()
            .first()
            .toObject()
            .value("row")
            .toObject();
    }
    [[nodiscard]] QJsonObject listed(const QString &name) const {
        for (const QJsonValue row : projections({"list", "--json"}).rows())
            if (row.toObject().value("name") == name) return row.toObject();
        return {};
    }

  private Q_SLOTS:
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_home->path().toUtf8());
        m_store = std::make_unique<CliStore>();
        QVERIFY(m_store->makeAccount());
    }

    void wrongUseSaysWhatIsMissing() {
        QCOMPARE(projections({"show"}).code, 2);
        QVERIFY(projections({"show"}).err.contains("NAME is missing"));
        QCOMPARE(projections({"sing"}).code, 2);
        QCOMPARE(projections({"show", "account-summary", "user-view"}).code, 2);
        const CliResult unknown = projections({"run", "nothing"});
        QCOMPARE(unknown.code, 3);
        QVERIFY(unknown.err.contains("account-summary"));
        QCOMPARE(projections({"rows", "account-summary"}).code, 3);
        QCOMPARE(projections({"drift", "account-summary", "--all", "--key", "a"}).code, 2);
        QCOMPARE(projections({"drift", "account-summary", "--all", "--from-key", "a", "--to-key", "b"}).code, 2);
        QVERIFY(projections({"drift", "account-summary", "--from-key", "a"}).err.contains("belong together"));
        QCOMPARE(projections({"drift", "account-summary", "--from-key", "b", "--to-key", "a"}).code, 2);
    }

    void runsAndTellsHealthByTheExitCode() {
        QCOMPARE(projections({"list"}).code, 1);
        QCOMPARE(listed("account-summary").value("status").toString(), QString("not built"));
        QCOMPARE(listed("account-summary").value("lagEvents").toInt(), 4);
        const CliResult ran = projections({"run", "--json"});
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.rows().size(), 6); // a process among them
        QCOMPARE(projections({"list"}).code, 0);
        QCOMPARE(projections({"doctor"}).code, 0);
        QCOMPARE(listed("account-summary").value("rows").toInt(), 1);
        QVERIFY(projections({"show", "account-summary"}).out.contains("decimal"));
        QCOMPARE(
            m_store->append("account-1", "MoneyDeposited", R"({"accountId":"1","amount":1.00,"balanceAfter":51.00})")
                .code,
            0);
        QCOMPARE(projections({"list"}).code, 1);
        QCOMPARE(listed("account-summary").value("status").toString(), QString("behind"));
        QVERIFY(projections({"doctor", "account-summary"}).out.contains("nobody runs"));
        QCOMPARE(projections({"run", "account-summary"}).code, 0);
        QCOMPARE(account().value("transactionCount").toInt(), 4);
    }

    void rowsNowAndThen() {
        QCOMPARE(projections({"run", "account-summary"}).code, 0);
        QVERIFY(projections({"rows", "account-summary", "--format", "jsonl"}).out.contains("\"balance\":50.00"));
        QVERIFY(projections({"rows", "account-summary", "--as-of", "3", "--json"}).out.contains("\"balance\":-50.00"));
        QCOMPARE(projections({"rows", "account-summary", "--key", "1"}).code, 0);
        for (const QStringList &of : {QStringList{"rows"}, {"drift"}, {"rebuild"}, {"rows", "--as-of", "3"}}) {
            const CliResult none = projections(of + QStringList{"account-summary", "--key", "nobody"});
            QCOMPARE(none.code, 3);
            QVERIFY(none.err.contains("no row with the key \"nobody\""));
        }
        const CliResult noSteps = projections({"step", "account-summary", "--key", "nobody", "--json"});
        QVERIFY(noSteps.rows().isEmpty() && noSteps.err.contains("No event there touches such a row"));
        const CliResult steps = projections({"step", "account-summary", "--after", "1", "--to", "3", "--json"});
        QCOMPARE(steps.rows().size(), 2);
        const QJsonObject last = steps.rows().last().toObject();
        QCOMPARE(last.value("type").toString(), QString("MoneyWithdrawn"));
        QCOMPARE(last.value("handler").toString(), QString("apply(MoneyWithdrawn)"));
        QCOMPARE(last.value("before").toObject().value("balance").toDouble(), 150.0);
        QCOMPARE(last.value("after").toObject().value("balance").toDouble(), -50.0);
    }

    void rebuilds() {
        QCOMPARE(projections({"run", "account-summary"}).code, 0);
        const CliResult dry = projections({"rebuild", "account-summary", "--dry-run", "--json"});
        QCOMPARE(dry.object().value("events").toInt(), 4);
        QCOMPARE(dry.object().value("rows").toInt(), 1);
        const CliResult made = projections({"rebuild", "account-summary", "--json"});
        QCOMPARE(made.code, 0);
        QCOMPARE(made.object().value("events").toInt(), 4);
        QCOMPARE(made.object().value("different").toInt(), 0);
        QVERIFY(projections({"show", "account-summary", "--json"}).object().value("old").isObject());
        QCOMPARE(projections({"drop-old", "account-summary"}).code, 0);
        QVERIFY(projections({"show", "account-summary", "--json"}).object().value("old").isNull());
        QCOMPARE(projections({"rebuild", "account-summary", "--drop-old"}).code, 0);
        QVERIFY(projections({"show", "account-summary", "--json"}).object().value("old").isNull());
        QCOMPARE(projections({"rebuild", "account-summary", "--key", "1", "--json"}).object().value("changed"),
                 QJsonValue(false));
    }

    void pausedOnesAreLeftAlone() {
        QCOMPARE(projections({"run", "account-summary"}).code, 0);
        QCOMPARE(projections({"pause", "account-summary"}).code, 0);
        QCOMPARE(listed("account-summary").value("status").toString(), QString("paused"));
        const CliResult refused = projections({"run", "account-summary"});
        QCOMPARE(refused.code, 5);
        QVERIFY(refused.out.contains("not run"));
        QCOMPARE(projections({"resume", "account-summary"}).code, 0);
        QCOMPARE(projections({"pause"}).code, 0); // of all those that have rows
        QCOMPARE(listed("account-summary").value("status").toString(), QString("paused"));
        QCOMPARE(projections({"resume"}).code, 0);
        const CliResult unbuilt = projections({"pause", "user-view"});
        QCOMPARE(unbuilt.code, 3);
        QVERIFY(unbuilt.err.contains("user-view has no rows yet"));
        QCOMPARE(projections({"run", "account-summary"}).code, 0);
    }

    void whatCannotBeTakenIsADeadLetter() {
        QCOMPARE(m_store->append("account-1", "MoneyDeposited", R"({"accountId":"1","amount":"much"})").code, 0);
        QCOMPARE(projections({"run", "account-summary"}).code, 1);
        const CliResult dead = projections({"dead", "account-summary", "--json"});
        QCOMPARE(dead.code, 1);
        QCOMPARE(dead.rows().size(), 1);
        const QString position = dead.rows().first().toObject().value("position").toString();
        QVERIFY(dead.rows().first().toObject().value("reason").toString().contains("amount"));
        QVERIFY(projections({"doctor"}).out.contains("poison events"));
        QCOMPARE(projections({"dead", "account-summary", "--skip", position}).code, 2);
        QCOMPARE(projections({"dead", "account-summary", "--skip", "4711", "--reason", "x"}).code, 3);
        QCOMPARE(projections({"dead", "account-summary", "--retry", position}).code, 1);
        QCOMPARE(projections({"dead", "account-summary", "--skip", position, "--reason", "typed by hand"}).code, 0);
        QCOMPARE(projections({"list", "account-summary"}).code, 0);
    }

    void driftNamesTheEvent() {
        QCOMPARE(projections({"run", "account-summary"}).code, 0);
        QCOMPARE(projections({"drift", "account-summary"}).code, 0);
        const QString place = projections({"show", "account-summary", "--json"}).object().value("place").toString();
        QProcess sqlite;
        sqlite.start("sqlite3", {place, "update \"account-summary\" set balance = '150.00', transactionCount = 1"});
        QVERIFY(sqlite.waitForFinished() && sqlite.exitCode() == 0);
        const CliResult drift = projections({"drift", "account-summary", "--json"});
        QCOMPARE(drift.code, 1);
        const QJsonObject row = drift.rows().first().toObject();
        QCOMPARE(row.value("key").toString(), QString("1"));
        QCOMPARE(row.value("difference").toString(), QString("different"));
        QVERIFY(!row.value("parting").toString().isEmpty());
        QCOMPARE(projections({"drift", "account-summary", "--from-key", "0", "--to-key", "2"}).code, 1);
        QCOMPARE(projections({"drift", "account-summary", "--from-key", "2", "--to-key", "3"}).code, 3);
        QCOMPARE(projections({"rebuild", "account-summary", "--key", "1"}).code, 0);
        QCOMPARE(projections({"drift", "account-summary"}).code, 0);
    }

    /// Where the store is opened for writing, its database keeps the rows; others do not see them there.
    void aDatabaseKeepsTheRowsOfWhoWrites() {
        if (m_store->isFile()) QSKIP("of a store in PostgreSQL");
        const auto written = [&](const QStringList &arguments) {
            return m_store->write(QStringList{"projections"} + arguments);
        };
        QCOMPARE(written({"run", "account-summary"}).code, 0);
        QVERIFY(
            written({"show", "account-summary", "--json"}).object().value("place").toString().startsWith("postgresql"));
        QVERIFY(written({"rows", "account-summary", "--format", "jsonl"}).out.contains("\"balance\":50.00"));
        QCOMPARE(written({"rebuild", "account-summary"}).code, 0);
        QCOMPARE(written({"drift", "account-summary"}).code, 0);
        QCOMPARE(listed("account-summary").value("status").toString(), QString("not built"));
        QVERIFY(m_store->run({"info"}).out.contains("events"));
    }

    /// The sample tells which row of its read models is not what its events say.
    void theSampleHasARowThatDrifted() {
        const QString path = m_store->file("sample.evdb");
        const CliResult made = runCli({"sample", path, "--events", "3000"});
        const QRegularExpression told("drifted-row in account-([0-9a-f-]+): .* version (\\d+)");
        const auto match = told.match(QString::fromUtf8(made.err));
        QVERIFY(match.hasMatch());
        const CliResult drift = runCli({"--store", path, "projections", "drift", "account-summary", "--json"});
        QCOMPARE(drift.code, 1);
        QCOMPARE(drift.rows().size(), 1);
        const QJsonObject row = drift.rows().first().toObject();
        QCOMPARE(row.value("key").toString(), match.captured(1));
        QCOMPARE(row.value("parting").toString(), QString("skipped"));
        QCOMPARE(row.value("version").toInt(), match.captured(2).toInt());
        const QString clean = m_store->file("clean.evdb");
        QCOMPARE(runCli({"sample", clean, "--events", "3000", "--clean"}).code, 0);
        QCOMPARE(runCli({"--store", clean, "projections", "drift", "account-summary"}).code, 0);
    }

    /// One process of the sample waits for what will not come; its life can be seen.
    void theSampleHasAProcessThatIsStuck() {
        const QString path = m_store->file("sample.evdb");
        const CliResult made = runCli({"sample", path, "--events", "3000"});
        const auto match =
            QRegularExpression("stuck-process in fulfilment-([0-9a-f-]+):").match(QString::fromUtf8(made.err));
        QVERIFY(match.hasMatch());
        const CliResult stuck = runCli({"--store", path, "processes", "list", "--status", "stuck", "--json"});
        QCOMPARE(stuck.code, 1);
        QCOMPARE(stuck.rows().size(), 1);
        const QJsonObject row = stuck.rows().first().toObject();
        QCOMPARE(row.value("instance").toString(), match.captured(1));
        QCOMPARE(row.value("step").toString(), QString("payment failed"));
        QVERIFY(row.value("overdue").toBool());
        // What a limit leaves out of the list is not well for that.
        QCOMPARE(runCli({"--store", path, "processes", "list", "--limit", "1"}).code, 1);
        const CliResult life = runCli({"--store", path, "processes", "show", match.captured(1), "--json"});
        QCOMPARE(life.code, 0);
        QCOMPARE(life.rows().first().toObject().value("type").toString(), QString("OrderPlaced"));
        const QJsonObject last = life.rows().last().toObject();
        QCOMPARE(last.value("type").toString(), QString("PaymentFailed"));
        QVERIFY(!last.value("sent").toArray().isEmpty());
        QCOMPARE(runCli({"--store", path, "processes", "show", "nobody"}).code, 3);
        QCOMPARE(runCli({"--store", path, "processes", "show"}).code, 2);
        QCOMPARE(runCli({"--store", path, "processes", "list", "--status", "ended", "--json"}).code, 0);
    }

    void followsUntilItIsStopped() {
        if (!m_store->isFile()) QSKIP("startCli knows files only");
        const auto running =
            startCli({"--store", m_store->path(), "--domain", "sample", "projections", "run", "--follow"});
        QTRY_COMPARE_WITH_TIMEOUT(listed("account-summary").value("lagEvents").toInt(-1), 0, 20'000);
        QCOMPARE(
            m_store->append("account-1", "MoneyDeposited", R"({"accountId":"1","amount":1.00,"balanceAfter":51.00})")
                .code,
            0);
        QTRY_VERIFY_WITH_TIMEOUT(account().value("transactionCount").toInt() == 4, 20'000);
        running->terminate();
        QVERIFY(running->waitForFinished());
        QCOMPARE(running->exitCode(), 130);
    }
};

QTEST_GUILESS_MAIN(TestCliProjections)
#include "tst_cli_projections.moc"
