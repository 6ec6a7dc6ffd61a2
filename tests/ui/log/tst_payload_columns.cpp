// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/remembered_values.h"
#include "tests/ui/log/shop_log_page.h"
#include "tests/ui/support/menu_choice.h"
#include "ui/log/filter_bar.h"
#include "ui/log/filter_edit.h"
#include "ui/log/filter_menu.h"
#include "ui/log/inspector.h"
#include "ui/widgets/json_tree_view.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace eventscope;
using namespace eventscope::ui;

class TestPayloadColumns : public QObject, ShopLogPage {
    Q_OBJECT

    [[nodiscard]] EventTableModel &model() const { return *m_page->model(); }
    [[nodiscard]] QHeaderView &header() const { return *m_page->table()->horizontalHeader(); }
    [[nodiscard]] JsonTreeView *tree(int tab) const {
        m_inspector->tabs()->setCurrentIndex(tab);
        return qobject_cast<JsonTreeView *>(m_inspector->tabs()->widget(tab));
    }
    QStringList menuOf(JsonTreeView *tree, const char *pointer, const QString &chosen = {}) {
        if (!tree->showPointer(*Pointer::parse(pointer))) return {};
        return menuAt(tree->viewport(), tree->visualRect(tree->currentIndex()).center(), chosen);
    }
    QStringList headerMenu(int column, const QString &chosen = {}) {
        const QPoint place(header().sectionViewportPosition(column) + 4, header().height() / 2);
        return menuAt(header().viewport(), place, chosen);
    }
    [[nodiscard]] QModelIndex cell(int row, int column) const { return model().index(row, column); }
    [[nodiscard]] bool isLoaded(int row, int column) const { return cell(row, column).data(LoadedRole).toBool(); }
    void addColumn(const char *pointer, const char *name) {
        m_page->addColumn({PayloadPath::Root::Data, *Pointer::parse(pointer), name});
    }

    void openPages() {
        m_inspector.reset();
        reopen({1200, 400});
        m_inspector = std::make_unique<Inspector>(*m_session, m_theme);
        connect(m_inspector->filterMenu(), &FilterMenu::applyRequested, m_page->filterBar(), &FilterBar::apply);
        connect(m_inspector->filterMenu(), &FilterMenu::prepareRequested, m_page->filterBar(), &FilterBar::prepare);
        connect(m_inspector.get(), &Inspector::columnRequested, m_page.get(), &LogPage::addColumn);
        m_inspector->resize(400, 600);
        m_inspector->show();
        m_inspector->showPosition({0, 1});
        QTRY_VERIFY(m_inspector->details());
    }

  private Q_SLOTS:
    void init() {
        makeShop();
        m_shop->append("order-1", "OrderPlaced",
                       R"({"total":100.00,"items":[{"sku":"A"},{"sku":"B & C"}],"note":"n"})");
        m_shop->append("order-2", "OrderPlaced", R"({"total":7,"items":[{"sku":"B & C"}],"note":5})");
        m_shop->append("order-3", "OrderClosed", R"({"note":null})");
        m_shop->append("order-4", "Odd", "{no json");
        m_shop->append("order-5", "Long", "{\"note\":\"" + std::string(3000, 'x') + "\"}");
        openPages();
    }
    void cleanup() {
        m_inspector.reset();
        close();
    }

    void aNodeOfThePayloadBecomesAFilter() {
        menuOf(tree(0), "/total", QStringLiteral("Show only data.total == 100.00"));
        QTRY_COMPARE(model().rowCount(), 1);
        QCOMPARE(m_page->filterBar()->applied(), QStringLiteral("data.total == 100.00"));
        menuOf(tree(3), "/userId", QStringLiteral("Leave out meta.userId == \"ada\""));
        QTRY_COMPARE(m_page->filterBar()->applied(),
                     QStringLiteral("data.total == 100.00 && !(meta.userId == \"ada\")"));
    }

