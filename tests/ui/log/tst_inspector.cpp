// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/held_workers.h"
#include "tests/ui/support/shop_store.h"
#include "ui/log/inspector.h"
#include "ui/log/oddity_badges.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chunked_text.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/json_tree_view.h"
#include "ui/widgets/long_text_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

class TestInspector : public QObject {
    Q_OBJECT

    void show(const std::string &data, const std::string &metadata = R"({"correlationId":"c-1","userId":"ada"})") {
        m_shop = std::make_unique<ShopStore>();
        m_shop->append("account-1", "MoneyDeposited", data, metadata);
        m_session = m_shop->open(m_workers);
        m_inspector = std::make_unique<Inspector>(*m_session, m_theme);
        m_inspector->resize(400, 600);
        m_inspector->show();
        m_inspector->showPosition({0, 1});
        QTRY_VERIFY(m_inspector->details());
    }
    [[nodiscard]] ChunkedText *tab(int number) const {
        m_inspector->tabs()->setCurrentIndex(number);
        return qobject_cast<ChunkedText *>(m_inspector->tabs()->widget(number));
    }

    [[nodiscard]] JsonTreeView *tree(int number) const {
        return qobject_cast<JsonTreeView *>(m_inspector->tabs()->widget(number));
    }
    [[nodiscard]] QStringList badges() const {
        QStringList words;
        for (const QToolButton *badge : m_inspector->badges()->buttons())
            words += badge->text();
        return words;
    }
    void click(int badge) const { QTest::mouseClick(m_inspector->badges()->buttons()[badge], Qt::LeftButton); }
    /// The line of the hexadecimal view that is selected, from its offset on.
    [[nodiscard]] QString selectedBytes(int number) const {
        return tab(number)->view()->textCursor().selectedText().left(8);
    }

  private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread"))); }
    void cleanup() {
        m_inspector.reset();
        m_session.reset();
    }

    void showsTheSameDataInFourWays() {
        show(R"({"amount":1.50,"to":{"iban":"NL1"}})");
        const auto *tree = qobject_cast<JsonTreeView *>(m_inspector->tabs()->widget(0));
        QCOMPARE(tree->model()->rowCount(), 2);
        QCOMPARE(tab(1)->view()->wholeText(),
                 QStringLiteral("{\n  \"amount\": 1.50,\n  \"to\": {\n    \"iban\": \"NL1\"\n  }\n}"));
        QVERIFY(tab(2)->view()->wholeText().startsWith(QStringLiteral("00000000  7b 22 61 6d ")));
        const auto *metadata = qobject_cast<JsonTreeView *>(m_inspector->tabs()->widget(3));
        QCOMPARE(metadata->model()->rowCount(), 2);
    }

    void whatIsNoJsonIsShownAsText() {
        show("{not json \x1b[31m");
        QVERIFY(!m_inspector->tabs()->isTabEnabled(0));
        QCOMPARE(m_inspector->tabs()->currentIndex(), 1);
        QCOMPARE(tab(1)->view()->wholeText(), QStringLiteral("{not json \u241B[31m"));
        QVERIFY(m_inspector->findChild<Banner *>()->isVisible());
    }

    void anOrdinaryEventHasNoBadges() {
        show(R"({"amount":1.50,"name":"Ada"})");
        QVERIFY(badges().isEmpty());
        QVERIFY(m_inspector->badges()->isHidden());
        QVERIFY(tree(0)->model()->index(0, 0).data(JsonTree::RemarkRole).toString().isEmpty());
    }

    void whatIsOddIsABadgeThatLeadsThere() {
        show(R"({"plain":1,"deep":{"id":9007199254740993,"id2":[1,12345678901234567890]},"a":1,"a":2})");
        QCOMPARE(badges(),
                 QStringList({QStringLiteral("1 duplicate key(s)"), QStringLiteral("2 number(s) beyond a double")}));
        for (const QToolButton *badge : m_inspector->badges()->buttons()) {
            QVERIFY(!badge->icon().isNull());
            QCOMPARE(badge->accessibleName(), badge->text());
        }
        QVERIFY(m_inspector->badges()->buttons()[1]->toolTip().contains(QStringLiteral("/deep/id2/1")));
        m_inspector->tabs()->setCurrentIndex(2);
        click(1);
        QCOMPARE(m_inspector->tabs()->currentIndex(), 0);
        QCOMPARE(tree(0)->currentPointer()->text(), std::string("/deep/id"));
        QVERIFY(tree(0)->currentIndex().data(JsonTree::RemarkRole).toString().contains(QStringLiteral("2^53")));
        QCOMPARE(tree(0)->currentIndex().siblingAtColumn(1).data().toString(), QStringLiteral("9007199254740993"));
        click(1);
        QCOMPARE(tree(0)->currentPointer()->text(), std::string("/deep/id2/1"));
        click(1); // and round again
        QCOMPARE(tree(0)->currentPointer()->text(), std::string("/deep/id"));
        click(0);
        QCOMPARE(tree(0)->currentPointer()->text(), std::string("/a"));
        // Both members of that name are marked, the others are not.
        const auto remarkAt = [this](int row) {
            return tree(0)->model()->index(row, 0).data(JsonTree::RemarkRole).toString();
        };
        QVERIFY(remarkAt(0).isEmpty());
        QVERIFY(!remarkAt(2).isEmpty());
        QVERIFY(!remarkAt(3).isEmpty());
    }

