// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/long_text_view.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>
#include <QTextBlock>

using namespace eventscope::ui;

class TestLongTextView : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void keepsTheText_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("lines") << QStringLiteral("a\nb\n\nc");
        QTest::newRow("ends with a break") << QStringLiteral("a\n");
        QTest::newRow("exactly one line") << QString(2000, QLatin1Char('x'));
        QTest::newRow("one more") << QString(2001, QLatin1Char('x'));
        QTest::newRow("long") << QString(9999, QLatin1Char('x')) + QStringLiteral("\n") +
                                     QString(4001, QLatin1Char('y'));
        QTest::newRow("surrogates") << QStringLiteral("x") + QStringLiteral("\U0001F600").repeated(3000);
    }
    void keepsTheText() {
        QFETCH(QString, text);
        LongTextView view;
        view.append(text);
        QCOMPARE(view.wholeText(), text);
        for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
            QVERIFY(block.length() <= LongTextView::kLineMax + 2);
        }
    }

    void piecesJoin() {
        LongTextView view;
        QString all;
        for (int i = 0; i < 30; ++i) {
            const QString piece =
                QString(i * 37, QChar(u'a' + i % 26)) + (i % 7 == 0 ? QStringLiteral("\n") : QString());
            view.append(piece);
            all += piece;
        }
        QCOMPARE(view.wholeText(), all);
    }

    void copiesWithoutCuts() {
        LongTextView view;
        view.append(QString(5000, QLatin1Char('x')) + QStringLiteral("\nend"));
        view.selectAll();
        view.copy();
        QCOMPARE(QApplication::clipboard()->text(), view.wholeText());
    }
};

QTEST_MAIN(TestLongTextView)
#include "tst_long_text_view.moc"
