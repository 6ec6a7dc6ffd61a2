// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/content_hash.h"

#include <QtTest/QtTest>

#include <functional>
#include <set>

using namespace eventscope;

class TestContentHash : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Stored beside events: these values must never change.
    void hashesAreFixed() {
        NewEvent event;
        event.type = "Paid";
        event.data = "{\"n\":1}";
        const Hash content = contentHash(event);
        QCOMPARE(toHex(content.bytes), std::string("4d4a1472a8375eed667c4bfde0360ce4351628791a39b04f2b8bd0a7ebdaeae2"));
        QCOMPARE(toHex(chainHash({}, "order-1", {1}, derivedEventId("a", "b"), content, timeOfUs(7)).bytes),
                 std::string("4b7b5fb3a15fa4ffab3686bb6db2d644f4123c2515eda7f761655413eb93033d"));
    }

    void everyPartOfTheContentCounts() {
        using Change = std::function<void(NewEvent &)>;
        const Change changes[] = {
            [](NewEvent &) {},
            [](NewEvent &event) { event.type = "B"; },
            [](NewEvent &event) { event.schemaVersion = 2; },
            [](NewEvent &event) { event.data = "{} "; },
            [](NewEvent &event) { event.dataEncoding = Encoding::Text; },
            [](NewEvent &event) { event.metadata = ""; },
            [](NewEvent &event) { event.metadataEncoding = Encoding::Binary; },
            [](NewEvent &event) { event.validAt = timeOfUs(0); },
            [](NewEvent &event) { event.validAt = timeOfUs(1); },
            [](NewEvent &event) { event.type = "A{}", event.data = ""; },
            [](NewEvent &event) { event.data = "{}{}", event.metadata = ""; },
        };
        std::set<Hash> hashes;
        for (const Change &change : changes) {
            NewEvent event;
            event.type = "A";
            change(event);
            hashes.insert(contentHash(event));
        }
        QCOMPARE(hashes.size(), std::size(changes));
    }

    void idIsNoContent() {
        NewEvent event;
        const Hash before = contentHash(event);
        event.id = newEventId(1);
        QVERIFY(contentHash(event) == before);
    }

    void everyPartOfTheChainCounts() {
        const Hash some = hashOf("some"), other = hashOf("other");
        const EventId id = derivedEventId("a", "b"), otherId = derivedEventId("a", "c");
        const std::set<Hash> hashes{
            chainHash({}, "s", {1}, id, some, timeOfUs(1)),      chainHash(other, "s", {1}, id, some, timeOfUs(1)),
            chainHash({}, "t", {1}, id, some, timeOfUs(1)),      chainHash({}, "s", {2}, id, some, timeOfUs(1)),
            chainHash({}, "s", {1}, otherId, some, timeOfUs(1)), chainHash({}, "s", {1}, id, other, timeOfUs(1)),
            chainHash({}, "s", {1}, id, some, timeOfUs(2))};
        QCOMPARE(hashes.size(), std::size_t{7});
    }
};

QTEST_GUILESS_MAIN(TestContentHash)
#include "tst_content_hash.moc"
