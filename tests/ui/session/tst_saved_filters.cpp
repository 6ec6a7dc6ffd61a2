// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/used_filters.h"
#include "tests/ui/support/shop_store.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestSavedFilters : public QObject {
    Q_OBJECT

    [[nodiscard]] std::string path() const { return m_folder->filePath(QStringLiteral("w.work")).toStdString(); }
    /// As a program that is started anew: what was asked for before is written.
    void open() {
        m_session.reset();
        m_workers = std::make_unique<Workers>();
        m_session = m_shop->open(*m_workers, path());
        QTRY_VERIFY(m_session->isLoaded());
    }
    [[nodiscard]] SavedFilters &filters() { return m_session->savedFilters(); }
    [[nodiscard]] QUndoStack &undo() { return m_session->undoStack(); }
    /// "name count" each, "name -" where it cannot be read.
    [[nodiscard]] QStringList all() {
        QStringList rows;
        for (const SavedFilters::Entry &entry : filters().all()) {
            const bool isCounted = filters().isCounted(entry);
            rows += QString::fromStdString(entry.filter.name) + QLatin1Char(' ') +
                    (!entry.read ? QStringLiteral("-")
                     : isCounted ? QString::number(entry.count())
                                 : QStringLiteral("?"));
        }
        return rows;
    }
    static QString text(const char *words) { return QLatin1String(words); }

  private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_shop = std::make_unique<ShopStore>();
        m_shop->fill(30);
        open();
    }
    void cleanup() {
        m_session.reset();
        m_workers.reset();
    }

    void theyAreThereAfterARestart() {
        QVERIFY(filters().save(text(" orders "), text("type == \"OrderCreated\"")));
        QVERIFY(filters().save(text("Big"), text("data.amount > 20")));
        QCOMPARE(all().size(), 2);
        open();
        QTRY_COMPARE(all(), (QStringList{text("Big 10"), text("orders 10")}));
        QVERIFY(!undo().canUndo());
    }

    void countsFollowTheLog() {
        filters().save(text("h"), text("type == \"OrderCreated\""));
        filters().save(text("p"), text("data.amount >= 2"));
        QTRY_COMPARE(all(), (QStringList{text("h 10"), text("p 28")}));
        m_shop->fill(3);
        QTRY_COMPARE(all(), (QStringList{text("h 11"), text("p 29")}));
    }

    void oneThatCannotBeReadSaysWhy() {
        filters().save(text("old"), text("type === 3"));
        QCOMPARE(all(), QStringList(text("old -")));
        QVERIFY(QString::fromStdString(filters().all().front().read.error().message).contains(text("column")));
    }

    void whatIsDoneCanBeUndone() {
        filters().save(text("a"), text("version == 1"));
        filters().save(text("a"), text("version == 2"));
        QVERIFY(filters().rename(text("a"), text("b")));
        filters().remove(text("b"));
        QVERIFY(filters().all().empty());
        QCOMPARE(undo().count(), 4);
        const auto only = [this] {
            const SavedFilter &filter = filters().all().front().filter;
            return QString::fromStdString(filter.name + ": " + filter.text);
        };
        undo().undo();
        QCOMPARE(only(), text("b: version == 2"));
        undo().undo();
        QCOMPARE(only(), text("a: version == 2"));
        undo().undo();
        QCOMPARE(only(), text("a: version == 1"));
        undo().undo();
        QVERIFY(filters().all().empty());
        undo().redo();
        open();
        QTRY_COMPARE(filters().all().size(), 1u);
        QCOMPARE(only(), text("a: version == 1"));
    }

    void namesAreChecked() {
        QVERIFY(!filters().save(text("  "), text("version == 1")));
        QVERIFY(!filters().save(QString(201, QLatin1Char('n')), text("version == 1")));
        filters().save(text("a"), text("version == 1"));
        filters().save(text("b"), text("version == 1"));
        QVERIFY(!filters().rename(text("a"), text(" b")));
        QVERIFY(!filters().rename(text("a"), text(" ")));
        QCOMPARE(undo().count(), 2);
        QCOMPARE(filters().nameFor(text("version  == 1")), text("version == 1"));
        filters().save(text("version == 1"), text("version == 1"));
        QCOMPARE(filters().nameFor(text("version == 1")), text("version == 1 (2)"));
    }

    void anotherProgramsNameIsNotTaken() {
        QTRY_VERIFY(QFile::exists(QString::fromStdString(path())));
        {
            const auto other = Workspace::open(path(), m_session->info().identity);
            QVERIFY(other && changeSavedFilter(**other, {}, SavedFilter{"a", "version == 7"}));
        }
        filters().save(text("a"), text("version == 1"));
        QTRY_VERIFY(filters().problem());
        QCOMPARE(filters().problem()->kind, ErrorKind::Refused);
        QTRY_COMPARE(filters().all().front().filter.text, std::string("version == 7"));
    }

    void withoutAMemoryTheyLastAsLongAsTheSession() {
        QFile file(QString::fromStdString(path()));
        QTRY_VERIFY(file.exists());
        m_session.reset();
        m_workers = std::make_unique<Workers>();
        QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write("no database at all, but a long enough text");
        file.close();
        open();
        QTRY_VERIFY(filters().problem());
        filters().save(text("a"), text("version == 1"));
        m_session->usedFilters().note(text("version == 2"));
        QTRY_VERIFY(m_session->usedFilters().problem());
        QTRY_COMPARE(all(), QStringList(text("a 20")));
        QCOMPARE(m_session->usedFilters().all(), QStringList(text("version == 2")));
    }

    void usedOnesAreKeptAndCleared() {
        UsedFilters *used = &m_session->usedFilters();
        for (int i = 0; i < 60; ++i)
            used->note(QStringLiteral("version == %1").arg(i));
        used->note(text("version == 20"));
        QCOMPARE(used->all().size(), 50);
        const QStringList before = used->all();
        open();
        used = &m_session->usedFilters();
        QTRY_COMPARE(used->all(), before);
        used->clear();
        QVERIFY(used->all().isEmpty());
        open();
        used = &m_session->usedFilters();
        used->note(text("version == 1"));
        open();
        QTRY_COMPARE(m_session->usedFilters().all(), QStringList(text("version == 1")));
    }

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
};

QTEST_GUILESS_MAIN(TestSavedFilters)
#include "tst_saved_filters.moc"
