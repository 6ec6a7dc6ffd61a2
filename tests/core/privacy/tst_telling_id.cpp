// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/telling_id.h"

#include <QTest>

using namespace eventscope;

class TestTellingId : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatTellsWhoSomebodyIs_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("what");
        const auto row = [](const char *id, const char *what) {
            QTest::newRow(id) << QString::fromUtf8(id) << QString::fromUtf8(what);
        };
        for (const char *mail : {"ada@example.org", "a.l@b.co"})
            row(mail, "an e-mail address");
        for (const char *phone : {"+49 228 123456", "0228/1234567", "555-123-4567"})
            row(phone, "a telephone number");
        for (const char *name : {"Ada Lovelace", "Ada.Lovelace", "Ada_King_Lovelace", "Zo\u00eb Example"})
            row(name, "a name");
        for (const char *nobody : {"51f0", "84149e9e-6900-4ff2-ab2e-2b844185f4fe", "1234567", "42", "@here", "a@b",
                                   "x@.y", "12-34", "Ada", "user 7", "order-2026", "Ada lovelace"})
            row(nobody, "");
    }
    void whatTellsWhoSomebodyIs() {
        QFETCH(QString, id);
        QFETCH(QString, what);
        const auto kind = tellingIdOf(id.toStdString());
        const std::string_view said = kind ? words(*kind) : std::string_view();
        QCOMPARE(QString::fromUtf8(said.data(), static_cast<qsizetype>(said.size())), what);
    }
};

QTEST_GUILESS_MAIN(TestTellingId)
#include "tst_telling_id.moc"
