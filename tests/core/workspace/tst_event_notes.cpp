// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/event_notes.h"

#include "core/base/simulated_clock.h"
#include "core/store/memory/memory_store.h"
#include "core/workspace/workspace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace eventscope;

namespace {

const StoreIdentity kStore{"store-1", "sqlite:/somewhere/s.evdb", "s"};
const Time kNow = timeOfUs(2'000'000);

NotedEvent placed(int n) {
    const auto number = static_cast<std::uint64_t>(n);
    return {derivedEventId("test", std::to_string(n)), {0, number}, {"order-1"}, {n}, "OrderPlaced", timeOfUs(n)};
}

NoteChange ofText(std::string text) {
    NoteChange change;
    change.text = std::move(text);
    return change;
}

NoteChange ofTags(std::vector<std::string> tags) {
    NoteChange change;
    change.addTags = std::move(tags);
    return change;
}

std::unique_ptr<Workspace> opened(const std::string &path, const StoreIdentity &store = kStore) {
    auto workspace = Workspace::open(path, store);
    if (!workspace) qFatal("%s", describe(workspace.error()).c_str());
    return *std::move(workspace);
}

std::vector<Note> all(Workspace &workspace) {
    const auto kept = notesSince(workspace);
    if (!kept) qFatal("%s", describe(kept.error()).c_str());
    return (*kept)->notes;
}

std::optional<Note> noteOn(Workspace &workspace, const EventId &event) {
    for (const Note &note : all(workspace))
        if (note.event.id == event) return note;
    return std::nullopt;
}

} // namespace

class TestEventNotes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aRefusedChangeChangesNothing() {
        const auto workspace = opened(at("w.work"));
        QVERIFY(changeNote(*workspace, placed(1), ofText("kept"), kNow));
        const auto refused = changeNote(*workspace, placed(1), ofText(std::string(1u << 20, 'x')), kNow);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::TooLarge);
        QCOMPARE(noteOn(*workspace, placed(1).id)->text, "kept");
        QVERIFY(changeNote(*workspace, placed(1), ofText("and on"), kNow));
    }

    void keepsEverything() {
        const std::string path = at("w.work");
        NotedEvent odd = placed(1);
        odd.position = {~0ULL, ~0ULL - 1};
        odd.stream.value = std::string("str\0eam\xff", 8);
        NoteChange change = ofText("line\nand \xe2\x80\xae turned \xf0\x9f\x98\x80");
        change.addTags = {"late", "\xc3\xbc"};
        change.isBookmarked = true;
        const auto made = changeNote(*opened(path), odd, change, kNow);
        QVERIFY(made && *made);
        const auto workspace = opened(path); // as after a restart
        QVERIFY(noteOn(*workspace, odd.id) == *made);
        QVERIFY(all(*workspace) == std::vector<Note>{**made});
        QVERIFY((*made)->event == odd);
    }

    void anEmptyNoteIsGone() {
        const auto workspace = opened(at("w.work"));
        QVERIFY(changeNote(*workspace, placed(1), ofText("x"), kNow));
        const auto after = changeNote(*workspace, placed(1), ofText(""), kNow);
        QVERIFY(after && !*after);
        QVERIFY(all(*workspace).empty());
        QVERIFY(!noteOn(*workspace, placed(1).id));
    }

    void listsByPosition() {
        const auto workspace = opened(at("w.work"));
        for (const int n : {3, 1, 2})
            QVERIFY(changeNote(*workspace, placed(n), ofText("x"), kNow));
        NotedEvent far = placed(4);
        far.position = {~0ULL, 0}; // negative for SQLite
        QVERIFY(changeNote(*workspace, far, ofText("x"), kNow));
        std::vector<std::int64_t> versions;
        for (const Note &note : all(*workspace))
            versions.push_back(note.event.version.value);
        QVERIFY(versions == (std::vector<std::int64_t>{1, 2, 3, 4}));
    }

    void keepsStoresApart() {
        const std::string path = at("w.work");
        QVERIFY(changeNote(*opened(path), placed(1), ofText("of the first"), kNow));
        const auto second = opened(path, {"store-2", kStore.address, "s"});
        QVERIFY(all(*second).empty());
        QVERIFY(changeNote(*second, placed(1), ofText("of the second"), kNow));
        QCOMPARE(all(*opened(path)).at(0).text, "of the first");
    }

    /// Each changes another part of the same note, from what it saw before the other's change.
    void twoProgramsBothGetTheirWay() {
        const std::string path = at("w.work");
        const auto here = opened(path), there = opened(path);
        const auto before = *notesSince(*here);
        QVERIFY(!*notesSince(*here, before->state));
        QVERIFY(changeNote(*there, placed(1), ofTags({"late"}), kNow));
        QVERIFY(changeNote(*here, placed(1), ofText("why"), kNow));
        const auto now = *notesSince(*here, before->state);
        QVERIFY(now);
        QCOMPARE(now->notes.at(0).text, "why");
        QVERIFY(now->notes.at(0).tags == std::vector<std::string>{"late"});
        QVERIFY(!*notesSince(*here, now->state));
    }

    void isSharedByThreadsAndPrograms() {
        const std::string path = at("w.work");
        const auto here = opened(path), there = opened(path);
        std::atomic<int> failures = 0;
        const auto work = [&](Workspace &workspace, const std::string &name) {
            for (int i = 0; i < 10; ++i)
                if (!changeNote(workspace, placed(1), ofTags({name + std::to_string(i)}), kNow)) ++failures;
        };
        std::thread first([&] { work(*here, "a"); }), second([&] { work(*here, "b"); }),
            third([&] { work(*there, "c"); });
        first.join();
        second.join();
        third.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(noteOn(*here, placed(1).id)->tags.size(), 30u);
    }

    void findsEventsThatMovedOrAreGone();

  private:
    std::string at(const char *name) { return m_folder->filePath(QString::fromUtf8(name)).toStdString(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestEventNotes::findsEventsThatMovedOrAreGone() {
    SimulatedClock clock;
    MemoryStore store(clock);
    for (const int n : {1, 2, 3}) {
        NewEvent made;
        made.id = placed(n).id;
        made.type = "OrderPlaced";
        made.data = "{}";
        QVERIFY(store.append({"order-1"}, Expected::any(), {&made, 1}, {}));
    }
    NotedEvent moved = placed(3), far = placed(2);
    moved.position = {0, 1};
    far.position = {7, 7};
    const std::vector<NotedEvent> noted{placed(1), moved, far, placed(9)};
    const auto places = placesOf(store.reader(), noted, {});
    QVERIFY(places);
    QVERIFY(*places == (std::vector<std::optional<Position>>{Position{0, 1}, Position{0, 3}, Position{0, 2}, {}}));
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(!placesOf(store.reader(), noted, {stopped.get_token()}));
}

QTEST_APPLESS_MAIN(TestEventNotes)
#include "tst_event_notes.moc"
