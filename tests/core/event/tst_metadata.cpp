// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/metadata.h"

#include <QtTest/QtTest>

using namespace eventscope;

class TestMetadata : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void readsTheUsualSpellings_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("correlation");
        QTest::addColumn<QByteArray>("causation");
        QTest::addColumn<QByteArray>("user");
        const auto row = [](const char *bytes, const char *correlation, const char *causation, const char *user) {
            QTest::addRow("%s", bytes) << QByteArray(bytes) << QByteArray(correlation) << QByteArray(causation)
                                       << QByteArray(user);
        };
        row(R"({"correlationId":"a","causationId":"b","userId":"c"})", "a", "b", "c");
        row(R"({"correlation_id":"a","causation_id":"b","user_id":"c"})", "a", "b", "c");
        row(R"({"correlation-id":"a","causation-id":"b","user":"c"})", "a", "b", "c");
        row(R"({"$correlationId":"a","$causationId":"b","actor":"c"})", "a", "b", "c");
        row(R"({"traceId":"t"})", "t", "", "");
        row(R"({"traceId":"t","correlation_id":"a"})", "a", "", "");
        row(R"({"actor":"x","userId":"c"})", "", "", "c");
        row(R"({"userId":17})", "", "", "17");
        row(R"({"userId":12345678901234567890})", "", "", "12345678901234567890");
        row(R"({"userId":null,"user":"c"})", "", "", "c");
        row(R"({"userId":{"$pii":1},"correlationId":["a"]})", "", "", "");
        row(R"({"userId":"a","userId":"b"})", "", "", "b");
        row(R"({"userId":"Zo\u00eb"})", "", "", "Zoë");
        row("{}", "", "", "");
        row("", "", "", "");
        row("[1]", "", "", "");
        row("\"userId\"", "", "", "");
        row(R"({"userId":"a")", "", "", "");
    }
    void readsTheUsualSpellings() {
        QFETCH(QByteArray, bytes);
        const std::string stored = bytes.toStdString();
        const auto fields = readMetadata({Encoding::Json, stored});
        QTEST(QByteArray::fromStdString(fields.correlationId), "correlation");
        QTEST(QByteArray::fromStdString(fields.causationId), "causation");
        QTEST(QByteArray::fromStdString(fields.userId), "user");
        QVERIFY(readMetadata({Encoding::Text, stored}) == MetadataFields{});
    }
};

QTEST_APPLESS_MAIN(TestMetadata)
#include "tst_metadata.moc"
