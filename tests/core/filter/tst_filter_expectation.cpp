// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/filter.h"

#include <QtTest/QtTest>

using namespace eventscope;
using Kind = FilterExpectation::Kind;

class TestFilterExpectation : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // A '|' stands for the cursor.
    void knowsWhatComesNext_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("from");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char *text, Kind kind, int from, const char *word, const char *path = "") {
            QTest::addRow("%s", text) << QByteArray(text) << int(kind) << from << QByteArray(word) << QByteArray(path);
        };
        row("|", Kind::Field, 0, "");
        row("  |", Kind::Field, 2, "");
        row("ty|", Kind::Field, 0, "ty");
        row("ty|pe == \"A\"", Kind::Field, 0, "ty");
        row("(ty|", Kind::Field, 1, "ty");
        row("! ty|", Kind::Field, 2, "ty");
        row("not ty|", Kind::Field, 4, "ty");
        row("data.|", Kind::Field, 0, "data.");
        row("data.cust|", Kind::Field, 0, "data.cust");
        row("data.items[|", Kind::Field, 0, "data.items[");
        row("data.items[0].s|", Kind::Field, 0, "data.items[0].s");
        row("exists data.c|", Kind::Field, 7, "data.c");
        row("exists data.c |", Kind::Connective, 14, "");
        row("type |", Kind::Operator, 5, "");
        row("type =|", Kind::Operator, 5, "=");
        row("time i|", Kind::Operator, 5, "i");
        row("data.items[*] |", Kind::Operator, 14, "");
        row("type == |", Kind::TypeName, 8, "", "type");
        row("type == \"Ord|", Kind::TypeName, 8, "Ord", "type");
        row("type == \"Ord|er\" && x", Kind::TypeName, 8, "Ord", "type");
        row("stream ~ \"order-|", Kind::StreamName, 9, "order-", "stream");
        row("data.items[*].sku == \"A|", Kind::Value, 21, "A", "data.items[*].sku");
        row("data.paid == tr|", Kind::Value, 13, "tr", "data.paid");
        row("version >= 1|", Kind::Value, 11, "1", "version");
        row("time in |", Kind::Value, 8, "", "time");
        row("time in 2026-03..|", Kind::Value, 17, "", "time");
        row("type == \"A\"|", Kind::Connective, 11, "");
        row("type == \"A\" a|", Kind::Connective, 12, "a");
        row("type == \"A\" &|", Kind::Connective, 12, "&");
        row("(type == \"A\") |", Kind::Connective, 14, "");
        row("true |", Kind::Connective, 5, "");
        row("type == \"A\" && |", Kind::Field, 15, "");
        row("type == \"A\" or data.x|", Kind::Field, 15, "data.x");
        row("type == \"é\" && ty|", Kind::Field, 16, "ty");
    }
    void knowsWhatComesNext() {
        QFETCH(QByteArray, text);
        const auto offset = text.indexOf('|');
        const auto found = expectationAt(text.remove(offset, 1).toStdString(), static_cast<std::size_t>(offset));
        QTEST(int(found.kind), "kind");
        QTEST(int(found.from), "from");
        QTEST(QByteArray::fromStdString(found.word), "word");
        QTEST(QByteArray::fromStdString(found.path), "path");
    }
};

QTEST_APPLESS_MAIN(TestFilterExpectation)
#include "tst_filter_expectation.moc"