    void elementsAreAskedForOneByOneOrAny() {
        const QStringList lines = menuOf(tree(0), "/items/1/sku");
        QVERIFY(lines.contains(QStringLiteral("Show only data.items[*].sku == \"B && C\"")));
        QVERIFY(lines.contains(QStringLiteral("Leave out data.items[1].sku == \"B && C\"")));
        menuOf(tree(0), "/items/1/sku", QStringLiteral("Show only data.items[*].sku == \"B && C\""));
        QTRY_COMPARE(model().rowCount(), 2);
        m_page->filterBar()->apply({});
        menuOf(tree(0), "/items/1/sku", QStringLiteral("Show only data.items[1].sku == \"B && C\""));
        QTRY_COMPARE(model().rowCount(), 1);
        m_page->filterBar()->apply({});
        menuOf(tree(0), "/items", QStringLiteral("Show only exists data.items"));
        QTRY_COMPARE(model().rowCount(), 2);
    }

    void aNodeIsPreparedToGoOnWith() {
        menuOf(tree(0), "/note", QStringLiteral("Not"));
        QCOMPARE(m_page->filterBar()->edit()->text(), QStringLiteral("!(data.note == \"n\")"));
        QCOMPARE(model().rowCount(), 5);
    }

    void aNodeBecomesAColumn() {
        menuOf(tree(0), "/total", QStringLiteral("Add as a column"));
        QCOMPARE(model().columnCount(), kEventColumns + 1);
        const int column = kEventColumns;
        QCOMPARE(model().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("data.total"));
        QTRY_VERIFY(isLoaded(0, column));
        QCOMPARE(cell(0, column).data().toString(), QStringLiteral("100.00"));
        QCOMPARE(cell(2, column).data().toString(), QStringLiteral("\u2014"));
        QCOMPARE(cell(3, column).data().toString(), QStringLiteral("\u2014"));
        QVERIFY(cell(0, column).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        QVERIFY(m_page->table()->columnViewportPosition(column) + m_page->table()->columnWidth(column) <=
                m_page->table()->viewport()->width());
        menuOf(tree(0), "/total", QStringLiteral("Add as a column"));
        QCOMPARE(model().columnCount(), kEventColumns + 1);
        menuOf(tree(3), "/userId", QStringLiteral("Add as a column"));
        QTRY_VERIFY(isLoaded(4, column + 1));
        QCOMPARE(cell(4, column + 1).data().toString(), QStringLiteral("ada"));
        QVERIFY(cell(0, column + 1).data(Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
    }

    void theModelStaysSound() {
        const QAbstractItemModelTester tester(&model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        addColumn("/total", "data.total");
        addColumn("/note", "data.note");
        QTRY_VERIFY(isLoaded(0, kEventColumns + 1));
        model().removeColumn(kEventColumns);
        m_page->filterBar()->apply(QStringLiteral("data.total > 8"));
        QTRY_COMPARE(model().rowCount(), 1);
        QTRY_VERIFY(isLoaded(0, kEventColumns));
        m_shop->append("order-9", "OrderPlaced", R"({"total":9,"note":"new"})");
        QTRY_COMPARE(model().rowCount(), 2);
        QTRY_VERIFY(isLoaded(1, kEventColumns));
        QCOMPARE(cell(1, kEventColumns).data().toString(), QStringLiteral("new"));
    }

    void mixedValuesAreNoFiguresAndLongOnesAreCut() {
        addColumn("/note", "data.note");
        QTRY_VERIFY(isLoaded(4, kEventColumns));
        QVERIFY(cell(1, kEventColumns).data(Qt::TextAlignmentRole).toInt() & Qt::AlignLeft);
        QCOMPARE(cell(2, kEventColumns).data().toString(), QStringLiteral("null"));
        QVERIFY(cell(4, kEventColumns).data(ExactRole).toString().endsWith(QChar(0x2026)));
        QCOMPARE(model().filterFor(cell(1, kEventColumns)), QStringLiteral("data.note == 5"));
        QCOMPARE(model().filterFor(cell(2, kEventColumns)), QStringLiteral("data.note == null"));
        QCOMPARE(model().filterFor(cell(3, kEventColumns)), QStringLiteral("!(exists data.note)"));
        QCOMPARE(model().filterFor(cell(4, kEventColumns)), QStringLiteral("exists data.note"));
    }

    void theHeaderRemovesHidesAndMoves() {
        addColumn("/total", "data.total");
        headerMenu(kEventColumns, QStringLiteral("Remove this column"));
        QCOMPARE(model().columnCount(), kEventColumns);
        const int version = static_cast<int>(EventColumn::Version);
        headerMenu(version, QStringLiteral("Hide this column"));
        QVERIFY(header().isSectionHidden(version));
        headerMenu(0, QStringLiteral("Version"));
        QVERIFY(!header().isSectionHidden(version));
        headerMenu(version, QStringLiteral("Move to the left"));
        QCOMPARE(header().visualIndex(version), version - 1);
        headerMenu(version, QStringLiteral("Move to the right"));
        QCOMPARE(header().visualIndex(version), version);
        for (int column = 1; column < kEventColumns; ++column)
            headerMenu(
                0, model()
                       .headerData(column, Qt::Horizontal, column == version ? Qt::AccessibleTextRole : Qt::DisplayRole)
                       .toString());
        QCOMPARE(header().hiddenSectionCount(), kEventColumns - 1);
        headerMenu(0, QStringLiteral("Hide this column")); // the last one stays
        QCOMPARE(header().hiddenSectionCount(), kEventColumns - 1);
    }

    void columnsAreDraggedAndTheKeyboardReachesThemToo() {
        const int y = header().height() / 2;
        const int from = header().sectionViewportPosition(0) + 10;
        const int to = header().sectionViewportPosition(2) + header().sectionSize(2) - 5;
        QWidget *port = header().viewport();
        QTest::mousePress(port, Qt::LeftButton, {}, QPoint(from, y));
        for (int x = from; x <= to; x += 20)
            QTest::mouseMove(port, QPoint(x, y));
        QTest::mouseRelease(port, Qt::LeftButton, {}, QPoint(to, y));
        QVERIFY(header().visualIndex(0) > 0);
        const QRect row = m_page->table()->visualRect(model().index(1, 2));
        const QStringList lines = menuAt(m_page->table()->viewport(), row.center(), QStringLiteral("Hide this column"));
        QVERIFY(lines.contains(QStringLiteral("Columns")));
        QVERIFY(header().isSectionHidden(2));
    }

    void columnsAreThereAfterARestart() {
        addColumn("/total", "data.total");
        addColumn("/note", "data.note");
        headerMenu(kEventColumns + 1, QStringLiteral("Move to the left"));
        headerMenu(static_cast<int>(EventColumn::Version), QStringLiteral("Hide this column"));
        const int y = header().height() / 2;
        const int edge = header().sectionViewportPosition(0) + header().sectionSize(0) - 1;
        const int width = header().sectionSize(0) + 40;
        QTest::mousePress(header().viewport(), Qt::LeftButton, {}, QPoint(edge, y));
        for (int x = edge; x <= edge + 40; x += 10)
            QTest::mouseMove(header().viewport(), QPoint(x, y));
        QTest::mouseRelease(header().viewport(), Qt::LeftButton, {}, QPoint(edge + 40, y));
        QCOMPARE(header().sectionSize(0), width);
        QCoreApplication::processEvents();
        openPages();
        QTRY_COMPARE(model().columnCount(), kEventColumns + 2);
        const auto name = [this](int column) { return model().headerData(column, Qt::Horizontal, Qt::DisplayRole); };
        QCOMPARE(name(header().logicalIndex(kEventColumns)).toString(), QStringLiteral("data.note"));
        QCOMPARE(name(header().logicalIndex(kEventColumns + 1)).toString(), QStringLiteral("data.total"));
        QVERIFY(header().isSectionHidden(static_cast<int>(EventColumn::Version)));
        QTRY_COMPARE(header().sectionSize(0), width);
        m_page->resize(1100, 400);
        QCOMPARE(header().sectionSize(0), width);
        QTRY_VERIFY(isLoaded(0, kEventColumns + 1));

        headerMenu(kEventColumns, QStringLiteral("Remove this column"));
        QCoreApplication::processEvents();
        openPages();
        QTRY_COMPARE(model().columnCount(), kEventColumns + 1);
    }

    void everyChangeOfColumnsIsUndone() {
        QUndoStack &undo = m_session->undoStack();
        const auto columns = [this] {
            QStringList shown;
            for (int place = 0; place < header().count(); ++place) {
                const int column = header().logicalIndex(place);
                if (header().isSectionHidden(column)) continue;
                const QVariant spoken = model().headerData(column, Qt::Horizontal, Qt::AccessibleTextRole);
                shown += (spoken.isValid() ? spoken : model().headerData(column, Qt::Horizontal, Qt::DisplayRole))
                             .toString();
            }
            return shown;
        };
        QList<QStringList> states{columns()};
        QStringList words;
        const auto note = [&] {
            QTRY_COMPARE(undo.count(), states.size());
            states += columns();
            words += undo.undoText();
        };
        const int version = static_cast<int>(EventColumn::Version);
        menuOf(tree(0), "/total", QStringLiteral("Add as a column"));
        note();
        menuOf(tree(0), "/note", QStringLiteral("Add as a column"));
        note();
        headerMenu(kEventColumns + 1, QStringLiteral("Move to the left"));
        note();
        headerMenu(version, QStringLiteral("Hide this column"));
        note();
        headerMenu(kEventColumns, QStringLiteral("Remove this column"));
        note();
        headerMenu(0, QStringLiteral("Version"));
        note();
        const QStringList expected({QStringLiteral("Add a column"), QStringLiteral("Add a column"),
                                    QStringLiteral("Move a column"), QStringLiteral("Hide a column"),
                                    QStringLiteral("Remove a column"), QStringLiteral("Show a column")});
        QCOMPARE(words, expected);

        for (int at = static_cast<int>(states.size()) - 2; at >= 0; --at) {
            undo.undo();
            QCOMPARE(columns(), states[at]);
            QCoreApplication::processEvents();
            QCOMPARE(undo.count(), states.size() - 1); // what was undone is no new change
        }
        QCOMPARE(model().columnCount(), kEventColumns);
        for (int at = 1; at < static_cast<int>(states.size()); ++at) {
            undo.redo();
            QCOMPARE(columns(), states[at]);
        }
        QTRY_VERIFY(isLoaded(0, kEventColumns)); // a column that came back is filled

        // What was undone is what the next start begins with, and a start itself can not be undone.
        undo.setIndex(1);
        openPages();
        QTRY_COMPARE(columns(), states[1]);
        QCoreApplication::processEvents();
        QVERIFY(!m_session->undoStack().canUndo());
    }

    void aWidthIsUndone() {
        const int y = header().height() / 2;
        const int before = header().sectionSize(0);
        const int edge = header().sectionViewportPosition(0) + before - 1;
        QTest::mousePress(header().viewport(), Qt::LeftButton, {}, QPoint(edge, y));
        for (int x = edge; x <= edge + 40; x += 10)
            QTest::mouseMove(header().viewport(), QPoint(x, y));
        QTest::mouseRelease(header().viewport(), Qt::LeftButton, {}, QPoint(edge + 40, y));
        QTRY_COMPARE(m_session->undoStack().undoText(), QStringLiteral("Size a column"));
        m_session->undoStack().undo();
        QCOMPARE(header().sectionSize(0), before);
        m_session->undoStack().redo();
        QCOMPARE(header().sectionSize(0), before + 40);
    }

    void whatCannotBeReadIsLeftOut() {
        std::optional<bool> isWritten;
        const auto damage = [](Workspace &workspace) {
            return rememberValue(workspace, "log.columns",
                                 QByteArray("[{},7,{'root':'data','pointer':'x','name':'n'},{'field':'nobody'},"
                                            "{'field':'type','hidden':true,'width':-5}]")
                                     .replace('\'', '"')
                                     .toStdString());
        };
        m_session->memory()->change(*m_workers, damage, this,
                                    [&](const Result<void> &made) { isWritten = made.has_value(); });
        QTRY_VERIFY(isWritten);
        openPages();
        QTRY_VERIFY(header().isSectionHidden(static_cast<int>(EventColumn::Type)));
        QCOMPARE(model().columnCount(), kEventColumns);
        QCOMPARE(header().hiddenSectionCount(), 1);
    }

  private:
    std::unique_ptr<Inspector> m_inspector;
};

QTEST_MAIN(TestPayloadColumns)
#include "tst_payload_columns.moc"
