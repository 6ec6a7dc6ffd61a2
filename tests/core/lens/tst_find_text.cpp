// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/text_search.h"
#include "core/lens/find_text.h"
#include "core/store/memory/memory_store.h"
#include "tests/core/lens/lens_fixtures.h"

#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

class TestFindText : public QObject {
    Q_OBJECT

    void append(const char *stream, const char *type, const char *data, const char *metadata = "{}") {
        NewEvent event;
        event.id = newEventId(1);
        event.type = type;
        event.data = data;
        event.metadata = metadata;
        QVERIFY(m_store.append({stream}, Expected::any(), {&event, 1}, {}).has_value());
    }
    [[nodiscard]] std::string find(const std::string &text, const char *filter = "",
                                   const LensPtr &lens = identityLens()) {
        FoundText found;
        const auto outcome = findText(m_store.reader(), *lens, *Filter::parse(filter), text, kEnd, found, {}, {});
        std::string places;
        for (const Position position : found.positions)
            places += toString(position) + " ";
        return outcome ? places : describe(outcome.error());
    }

  private Q_SLOTS:
    void initTestCase() {
        append("order-1", "OrderPlaced", R"({"city":"Utrecht"})");
        append("order-2", "OrderPlaced", R"({"city":"Ghent"})");
        append("account-1", "Opened", R"({"order":"no"})");
        append("account-1", "Closed", "no json but utrecht");
    }

    void looksInStreamsTypesAndPayloads() {
        QCOMPARE(find("order-2"), std::string("2 "));
        QCOMPARE(find("ORDERPLACED"), std::string("1 2 "));
        QCOMPARE(find("utrecht"), std::string("1 4 "));
        QCOMPARE(find("order"), std::string("1 2 3 "));
        QCOMPARE(find("nowhere"), std::string());
        QCOMPARE(find(""), std::string());
    }
    void looksInMetadata() {
        append("late-1", "Noted", "{}", R"({"userId":"Grace"})");
        QCOMPARE(find("grace"), std::string("5 "));
        QCOMPARE(find("userid", "position <= 4"), std::string());
    }
    void caseIsThatOfAllWriting_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isThere");
        const auto row = [](const char *bytes, const char *text, bool isThere) {
            QTest::addRow("%s in %s", text, bytes) << QByteArray(bytes) << QByteArray(text) << isThere;
        };
        row("Übergröße", "ÜBERGRÖ", true);
        row("ÉCOLE", "école", true);
        row("ΟΔΟΣ", "οδος", true);
        row("Москва", "МОСКВА", true);
        row("ecole", "école", false);
        row("a.c", "A.C", true);
        row("abc", "a.c", false); // no pattern
        row("x(y", "(", true);
        row("\xff"
            "Abc",
            "aBC", true); // bytes that are no text around it
        row("a\xff"
            "b",
            "\xff", true);
        row("abc", "", false);
    }
    void caseIsThatOfAllWriting() {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArray, text);
        QTEST(TextSearch(text.toStdString()).isIn(bytes.toStdString()), "isThere");
    }
    void onlyWhatTheFilterShows() {
        QCOMPARE(find("order", "type == \"OrderPlaced\""), std::string("1 2 "));
        QCOMPARE(find("order", "data.city == \"Ghent\""), std::string("2 "));
    }
    void payloadsAreThoseThatTheLensShows() {
        const LensPtr lens = *upcastingLens({addsMember("Opened", 1, "added", "Bruges")});
        QCOMPARE(find("bruges", "", lens), std::string("3 "));
        QCOMPARE(find("bruges", "data.added == \"Bruges\"", lens), std::string("3 "));
    }
    void goesOnWhereItWas() {
        FoundText found;
        const auto on = [&](Position until) {
            return findText(m_store.reader(), *identityLens(), Filter(), "order", until, found, {}, {}).has_value();
        };
        QVERIFY(on({0, 2}));
        QCOMPARE(found.positions.size(), std::size_t{2});
        QVERIFY(found.searchedTo == (Position{0, 2}));
        QVERIFY(on({0, 4}));
        QCOMPARE(found.positions.size(), std::size_t{3});
        QVERIFY(on({0, 4}));
        QCOMPARE(found.positions.size(), std::size_t{3});
    }
    void stoppingIsHeard() {
        std::stop_source stop;
        stop.request_stop();
        FoundText found;
        const auto outcome =
            findText(m_store.reader(), *identityLens(), Filter(), "order", kEnd, found, {}, {stop.get_token()});
        QVERIFY(!outcome && outcome.error().kind == ErrorKind::Cancelled);
    }

  private:
    SystemClock m_clock;
    MemoryStore m_store{m_clock};
};

QTEST_APPLESS_MAIN(TestFindText)
#include "tst_find_text.moc"
