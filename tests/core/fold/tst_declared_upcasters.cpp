// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/declared_upcasters.h"
#include "fold_fixture.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// What the first upcaster of `description` makes of `data`: "Type 2 {...}" joined by " | ", or why it failed.
QString upcast(const QString &description, const QString &data) {
    const auto upcasters = declaredUpcasters(description.toStdString());
    if (!upcasters) return QString::fromStdString(describe(upcasters.error()));
    const ReadableBatch batch = batchOf({{"Old", data.toStdString()}});
    const auto made = upcasters->front()->upcast(batch[0].stored(), json(data.toStdString()));
    if (!made) return QString::fromStdString("failed: " + made.error().message);
    QStringList events;
    for (const Upcast &event : *made)
        events << QString::fromStdString(event.type + " " + std::to_string(event.schemaVersion) + " " +
                                         print(event.data));
    return events.join(QStringLiteral(" | "));
}

} // namespace

class TestDeclaredUpcasters : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void changesThePayload_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *change, const char *data, const char *expected) {
            QTest::newRow(name) << change << data << expected;
        };
        row("default where there is nothing", R"({"default":"/a","value":"unknown"})", R"({"b":1})",
            R"({"b":1,"a":"unknown"})");
        row("default where there is something", R"({"default":"/a","value":"unknown"})", R"({"a":null})",
            R"({"a":null})");
        row("default deep inside", R"({"default":"/a/b/c","value":[]})", R"({"a":{}})", R"({"a":{"b":{"c":[]}}})");
        row("default inside a scalar", R"({"default":"/a/b","value":1})", R"({"a":1})", "failed");
        row("rename", R"({"rename":"/mail","to":"/contact/email"})", R"({"mail":"x","b":1})",
            R"({"b":1,"contact":{"email":"x"}})");
        row("rename over another", R"({"rename":"/a","to":"/b"})", R"({"a":1,"b":2})", R"({"b":1})");
        row("rename into itself", R"({"rename":"/a","to":"/a/b"})", R"({"a":1})", R"({"a":{"b":1}})");
        row("rename to its own name", R"({"rename":"/a","to":"/a"})", R"({"a":1,"b":2})", R"({"a":1,"b":2})");
        row("rename what is not there", R"({"rename":"/a","to":"/b"})", R"({"c":1})", R"({"c":1})");
        row("remove", R"({"remove":"/a/b"})", R"({"a":{"b":1}})", R"({"a":{}})");
        row("remove what is not there", R"({"remove":"/a/b"})", R"({"a":1})", R"({"a":1})");
        row("split", R"({"split":"/name","by":" ","into":["/first","/last"]})", R"({"name":"Ada King Lovelace"})",
            R"({"first":"Ada","last":"King Lovelace"})");
        row("split with too few parts", R"({"split":"/name","by":", ","into":["/first","/last"]})", R"({"name":"Ada"})",
            R"({"first":"Ada"})");
        row("split into its own place", R"({"split":"/name","by":" ","into":["/title","/name"]})",
            R"({"name":"Dr Ada"})", R"({"title":"Dr","name":"Ada"})");
        row("split what is not there", R"({"split":"/name","by":" ","into":["/first"]})", "{}", "{}");
        row("split what is no string", R"({"split":"/name","by":" ","into":["/first"]})", R"({"name":7})",
            R"(failed: split "/name": what is there is no string)");
        row("keep", R"({"keep":["/b","/c/d","/nothing"]})", R"({"a":1,"b":2.50,"c":{"d":3,"e":4}})",
            R"({"b":2.50,"c":{"d":3}})");
        row("digits stay", R"({"remove":"/x"})", R"({"a":12345678901234567890.10,"x":1})",
            R"({"a":12345678901234567890.10})");
        row("several in order", R"({"rename":"/a","to":"/b"},{"default":"/a","value":"new"})", R"({"a":1})",
            R"({"b":1,"a":"new"})");
    }
    void changesThePayload() {
        QFETCH(QString, change);
        QFETCH(QString, data);
        QFETCH(QString, expected);
        const QString made = upcast(
            QString(R"({"upcasters":[{"type":"Old","into":[{"schemaVersion":2,"do":[%1]}]}]})").arg(change), data);
        if (expected.startsWith("failed"))
            QVERIFY2(made.startsWith(expected), qPrintable(made));
        else
            QCOMPARE(made, "Old 2 " + expected);
    }

    void makesEventsOfOne_data() {
        QTest::addColumn<QString>("into");
        QTest::addColumn<QString>("expected");
        QTest::newRow("another type") << R"([{"type":"New"}])"
                                      << R"(New 1 {"a":1,"b":2})";
        QTest::newRow("another version") << R"([{"schemaVersion":7}])"
                                         << R"(Old 7 {"a":1,"b":2})";
        QTest::newRow("none") << "[]"
                              << "";
        QTest::newRow("two") << R"([{"type":"A","do":[{"keep":["/a"]}]},{"type":"B","do":[{"remove":"/a"}]}])"
                             << R"(A 1 {"a":1} | B 1 {"b":2})";
    }
    void makesEventsOfOne() {
        QFETCH(QString, into);
        QFETCH(QString, expected);
        QCOMPARE(upcast(QString(R"({"upcasters":[{"type":"Old","into":%1}]})").arg(into), R"({"a":1,"b":2})"),
                 expected);
    }

    void saysWhatItTakes() {
        const auto made = declaredUpcasters(
            R"({"upcasters":[{"type":"A","into":[]},{"type":"B","schemaVersion":3,"into":[{"schemaVersion":4}]}]})");
        QVERIFY(made);
        QCOMPARE(made->size(), std::size_t{2});
        QVERIFY(made->at(0)->takes() == (TypeName{"A", 1}));
        QVERIFY(made->at(1)->takes() == (TypeName{"B", 3}));
        QVERIFY(made->at(0)->fingerprint() != made->at(1)->fingerprint());
    }

    void saysWhereADescriptionIsWrong_data() {
        QTest::addColumn<QString>("description");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *description, const char *message) {
            QTest::newRow(name) << description << message;
        };
        row("no list", "{}", "at the top: expected a member \"upcasters\", found none");
        row("no type", R"({"upcasters":[{"into":[]}]})", "at /upcasters/0: expected a member \"type\", found none");
        row("the same type and version", R"({"upcasters":[{"type":"A","into":[{"schemaVersion":1}]}]})",
            "at /upcasters/0/into/0: expected a \"type\" or \"schemaVersion\" other than the one it takes, found an "
            "object");
        row("unknown change", R"({"upcasters":[{"type":"A","into":[{"type":"B","do":[{"drop":"/a"}]}]}]})",
            "at /upcasters/0/into/0/do/0: expected an object with one of \"default\", \"rename\", \"remove\", "
            "\"split\" and "
            "\"keep\", found an object");
        row("the whole payload renamed",
            R"({"upcasters":[{"type":"A","into":[{"type":"B","do":[{"rename":"","to":"/a"}]}]}]})",
            "at /upcasters/0/into/0/do/0/rename: expected a JSON Pointer to a part of the payload, such as \"/email\", "
            "found a string");
        row("split into nothing",
            R"({"upcasters":[{"type":"A","into":[{"type":"B","do":[{"split":"/a","by":" ","into":[]}]}]}]})",
            "at /upcasters/0/into/0/do/0/into: expected at least one JSON Pointer, found an array");
    }
    void saysWhereADescriptionIsWrong() {
        QFETCH(QString, description);
        QFETCH(QString, message);
        const auto made = declaredUpcasters(description.toStdString());
        QVERIFY(!made && made.error().kind == ErrorKind::Invalid);
        QCOMPARE(QString::fromStdString(made.error().message), message);
    }
};

QTEST_GUILESS_MAIN(TestDeclaredUpcasters)
#include "tst_declared_upcasters.moc"
