// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli_process.h"

#include <QCryptographicHash>
#include <QFile>
#include <QtTest>

using namespace eventscope::tests;

/// Notes on events, kept in the user's data folder.
class TestCliNotes : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<CliStore> m_store;

    static QByteArray contentOf(const QString &path) {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] CliResult notes(const QStringList &arguments) const {
        return m_store->run(QStringList{"notes"} + arguments);
    }
    /// The positions that a list answers.
    [[nodiscard]] QString listed(const QStringList &arguments = {}) const {
        QStringList positions;
        for (const QJsonValue row : notes(QStringList{"list", "--json"} + arguments).rows())
            positions += row.toObject().value("position").toString();
        return positions.join(' ');
    }

  private Q_SLOTS:
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_home->path().toUtf8());
        m_store = std::make_unique<CliStore>();
        QVERIFY(m_store->makeAccount());
    }

    void wrongUseSaysWhatIsMissing() {
        QCOMPARE(notes({"add"}).code, 2);
        QVERIFY(notes({"add"}).err.contains("EVENT is missing"));
        QCOMPARE(notes({"add", "2"}).code, 2);
        QCOMPARE(notes({"add", "2", "--tag", QString(80, 'x')}).code, 2);
        QCOMPARE(notes({"add", "99", "--bookmark"}).code, 3);
        QCOMPARE(notes({"remove", "2"}).code, 3);
        QCOMPARE(notes({"add", "2", "--text", QString(70'000, 'x')}).code, 4);
        QCOMPARE(listed(), QString());
    }

    void addsListsAndRemoves() {
        const CliResult added = notes({"add", "3", "--text", "below zero", "--tag", "odd late", "--json"});
        QCOMPARE(added.code, 0);
        QCOMPARE(added.object().value("tags").toArray().size(), 2);
        const QString id = added.object().value("id").toString();
        QCOMPARE(notes({"add", "1", "--bookmark"}).code, 0);
        QCOMPARE(notes({"add", id, "--tag", "fraud"}).code, 0); // the text stays
        QCOMPARE(listed(), QString("1 3"));
        QCOMPARE(listed({"--tag", "fraud late"}), QString("3"));
        QCOMPARE(listed({"--text", "zero"}), QString("3"));
        QCOMPARE(listed({"--bookmark"}), QString("1"));
        QCOMPARE(notes({"remove", id}).code, 0);
        QCOMPARE(notes({"remove", "1"}).code, 0);
        QCOMPARE(listed(), QString());
    }

    void exports() {
        QCOMPARE(notes({"add", "3", "--text", "=1+1"}).code, 0);
        const QString file = m_store->file("notes.csv");
        QCOMPARE(notes({"export", "--out", file}).code, 0);
        QVERIFY(contentOf(file).contains("\"'=1+1\""));
        QVERIFY(notes({"export", "--as", "markdown"}).out.startsWith("### MoneyWithdrawn"));
        QVERIFY(notes({"export"}).out.contains("\"text\":\"=1+1\""));
    }

    void theStoreIsNotTouched() {
        if (!m_store->isFile()) QSKIP("of a store in a file");
        const QByteArray before = QCryptographicHash::hash(contentOf(m_store->path()), QCryptographicHash::Sha256);
        QCOMPARE(notes({"add", "3", "--text", "below zero"}).code, 0);
        QCOMPARE(QCryptographicHash::hash(contentOf(m_store->path()), QCryptographicHash::Sha256), before);
        if (m_store->isFile()) QCOMPARE(notes({"export", "--out", m_store->path()}).code, 5);
    }
};

QTEST_APPLESS_MAIN(TestCliNotes)
#include "tst_cli_notes.moc"
