// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/filter.h"
#include "core/lens/seen_paths.h"
#include "core/store/memory/memory_store.h"
#include "tests/core/lens/lens_fixtures.h"

#include <QTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::testing;

class TestSeenPaths : public QObject {
    Q_OBJECT

    void append(const std::string &data, const std::string &metadata = "{}", Encoding encoding = Encoding::Json) {
        NewEvent event;
        event.id = newEventId(++m_events);
        event.type = "A";
        event.data = data;
        event.dataEncoding = encoding;
        event.metadata = metadata;
        QVERIFY(m_store->append({"s-1"}, Expected::any(), std::vector<NewEvent>{event}, {}));
    }
    [[nodiscard]] std::vector<std::string> valuesAt(const std::string &path, const Lens &lens = *identityLens()) const {
        const auto seen = seenPaths(m_store->reader(), lens, {});
        if (!seen) return {"failed"};
        const auto found = std::ranges::find(*seen, path, &SeenPath::path);
        return found == seen->end() ? std::vector<std::string>{"missing"} : found->values;
    }

  private Q_SLOTS:
    void init() {
        m_events = 0;
        m_store = std::make_unique<MemoryStore>(m_clock);
    }

    void pathsAndValuesAsAFilterWritesThem() {
        append(R"({"a b":1.50,"items":[{"sku":"A1"},{"sku":"B\u00222"}],"ok":true,"none":null})", R"({"user":"u1"})");
        append(R"({"items":[]})");
        const auto seen = seenPaths(m_store->reader(), *identityLens(), {});
        QVERIFY(seen);
        const std::vector<SeenPath> expected = {{"data.items[*].sku", {"\"A1\"", "\"B\\\"2\""}},
                                                {"data.none", {"null"}},
                                                {"data.ok", {"true"}},
                                                {"data[\"a b\"]", {"1.50"}},
                                                {"meta.user", {"\"u1\""}}};
        QVERIFY(*seen == expected);
        for (const SeenPath &path : *seen)
            for (const std::string &value : path.values)
                QVERIFY(Filter::parse(path.path + " == " + value));
    }

    void asSeenThroughTheLens() {
        append("{}");
        const auto lens = upcastingLens({addsMember("A", 1, "added", "x")});
        QVERIFY(valuesAt("data.added", **lens) == std::vector<std::string>{"\"x\""});
    }

    void whatIsNoJsonHasNoPaths() {
        append("broken", "broken");
        append("text", "{}", Encoding::Text);
        QVERIFY(seenPaths(m_store->reader(), *identityLens(), {})->empty());
    }

    void muchIsCutShort() {
        for (int i = 0; i < 1000; ++i)
            append("{\"n\":" + std::to_string(i) + ",\"long\":\"" + std::string(100, 'x') + "\",\"k" +
                   std::to_string(i) + "\":1}");
        QCOMPARE(valuesAt("data.n").size(), std::size_t{20});
        QVERIFY(valuesAt("data.long").empty());
        QVERIFY(valuesAt("data.k999") == std::vector<std::string>{"1"});
        QVERIFY(seenPaths(m_store->reader(), *identityLens(), {})->size() <= 400);
    }

    void anEmptyStoreHasNone() { QVERIFY(seenPaths(m_store->reader(), *identityLens(), {})->empty()); }

  private:
    SystemClock m_clock;
    std::unique_ptr<MemoryStore> m_store;
    std::uint64_t m_events = 0;
};

QTEST_APPLESS_MAIN(TestSeenPaths)
#include "tst_seen_paths.moc"
