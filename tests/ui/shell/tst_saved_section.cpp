// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/menu_choice.h"
#include "tests/ui/support/shop_store.h"
#include "ui/shell/navigator.h"
#include "ui/shell/saved_section.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace eventscope;
using namespace eventscope::ui;

class TestSavedSection : public QObject {
    Q_OBJECT

    [[nodiscard]] SavedSection *section() const { return m_navigator->saved(); }
    [[nodiscard]] QTreeView *list() const { return section()->list(); }
    [[nodiscard]] QModelIndex cell(int row, int column = 0) const { return section()->model()->index(row, column); }
    [[nodiscard]] QString count(int row) const { return cell(row, SavedFiltersModel::CountColumn).data().toString(); }
    [[nodiscard]] QStringList names() const {
        QStringList all;
        for (int row = 0; row < section()->model()->rowCount(); ++row)
            all += cell(row).data().toString();
        return all;
    }
    void save(const char *name, const char *text) {
        QVERIFY(m_session->savedFilters().save(QLatin1String(name), QLatin1String(text)));
    }
    void choose(int row) {
        list()->setFocus();
        list()->setCurrentIndex(cell(row));
    }
    void typeName(const char *name, Qt::Key end) {
        auto *editor = list()->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QLatin1String(name));
        QTest::keyClick(editor, end);
    }

  private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_shop = std::make_unique<ShopStore>();
        m_shop->fill(30);
        m_workers = std::make_unique<Workers>();
        m_session = m_shop->open(*m_workers, m_folder->filePath(QStringLiteral("w.work")).toStdString());
        m_navigator = std::make_unique<Navigator>(*m_session, m_theme);
        m_navigator->resize(260, 500);
        m_navigator->show();
        m_navigator->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_navigator.get()));
        QTRY_VERIFY(m_session->isLoaded());
    }
    void cleanup() {
        m_navigator.reset();
        m_session.reset();
        m_workers.reset();
    }

    void isThereWhenThereIsSomethingToSee() {
        const QAbstractItemModelTester tester(section()->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!section()->isVisible());
        save("orders", "type == \"OrderCreated\"");
        QVERIFY(list()->isVisible());
        QTRY_COMPARE(count(0), QStringLiteral("10"));
        m_shop->fill(3);
        QTRY_COMPARE(count(0), QStringLiteral("11"));
        auto *title = section()->findChild<QToolButton *>();
        QTest::mouseClick(title, Qt::LeftButton);
        QVERIFY(!list()->isVisible() && section()->isVisible());
        QTest::keyClick(title, Qt::Key_Space);
        QVERIFY(list()->isVisible());
    }

    void clickAndEnterApply() {
        save("a", "version == 1");
        save("b", "version == 2");
        const QSignalSpy applied(section(), &SavedSection::applyRequested);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(cell(1)).center());
        QCOMPARE(applied.count(), 1);
        QCOMPARE(applied.last().first().toString(), QStringLiteral("version == 2"));
        choose(0);
        QTest::keyClick(list(), Qt::Key_Return);
        QCOMPARE(applied.count(), 2);
        QCOMPARE(applied.last().first().toString(), QStringLiteral("version == 1"));
    }

    void f2Renames() {
        save("a", "version == 1");
        save("b", "version == 2");
        choose(0);
        QTest::keyClick(list(), Qt::Key_F2);
        typeName("z", Qt::Key_Return);
        QTRY_COMPARE(names(), QStringList({QStringLiteral("b"), QStringLiteral("z")}));
        QCOMPARE(list()->currentIndex().row(), 1);
        QTest::keyClick(list(), Qt::Key_F2);
        typeName("b", Qt::Key_Return);
        QCOMPARE(names(), QStringList({QStringLiteral("b"), QStringLiteral("z")}));
        QTRY_VERIFY(section()->note()->isVisible());
        QVERIFY(section()->note()->text().contains(QStringLiteral("Another")));
        QTest::keyClick(list(), Qt::Key_F2);
        typeName("q", Qt::Key_Escape);
        QCOMPARE(names(), QStringList({QStringLiteral("b"), QStringLiteral("z")}));
        QCoreApplication::processEvents();
        m_session->undoStack().undo();
        QCOMPARE(names(), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    }

    void aRefusalStaysWhenAWriteEnds() {
        save("a", "version == 1");
        save("b", "version == 2");
        choose(0);
        QTest::keyClick(list(), Qt::Key_F2);
        typeName("b", Qt::Key_Return);
        QTRY_VERIFY(section()->note()->isVisible());
        Q_EMIT m_session->savedFilters().problemChanged();
        QVERIFY(section()->note()->isVisible());
    }

    void whatIsDeletedComesBack() {
        save("only", "version == 1");
        choose(0);
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(names(), QStringList());
        QVERIFY(section()->undoButton()->isVisible());
        QVERIFY(section()->note()->text().contains(QStringLiteral("only")));
        QTest::mouseClick(section()->undoButton(), Qt::LeftButton);
        QCOMPARE(names(), QStringList(QStringLiteral("only")));
        QVERIFY(list()->isVisible() && !section()->undoButton()->isVisible());
    }

    void theMenuDoesTheSame() {
        save("a", "version == 1");
        const QPoint place = list()->visualRect(cell(0)).center();
        const QSignalSpy applied(section(), &SavedSection::applyRequested);
        const QSignalSpy prepared(section(), &SavedSection::prepareRequested);
        const QStringList lines = menuAt(list()->viewport(), place, QStringLiteral("Show what matches"));
        QVERIFY(lines.contains(QStringLiteral("Rename")));
        QCOMPARE(applied.count(), 1);
        menuAt(list()->viewport(), place, QStringLiteral("Write it into the filter"));
        QCOMPARE(prepared.count(), 1);
        menuAt(list()->viewport(), place, QStringLiteral("Copy the filter"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("version == 1"));
        QGuiApplication::clipboard()->clear();
        choose(0);
        QTest::keySequence(list(), QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("version == 1"));
        menuAt(list()->viewport(), place, QStringLiteral("Delete"));
        QCOMPARE(names(), QStringList());
    }

    void oneThatCannotBeReadSaysSo() {
        save("broken", "type === 3");
        QCOMPARE(count(0), QStringLiteral("\u2014"));
        QVERIFY(cell(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Cannot be read")));
        QVERIFY(cell(0, 1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("column")));
        const QStringList lines = menuAt(list()->viewport(), list()->visualRect(cell(0)).center());
        QVERIFY(lines.last().startsWith(QStringLiteral("Cannot be read")));
    }

    void countingThatFailsGoesOnWhenAsked() {
        m_shop->breakPages(true);
        save("p", "data.amount >= 2");
        QTRY_VERIFY(m_session->savedFilters().countProblem());
        QCOMPARE(count(0), QStringLiteral("0\u2026"));
        m_shop->breakPages(false);
        const QStringList lines =
            menuAt(list()->viewport(), list()->visualRect(cell(0)).center(), QStringLiteral("Count again"));
        QVERIFY(lines.filter(QStringLiteral("asleep")).size() == 1);
        QTRY_COMPARE(count(0), QStringLiteral("28"));
    }

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Navigator> m_navigator;
    Theme m_theme{Scheme::Light};
};

QTEST_MAIN(TestSavedSection)
#include "tst_saved_section.moc"
