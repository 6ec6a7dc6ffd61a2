// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lens/causality.h"
#include "core/store/memory/memory_store.h"

#include <QTest>

using namespace eventscope;

class TestCausality : public QObject {
    Q_OBJECT

    /// Event number n has the id of number n; links are such numbers, 0 for none, and a correlation in words.
    void append(const std::string &stream, int cause, const std::string &correlation = {},
                const char *spelling = "causationId") {
        NewEvent event;
        event.id = derivedEventId("causality", std::to_string(++m_events));
        event.type = "E" + std::to_string(m_events);
        std::string members;
        if (cause > 0) members += std::string("\"") + spelling + "\":\"" + idOf(cause) + "\"";
        if (!correlation.empty())
            members += std::string(members.empty() ? "" : ",") + "\"correlationId\":\"" + correlation + "\"";
        event.metadata = "{" + members + "}";
        const auto done = m_store->append({stream}, Expected::any(), std::vector<NewEvent>{event}, {});
        if (!done) qFatal("%s", done.error().message.c_str());
    }
    [[nodiscard]] static std::string idOf(int number) {
        return toString(derivedEventId("causality", std::to_string(number)));
    }
    /// "1 2<1 3<2*": positions with their causes, the asked one with a star, "..." when there is more.
    [[nodiscard]] std::string treeOf(std::uint64_t position) const {
        const auto found = causalityOf(m_store->reader(), {0, position}, {});
        if (!found) return "error: " + found.error().message;
        std::string text;
        for (std::size_t at = 0; at < found->events.size(); ++at) {
            const CausalEvent &event = found->events[at];
            if (at > 0) text += ' ';
            text += toString(event.position);
            if (event.cause) text += "<" + toString(found->events[*event.cause].position);
            if (at == found->self) text += "*";
        }
        return text + (found->isCut ? " ..." : "");
    }

  private Q_SLOTS:
    void init() {
        m_events = 0;
        m_store = std::make_unique<MemoryStore>(m_clock);
    }

    void byCorrelationAcrossStreams() {
        append("order-1", 1, "c-1"); // caused by itself, as beginnings often say
        append("payment-1", 1, "c-1");
        append("order-2", 0, "c-2");
        append("order-1", 2, "c-1", "causation_id");
        append("mail-1", 4, "c-1");
        QCOMPARE(treeOf(4), std::string("1 2<1 4<2* 5<4"));
        QCOMPARE(treeOf(1), std::string("1* 2<1 4<2 5<4"));
        QCOMPARE(treeOf(3), std::string("3*"));
    }

    void withoutACorrelationByCausesAndEffects() {
        append("a-1", 0);
        append("b-1", 1);
        append("b-2", 1); // a sibling: neither cause nor effect
        append("c-1", 2);
        append("d-1", 4);
        append("d-2", 4);
        append("e-1", 6);
        QCOMPARE(treeOf(4), std::string("1 2<1 4<2* 5<4 6<4 7<6"));
        QCOMPARE(treeOf(7), std::string("1 2<1 4<2 6<4 7<6*"));
    }

    void anEffectWithoutTheCorrelationIsFoundToo() {
        append("a-1", 0, "c-1");
        append("b-1", 1, "c-1");
        append("c-1", 2);
        append("d-1", 3);
        QCOMPARE(treeOf(2), std::string("1 2<1* 3<2 4<3"));
    }

    void anIdThatOnlyLooksAlikeIsNoLink() {
        append("a-1", 0, "c-1");
        append("a-1", 0, "c-10");
        append("a-1", 0, "xc-1");
        QCOMPARE(treeOf(1), std::string("1*"));
    }

    void idsThatJsonEscapesAreFound() {
        append("a-1", 0, "c\\\"1");
        append("a-1", 0, "other");
        append("b-1", 0, "c\\u00221");
        QCOMPARE(treeOf(1), std::string("1* 3"));
    }

    void eventsThatCausedEachOtherAreNoLoop() {
        append("a-1", 2, "c-1");
        append("a-1", 3, "c-1");
        append("a-1", 1, "c-1");
        const std::string tree = treeOf(1);
        QCOMPARE(std::count(tree.begin(), tree.end(), '<'), 2);
    }

    void aCauseElsewhereIsNotThere() {
        append("a-1", 99);
        QCOMPARE(treeOf(1), std::string("1*"));
    }

    void muchIsCut() {
        for (int i = 0; i < 1'500; ++i)
            append("a-1", 0, "c-1");
        const auto found = causalityOf(m_store->reader(), {0, 1'400}, {});
        QVERIFY(found && found->isCut);
        QCOMPARE(found->events.size(), Causality::kEventsMax);
        QVERIFY(found->events[found->self].position == Position(0, 1'400));
    }

    void aLongChainIsCut() {
        for (int i = 0; i < 60; ++i)
            append("a-1", i);
        const auto found = causalityOf(m_store->reader(), {0, 30}, {});
        QVERIFY(found && found->isCut);
        QVERIFY(found->events.size() >= 21 && found->events.size() <= 45);
    }

    void whatIsNotThereIsSaid() { QVERIFY(treeOf(7).starts_with("error: There is no event")); }

  private:
    SystemClock m_clock;
    std::unique_ptr<MemoryStore> m_store;
    int m_events = 0;
};

QTEST_APPLESS_MAIN(TestCausality)
#include "tst_causality.moc"
