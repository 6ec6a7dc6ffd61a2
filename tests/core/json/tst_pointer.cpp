// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/pointer.h"

#include <QTest>

using namespace eventscope;

class TestPointer : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void walks();
    void finds_data();
    void finds();
};

void TestPointer::parses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("tokens");
    QTest::newRow("root") << "" << QStringList();
    QTest::newRow("empty key") << "/" << QStringList{""};
    QTest::newRow("two empty keys") << "//" << QStringList{"", ""};
    QTest::newRow("plain") << "/a/0/-" << QStringList{"a", "0", "-"};
    QTest::newRow("escapes") << "/a~1b/~0~1/~01" << QStringList{"a/b", "~/", "~1"};
    QTest::newRow("space and percent") << "/ /%20" << QStringList{" ", "%20"};
}

void TestPointer::parses() {
    QFETCH(QString, text);
    QFETCH(QStringList, tokens);
    const Result<Pointer> pointer = Pointer::parse(text.toStdString());
    QVERIFY(pointer);
    QStringList read;
    for (const std::string &token : pointer->tokens())
        read << QString::fromStdString(token);
    QCOMPARE(read, tokens);
    QCOMPARE(QString::fromStdString(pointer->text()), text);
}

void TestPointer::refuses_data() {
    QTest::addColumn<QString>("text");
    for (const char *text : {"a", "a/b", "/~", "/~2", "/a~/b", "#/a", " /a"})
        QTest::newRow(text) << text;
}

void TestPointer::refuses() {
    QFETCH(QString, text);
    const Result<Pointer> pointer = Pointer::parse(text.toStdString());
    QVERIFY(!pointer);
    QCOMPARE(pointer.error().kind, ErrorKind::Invalid);
}

void TestPointer::walks() {
    const Pointer root;
    QVERIFY(root.isRoot());
    QVERIFY(root.parent().isRoot());
    const Pointer deep = root.child("a/b").child(std::size_t(7));
    QCOMPARE(deep.text(), "/a~1b/7");
    QCOMPARE(deep.parent().text(), "/a~1b");
    QVERIFY(root < deep);
    QVERIFY(deep.parent() != deep);
}

void TestPointer::finds_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *pointer, const char *value) { QTest::newRow(pointer) << pointer << value; };
    row("/items/1/n", "2");
    row("/items/2", "");
    row("/items/01", "");
    row("/items/-", "");
    row("/items/-1", "");
    row("/items/1/n/0", "");
    row("/items/18446744073709551616", "");
    row("/twice", "\"last\"");
    row("/", "\"empty\"");
    row("/a~1b", "null");
    row("/absent", "");
    row("/0", "\"zero\"");
}

void TestPointer::finds() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    const Result<Json> json =
        Json::parse(R"({"items":[{"n":1},{"n":2}],"twice":1,"twice":"last","":"empty","a/b":null,"0":"zero"})");
    QVERIFY(json);
    const std::optional<Json> found = valueAt(*json, *Pointer::parse(pointer.toStdString()));
    QCOMPARE(found ? QString::fromStdString(print(*found)) : QString(), value);
    QVERIFY(valueAt(*json, Pointer())->shares(*json));
}

QTEST_APPLESS_MAIN(TestPointer)
#include "tst_pointer.moc"
