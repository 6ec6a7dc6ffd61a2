// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/payload_cell.h"

#include "core/json/pointer.h"
#include "ui/widgets/json_tree_model.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::ui;

/// T15 in the window: a cell of the log and a line of the tree for each state, and none that looks like a blank.
class TestPayloadCell : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void eachStateInItsWords_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("clear") << QByteArray("\"Ada\"") << "Ada";
        QTest::newRow("locked") << QByteArray("{\"$protected\":\"locked\"}") << "locked";
        QTest::newRow("shredded") << QByteArray("{\"$protected\":\"shredded\"}") << "shredded";
        QTest::newRow("key unknown") << QByteArray("{\"$protected\":\"keyUnknown\"}") << "key unknown";
        QTest::newRow("tampered") << QByteArray("{\"$protected\":\"tampered\"}") << "tampered";
        QTest::newRow("unsupported") << QByteArray("{\"$protected\":\"unsupported\"}") << "unsupported";
        QTest::newRow("masked") << QByteArray("{\"$protected\":\"masked\"}") << "masked";
    }
    void eachStateInItsWords() {
        QFETCH(QByteArray, value);
        QFETCH(QString, words);
        const bool isClear = words == QStringLiteral("Ada");
        const QString shown = isClear ? words : QChar(0x27e6) + words + QChar(0x27e7);
        const auto document = Json::parse("{\"name\":" + value.toStdString() + "}");
        QVERIFY(document);
        const auto place = Pointer::parse("/name");
        const PayloadValue cell = payloadValue(*document, *place);
        QCOMPARE(cellText(cell), shown);
        QCOMPARE(cellExact(cell), shown); // copied as it is shown, never as nothing
        JsonTreeModel tree;
        tree.setDocument(*document);
        const QString line = tree.index(0, 0).siblingAtColumn(JsonTree::ValueColumn).data().toString();
        QCOMPARE(line, shown);
        QCOMPARE(tree.rowCount(tree.index(0, 0)), 0); // there is nothing behind it
        // A filter that is made of it does not ask for a blank.
        PayloadPath path;
        path.name = "data.name";
        const QString filter = cellFilter(path, cell);
        QCOMPARE(filter, isClear ? QStringLiteral("data.name == \"Ada\"") : QStringLiteral("exists data.name"));
    }

    /// The control: blanks do look different.
    void blanksAreShownAsBlanks() {
        const auto textOf = [](const std::string &value) {
            const auto document = Json::parse("{\"name\":" + value + "}");
            return cellText(payloadValue(*document, *Pointer::parse("/name")));
        };
        QCOMPARE(textOf("\"\""), QStringLiteral("\"\""));
        QCOMPARE(textOf("null"), QStringLiteral("null"));
        QCOMPARE(textOf("0"), QStringLiteral("0"));
    }
};

QTEST_MAIN(TestPayloadCell)
#include "tst_payload_cell.moc"