    void aBadgeWorksByKeyboard() {
        show(R"({"a":{"b":1e999}})");
        m_inspector->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_inspector.get()));
        QToolButton *badge = m_inspector->badges()->buttons()[0];
        badge->setFocus();
        QTest::keyClick(badge, Qt::Key_Space);
        QCOMPARE(tree(0)->currentPointer()->text(), std::string("/a/b"));
        QVERIFY(tree(0)->hasFocus());
    }

    void bidiControlsAreDrawnAsTokensAndMarked() {
        show("{\"to\":\"Ada\xe2\x80\xae"
             "dlog\"}");
        QCOMPARE(badges(), QStringList(QStringLiteral("1 text(s) with bidi controls")));
        click(0);
        QCOMPARE(tree(0)->currentIndex().siblingAtColumn(1).data().toString(),
                 QStringLiteral("Ada\u27E6U+202E\u27E7dlog"));
    }

    void bytesThatAreNoTextAreShownAsBytes() {
        show("{\"a\":\"" + std::string(100'000, 'x') + "\xff\"}");
        QCOMPARE(badges(), QStringList({QStringLiteral("Not UTF-8"), QStringLiteral("Not JSON")}));
        click(0);
        QCOMPARE(m_inspector->tabs()->currentIndex(), 2);
        QCOMPARE(selectedBytes(2), QStringLiteral("000186a0"));
        QPushButton *start = nullptr;
        for (QPushButton *button : tab(2)->findChildren<QPushButton *>())
            if (button->text() == QLatin1String("From the start")) start = button;
        QVERIFY(start && start->isVisible());
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(tab(2)->view()->wholeText().startsWith(QStringLiteral("00000000  7b")));
        QVERIFY(!start->isVisible());
    }

    void metadataHaveBadgesOfTheirOwn() {
        show("{}", R"({"userId":1,"userId":2})");
        QCOMPARE(badges(), QStringList(QStringLiteral("Metadata: 1 duplicate key(s)")));
        click(0);
        QCOMPARE(m_inspector->tabs()->currentIndex(), 3);
        QCOMPARE(tree(3)->currentPointer()->text(), std::string("/userId"));
        QVERIFY(!m_inspector->tabs()->isTabVisible(5));
    }

    void metadataThatAreNoJsonAreShownAsBytes() {
        show("{}", "{broken");
        QCOMPARE(badges(), QStringList(QStringLiteral("Metadata: Not JSON")));
        click(0);
        QCOMPARE(m_inspector->tabs()->currentIndex(), 5);
        QCOMPARE(selectedBytes(5), QStringLiteral("00000000"));
    }

    void theBytesStandBesideThePrettyView() {
        show(R"({"amount":1.50})");
        QVERIFY(!m_inspector->beside()->isVisible());
        QCOMPARE(m_inspector->beside()->bytesShown(), std::size_t{0});
        QToolButton *button = m_inspector->besideButton();
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(m_inspector->beside()->isVisible() && tree(0)->isVisible());
        QVERIFY(m_inspector->beside()->view()->wholeText().startsWith(QStringLiteral("00000000  7b 22 61 6d ")));
        QVERIFY(m_inspector->beside()->geometry().top() >= m_inspector->tabs()->geometry().bottom());
        m_inspector->resize(1400, 600);
        QTRY_VERIFY(m_inspector->beside()->geometry().left() >= m_inspector->tabs()->geometry().right());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!m_inspector->beside()->isVisible());
    }

    void aLargePayloadComesInPieces() {
        show("\"" + std::string(200'000, 'x') + "\"");
        QCOMPARE(tab(1)->bytesShown(), ChunkedText::kChunkBytes);
        auto *more = tab(1)->findChild<QPushButton *>();
        QVERIFY(more->isVisible());
        while (more->isVisible())
            QTest::mouseClick(more, Qt::LeftButton);
        QCOMPARE(tab(1)->bytesShown(), std::size_t{200'002});
        QCOMPARE(tab(1)->view()->wholeText().size(), 200'002);
    }

    void piecesDoNotCutCharacters() {
        std::string text = "\"x";
        for (int i = 0; i < 40'000; ++i)
            text += "\xc3\xa9\xe2\x82\xac";
        show(text + "\"");
        auto *more = tab(1)->findChild<QPushButton *>();
        while (more->isVisible())
            QTest::mouseClick(more, Qt::LeftButton);
        QVERIFY(!tab(1)->view()->wholeText().contains(QChar(0x27E6)));
    }

    void allBytesAreCopiedAsTheyAre() {
        const std::string data = "{not json \xff\xfe\x1b[31m" + std::string("\0", 1) + std::string(200'000, 'x');
        show(data);
        m_inspector->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_inspector.get()));
        for (const int number : {1, 2}) {
            tab(number)->view()->setFocus();
            QTest::keyClick(tab(number)->view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
            const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
            QCOMPARE(copied->data(QStringLiteral("application/octet-stream")),
                     QByteArray(data.data(), static_cast<qsizetype>(data.size())));
            QVERIFY(copied->text().startsWith(QStringLiteral("{not json \uFFFD\uFFFD\x1b[31m")));
            QGuiApplication::clipboard()->clear();
        }
    }

    void aHiddenTextIsNotMade() {
        show(R"({"a":1})");
        m_inspector->tabs()->setCurrentIndex(0);
        QCOMPARE(qobject_cast<ChunkedText *>(m_inspector->tabs()->widget(2))->bytesShown(), std::size_t{0});
        QCOMPARE(tab(2)->bytesShown(), std::size_t{7});
    }

    void longNamesDoNotMakeItWider() {
        show("{}");
        m_shop->append(std::string(30, 's'), std::string(30, 'T'));
        m_shop->append(std::string(900, 's'), std::string(900, 'T'));
        const auto widthAt = [this](Position position) {
            m_inspector->showPosition(position);
            const bool isThere =
                QTest::qWaitFor([&] { return m_inspector->details()->event().position() == position; });
            QCoreApplication::processEvents(); // the layout
            return isThere ? m_inspector->minimumSizeHint().width() : 0;
        };
        const int usual = widthAt({0, 2});
        QCOMPARE(widthAt({0, 3}), usual);
    }

    void theStreamCanBeOpened() {
        show("{}");
        const QSignalSpy opened(m_inspector.get(), &Inspector::streamActivated);
        for (QPushButton *button : m_inspector->findChildren<QPushButton *>()) {
            if (button->text() == QLatin1String("account-1")) QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(opened.count(), 1);
        QVERIFY(opened[0][0].value<StreamId>() == StreamId{"account-1"});
    }

    void theLatestSelectionWins() {
        show("{}");
        for (int i = 0; i < 20; ++i)
            m_shop->append("account-2", "Other");
        for (std::uint64_t at = 1; at <= 21; ++at)
            m_inspector->showPosition({0, at});
        QTRY_VERIFY(m_inspector->details()->event().position() == Position(0, 21));
    }

    void whileAnEventIsReadThatIsSaid() {
        show("{\"amount\":1}");
        m_shop->append("account-2", "Other");
        auto *empty = m_inspector->findChild<EmptyState *>();
        {
            const gui::HeldWorkers held(m_workers);
            m_inspector->showPosition({0, 2});
            QVERIFY(!empty->isVisible()); // for a store that answers at once, nothing flickers
            QTRY_VERIFY(empty->isVisible());
            QCOMPARE(empty->accessibleName(), QStringLiteral("Reading the event\u2026"));
        }
        QTRY_VERIFY(!empty->isVisible());
        QVERIFY(m_inspector->details()->event().position() == Position(0, 2));
        {
            const gui::HeldWorkers held(m_workers);
            m_inspector->showNothing();
            QCOMPARE(empty->accessibleName(), QStringLiteral("No event selected"));
            m_inspector->showPosition({0, 1});
            QCOMPARE(empty->accessibleName(), QStringLiteral("Reading the event\u2026"));
        }
        QTRY_VERIFY(!empty->isVisible());
    }

    void anEventThatIsNotThereSaysSo() {
        show("{}");
        m_inspector->showPosition({0, 99});
        const auto *empty = m_inspector->findChild<EmptyState *>();
        QTRY_VERIFY(empty->isVisible() && empty->accessibleDescription().contains(QStringLiteral("no such event")));
    }

    void hexLinesAreAligned() {
        QCOMPARE(hexDump(""), QString());
        QCOMPARE(hexDump("{\"a\":1}", 16),
                 QStringLiteral("00000010  7b 22 61 22 3a 31 7d                              {\"a\":1}"));
        QCOMPARE(hexDump(std::string(17, '\xff')).count(QLatin1Char('\n')), 1);
    }

  private:
    Theme m_theme{Scheme::Light};
    Workers m_workers;
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Inspector> m_inspector;
};

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
