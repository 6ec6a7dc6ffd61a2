// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/json_spans.h"
#include "core/json/object_search.h"

#include "core/json/json.h"
#include "core/json/pointer.h"

#include <QtTest>

#include <map>

using namespace eventscope;

namespace {

/// Takes every scalar, or every value at one pointer.
class Collecting final : public JsonSpanVisitor {
  public:
    explicit Collecting(std::string_view document, std::string at = "*") : m_document(document), m_at(std::move(at)) {}
    [[nodiscard]] bool wants(const Path &path, std::string_view text) override {
        if (m_at != "*") return Pointer(path).text() == m_at;
        return text.front() != '{' && text.front() != '[';
    }
    [[nodiscard]] Result<void> take(const Path &path, std::size_t offset, std::size_t bytes) override {
        found.emplace_back(Pointer(path).text(), std::string(m_document.substr(offset, bytes)));
        return {};
    }
    std::vector<std::pair<std::string, std::string>> found;

  private:
    const std::string_view m_document;
    const std::string m_at;
};

using Found = std::vector<std::pair<std::string, std::string>>;

} // namespace

class TestJsonSpans : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void objectsAreFoundByAMember() {
        const std::string document = R"({"a":[{"x":{"b":1,"x":{}}},"x",["x"],{"y":"x"}],"s":"{\u0022x\u0022:1}",)"
                                     R"("z":{"n":1, "\u0078" : 2,"x":3}})";
        std::vector<std::string> found;
        for (const std::size_t at : objectsWithMember(document, "x"))
            found.push_back(document.substr(at, 6));
        QCOMPARE(found, (std::vector<std::string>{R"({"x":{)", R"({"b":1)", R"({"n":1)"}));
        for (const char *none : {"", "x", R"("x":1)", R"(["x"])", R"({"y":"x"})", "{\"x"})
            QVERIFY2(objectsWithMember(none, "x").empty(), none);
        QCOMPARE(objectsWithMember(R"( {"x":1)", "x"), std::vector<std::size_t>{1}); // as far as it goes
        std::string deep;
        for (int i = 0; i < 100'000; ++i)
            deep += R"({"x":)";
        QVERIFY(objectsWithMember(deep, "x").size() <= 512);
    }
    void valuesStandWhereTheyAre() {
        const std::string document =
            R"( { "a" : 1.50 , "b/c~d":[true, null ,"x\ty" , [] , {"k": -0}], "\u00e9":"",  "a":{} } )";
        Collecting all(document);
        QVERIFY(visitSpans(document, all));
        const Found expected{{"/a", "1.50"},         {"/b~1c~0d/0", "true"},
                             {"/b~1c~0d/1", "null"}, {"/b~1c~0d/2", "\"x\\ty\""},
                             {"/b~1c~0d/4/k", "-0"}, {"/\u00e9", "\"\""}};
        QVERIFY(all.found == expected);
    }
    void containersAreTakenWhole() {
        const std::string document = R"({"a":[1, {"b": 2}],"c":3})";
        Collecting one(document, "/a");
        QVERIFY(visitSpans(document, one));
        QVERIFY((one.found == Found{{"/a", R"([1, {"b": 2}])"}}));
        Collecting whole(document, "");
        QVERIFY(visitSpans(document, whole));
        QCOMPARE(whole.found.front().second, document);
    }
    void eachOfMembersWithOneName() {
        const std::string document = R"({"a":1,"a":2})";
        Collecting both(document, "/a");
        QVERIFY(visitSpans(document, both));
        QVERIFY((both.found == Found{{"/a", "1"}, {"/a", "2"}}));
    }
    /// What the parser takes the walk takes, and nothing else.
    void brokenDocuments_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"",         " ",          "{",      "[",   "{]",        "[1",   "[1,]", "[,1]", "{\"a\"}",
              "{\"a\":}", "{\"a\":1,}", "{a:1}",  "1 2", "tru",       "nul",  "01",   "-",    "1.",
              "\"",       "\"\\q\"",    "\"\t\"", "[1}", "{\"a\" 1}", "\xff", "[1]]"})
            QTest::newRow(text) << QByteArray(text);
    }
    void brokenDocuments() {
        QFETCH(QByteArray, text);
        const std::string document = text.toStdString();
        Collecting all(document);
        const auto visited = visitSpans(document, all);
        QVERIFY(!visited);
        QCOMPARE(visited.error().kind, ErrorKind::Invalid);
        QVERIFY(!Json::parse(document));
    }
    void deepDocumentsAreRefused() {
        const std::string deep = std::string(600, '[') + std::string(600, ']');
        Collecting all(deep);
        QCOMPARE(visitSpans(deep, all).error().kind, ErrorKind::TooLarge);
        const std::string allowed = std::string(512, '[') + std::string(512, ']');
        Collecting some(allowed);
        QVERIFY(visitSpans(allowed, some));
    }
    /// A visitor that knows how long a value is spares the walk a second look at it, but not beyond the depth.
    void whatIsKnownIsNotReadAgain() {
        class Knowing final : public JsonSpanVisitor {
          public:
            [[nodiscard]] bool wants(const Path &, std::string_view text) override { return text.starts_with("<"); }
            [[nodiscard]] std::size_t knownBytes() const override { return 3; }
            [[nodiscard]] Result<void> take(const Path &path, std::size_t offset, std::size_t bytes) override {
                found = Pointer(path).text() + ' ' + std::to_string(offset) + ' ' + std::to_string(bytes);
                return {};
            }
            std::string found;
        };
        Knowing knowing;
        QVERIFY(visitSpans(R"({"a":[1,<x>],"b":2})", knowing));
        QCOMPARE(knowing.found, std::string("/a/1 8 3"));
        const std::string deep = std::string(512, '[') + "<x>" + std::string(512, ']');
        QVERIFY(!visitSpans(deep, knowing));
        Collecting unknowing("[<x>]");
        QVERIFY(!visitSpans("[<x>]", unknowing));
    }
};

QTEST_GUILESS_MAIN(TestJsonSpans)
#include "tst_json_spans.moc"
