// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/change_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestChangeModel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyChangeHasItsSignAndItsWord() {
        ChangeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const Json before = *Json::parse(R"({"balance":120.00,"owner":"Ada","gone":1})");
        const Json after = *Json::parse(R"({"balance":20.00,"owner":"Ada","isOpen":true})");
        model.setChanges(std::make_shared<std::vector<Change>>(diff(before, after)));
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells << model.index(row, column).data().toString();
            lines << cells.join(u'|');
        }
        lines.sort();
        QCOMPARE(lines, QStringList({QStringLiteral("+|/isOpen||true"), QStringLiteral("~|/balance|120.00|20.00"),
                                     QStringLiteral("−|/gone|1|")}));
        for (int row = 0; row < model.rowCount(); ++row) {
            QVERIFY(!model.index(row, 0).data(Qt::AccessibleTextRole).toString().isEmpty());
        }
        model.setChanges({});
        QCOMPARE(model.rowCount(), 0);
    }

    void aHugeChangeIsCutInItsCells() {
        const std::string large(std::size_t{4} << 20, 'x');
        const Json before = Json::object({{large, Json::array({Json::string(large)})}});
        ChangeModel model;
        model.setChanges(std::make_shared<std::vector<Change>>(diff(before, Json::object({}))));
        QCOMPARE(model.rowCount(), 1);
        for (int column = 0; column < model.columnCount(); ++column) {
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)})
                QVERIFY(model.index(0, column).data(role).toString().size() < 1000);
        }
        QVERIFY(model.index(0, ChangeModel::WasColumn).data().toString().startsWith(QStringLiteral("[\"xxx")));
    }
};

QTEST_GUILESS_MAIN(TestChangeModel)
#include "tst_change_model.moc"
