// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log/shop_log_page.h"
#include "ui/log/filter_bar.h"
#include "ui/log/filter_completions.h"
#include "ui/log/filter_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QTemporaryDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

/// The names of streams in a store that has very many.
class TestFilterCompletions : public QObject, ShopLogPage {
    Q_OBJECT

    static constexpr int kStreams = 120'000;

    static LogIndex indexOf(const QStringList &streams) {
        const auto names = std::make_shared<Dictionary>();
        for (const QString &stream : streams)
            (void)names->streamCode(stream.toStdString());
        return LogIndex(names);
    }
    static QString quoted(const QString &name) { return QLatin1Char('"') + name + QLatin1Char('"'); }

  private Q_SLOTS:
    void thoseThatBeginWithTheWordComeFirst() {
        const LogIndex index = indexOf({QStringLiteral("my-cart"), QStringLiteral("cart-1"), QStringLiteral("order-1"),
                                        QStringLiteral("CART-2"), QStringLiteral("a \" cart")});
        QCOMPARE(*streamChoices(index, QStringLiteral("cart"), {}),
                 QStringList({quoted(QStringLiteral("cart-1")), quoted(QStringLiteral("CART-2")),
                              quoted(QStringLiteral("my-cart")), QStringLiteral("\"a \\\" cart\"")}));
        QCOMPARE(streamChoices(index, {}, {})->size(), 5);
        QVERIFY(streamChoices(index, QStringLiteral("nobody"), {})->isEmpty());
        QVERIFY(streamChoices(indexOf({}), {}, {})->isEmpty());
    }

    void numbersAreOfferedBySizeAndFromTheirBeginning() {
        const std::vector<SeenPath> seen = {{"data.n", {"\"x15\"", "100", "15", "2150", "9.5", "true"}}};
        const LogIndex index = indexOf({});
        const auto choices = [&](const char *text) {
            const QString written = QLatin1String(text);
            return completionsFor(written, written.size(), index, seen).choices.join(QLatin1Char(' '));
        };
        QCOMPARE(choices("data.n == "), QStringLiteral("9.5 15 100 2150 \"x15\" true"));
        QCOMPARE(choices("data.n == 1"), QStringLiteral("15 100 \"x15\""));
    }

    void thereIsAnEnd() {
        QStringList streams;
        for (int i = 0; i < 500; ++i)
            streams += QStringLiteral("x-%1").arg(i);
        for (int i = 0; i < 150; ++i)
            streams += QStringLiteral("%1").arg(i);
        const LogIndex index = indexOf(streams);
        QCOMPARE(streamChoices(index, QStringLiteral("x-"), {})->size(), 200);
        const QStringList mixed = *streamChoices(index, QStringLiteral("1"), {});
        QCOMPARE(mixed.size(), 200);
        QCOMPARE(mixed.first(), quoted(QStringLiteral("1")));
    }

    void itStops() {
        std::stop_source stop;
        stop.request_stop();
        const auto found = streamChoices(indexOf({QStringLiteral("a")}), QStringLiteral("a"), {stop.get_token()});
        QVERIFY(!found && found.error().kind == ErrorKind::Cancelled);
    }

    void theLastOfManyIsOfferedAsOneWrites() {
        makeShop();
        for (int i = 0; i < kStreams; ++i)
            m_shop->append("cart-" + std::to_string(i), "Made");
        m_shop->append("late-comer", "Made");
        open({1000, 500});
        FilterEdit *edit = m_page->filterBar()->edit();
        const QAbstractItemView *offered = edit->offer()->popup();
        const auto choices = [offered] {
            QStringList all;
            for (int row = 0; row < offered->model()->rowCount(); ++row)
                all += offered->model()->index(row, 0).data().toString();
            return all;
        };
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("stream == \"LATE"));
        QTRY_COMPARE(choices(), QStringList(quoted(QStringLiteral("late-comer"))));
        QTRY_VERIFY(offered->isVisible());
        edit->clear();
        QTest::keyClicks(edit, QStringLiteral("!(stream == \"comer"));
        QTRY_COMPARE(choices(), QStringList(quoted(QStringLiteral("late-comer"))));
        QTest::keyClick(edit->offer()->popup(), Qt::Key_Tab);
        QCOMPARE(edit->text(), QStringLiteral("!(stream == \"late-comer\" "));
        close();
    }
};

QTEST_MAIN(TestFilterCompletions)
#include "tst_filter_completions.moc"
