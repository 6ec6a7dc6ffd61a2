// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fold/fold_registry.h"
#include "core/history/blame.h"
#include "core/history/history.h"
#include "random_stream.h"

#include <QtTest>
#include <rapidcheck.h>

#include <atomic>
#include <map>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Leaves = std::map<std::string, std::string>;

/// Notes the progress, and asks to stop at the `at`-th report.
struct StopAt final : Progress {
    void report(ProgressStep step) override {
        steps.push_back(step.done);
        total = step.total;
        if (steps.size() == at) stop.request_stop();
    }
    std::size_t at = 0;
    std::stop_source stop;
    std::vector<std::uint64_t> steps;
    std::uint64_t total = 0;
};

/// Every scalar and empty container by its path, where elements go by their id and not by their place.
void listLeaves(const Json &value, const std::string &path, Leaves &leaves) {
    if (value.size() == 0) leaves[path] = print(value);
    for (std::size_t i = 0; i < value.size(); ++i) {
        const Json child = value.child(i);
        const std::string name = value.isObject() ? std::string(value.key(i)) : "#" + print(child.member("id"));
        listLeaves(child, path + "|" + name, leaves);
    }
}

std::string pathById(const Json &state, const Pointer &pointer) {
    std::string path;
    Json at = state;
    for (const std::string &token : pointer.tokens()) {
        const Json child = *valueAt(at, Pointer({token}));
        path += "|" + (at.isObject() ? token : "#" + print(child.member("id")));
        at = child;
    }
    return path;
}

/// Who last changed each leaf, by comparing every state with the one before.
std::map<std::string, std::size_t> plainBlame(const std::vector<Json> &states, std::size_t step) {
    std::map<std::string, std::size_t> blame;
    Leaves before;
    listLeaves(states[0], "", before);
    for (const auto &[path, value] : before)
        blame[path] = 0;
    for (std::size_t i = 0; i <= step; ++i) {
        Leaves after;
        listLeaves(states[i + 1], "", after);
        for (const auto &[path, value] : after)
            if (const auto was = before.find(path); was == before.end() || was->second != value) blame[path] = i;
        for (const auto &[path, value] : before)
            if (!after.contains(path)) blame.erase(path);
        before = std::move(after);
    }
    return blame;
}

void checkBlame(const History &history, const std::vector<Json> &states, std::size_t step) {
    std::map<std::string, std::size_t> blame;
    for (const BlameEntry &entry : must(history.blame(step, {}))) {
        RC_ASSERT(valueAt(states[step + 1], entry.path) == entry.value);
        blame[pathById(states[step + 1], entry.path)] = entry.step;
    }
    RC_ASSERT(blame == plainBlame(states, step));
}

bool holds(const Filter &filter, const StreamFixture &fixture, const Json &state, std::size_t step);

/// Any small document: names may stand twice in an object, arrays hold anything.
std::string randomText(int depth) {
    const std::size_t kind = depth == 0 ? 0 : draw(3);
    if (kind == 0) return std::vector<std::string>{"1", "2", "\"x\"", "null", "true", "[]", "{}"}[draw(7)];
    std::string text;
    for (std::size_t i = draw(4); i > 0; --i) {
        if (!text.empty()) text += ",";
        if (kind == 2) text += std::vector<std::string>{"\"a\":", "\"id\":", "\"c\":"}[draw(3)];
        text += randomText(depth - 1);
    }
    return kind == 1 ? "[" + text + "]" : "{" + text + "}";
}

void countLeaves(const Json &value, std::size_t &leaves) {
    if (value.size() == 0) ++leaves;
    for (std::size_t i = 0; i < value.size(); ++i)
        countLeaves(value.child(i), leaves);
}

} // namespace

class TestHistoryValues : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void passesOverAllStepsReportAndStop() {
        std::vector<TestEvent> events(5000);
        for (TestEvent &event : events) {
            event.type = "Counted";
            event.data = R"({"n":1})";
        }
        const StreamFixture fixture(events);
        const HistoryPtr history = fixture.history(payloadMergeFold());
        const Filter filter = must(Filter::parse("state.n == 1", FilterScope::State));
        const std::function<bool(const JobControl &)> passes[] = {
            [&](const JobControl &job) { return history->intervals(filter, job).has_value(); },
            [&](const JobControl &job) { return history->valueHistory(Pointer({"n"}), job).has_value(); }};
        for (const auto &pass : passes) {
            StopAt watched;
            QVERIFY(pass({watched.stop.get_token(), &watched}));
            QVERIFY(watched.steps.size() > 3);
            QVERIFY(std::ranges::is_sorted(watched.steps));
            QCOMPARE(watched.steps.back(), std::uint64_t{5000});
            QCOMPARE(watched.total, std::uint64_t{5000});

            StopAt stopping;
            stopping.at = 2;
            const std::size_t before = fixture.store()->pages;
            QVERIFY(!pass({stopping.stop.get_token(), &stopping}));
            QCOMPARE(stopping.steps.size(), std::size_t{2});
            QCOMPARE(std::size_t(fixture.store()->pages) - before, std::size_t{2});
        }
    }

    void blameIsWhoChangedEachValueLast() {
        QVERIFY(rc::check("blame", [] {
            const StreamFixture fixture(randomDocuments(40));
            const FoldPtr fold = draw(2) == 0 ? payloadMergeFold() : nativeLike(payloadMergeFold());
            const auto plain = fixture.foldPlainly(*fold);
            if (plain.outcomes.empty()) return;
            for (const HistoryOptions &options : everyWayToKeep()) {
                const HistoryPtr history = fixture.history(fold, options);
                for (int asked = 0; asked < 3; ++asked)
                    checkBlame(*history, plain.states, draw(plain.outcomes.size()));
            }
        }));
    }

    void blameOfLongStreamsGoesBackAndForth() {
        QVERIFY(rc::check("blame far apart", [] {
            std::vector<TestEvent> events;
            while (events.size() < 150)
                for (const TestEvent &event : randomBasket(100))
                    events.push_back(event);
            const StreamFixture fixture(events);
            const auto plain = fixture.foldPlainly(*basketFold());
            const HistoryPtr history = fixture.history(basketFold(), everyWayToKeep()[draw(3)]);
            for (int asked = 0; asked < 5; ++asked)
                checkBlame(*history, plain.states, draw(plain.outcomes.size()));
        }));
    }

    void blameFollowsWhateverADocumentBecomes() {
        QVERIFY(rc::check("blame of any documents", [] {
            Json state = json(randomText(3));
            Blame blame(state, 0);
            for (std::size_t step = 1; step < 6; ++step) {
                const Json next = json(randomText(3));
                RC_LOG() << print(state) << " becomes " << print(next) << std::endl;
                blame = blame.after(state, next, step);
                state = next;
                std::size_t leaves = 0;
                countLeaves(state, leaves);
                const auto entries = blame.entries(state);
                RC_ASSERT(entries.size() == leaves);
                RC_ASSERT(
                    std::all_of(entries.begin(), entries.end(), [&](const auto &entry) { return entry.step <= step; }));
            }
        }));
    }

    void settingAValueToWhatItWasIsNoChange() {
        const StreamFixture fixture({{"A", R"({"a":1,"b":2})"}, {"B", R"({"a":1,"b":3})"}, {"C", R"({"a":1})"}});
        const HistoryPtr history = fixture.history(payloadMergeFold());
        const auto blame = must(history->blame(2, {}));
        QCOMPARE(blame.size(), std::size_t{2});
        QCOMPARE(blame[0].path.text(), std::string("/a"));
        QCOMPARE(blame[0].step, std::size_t{0});
        QCOMPARE(blame[1].path.text(), std::string("/b"));
        QCOMPARE(blame[1].step, std::size_t{1});
    }

    void valueHistoryTellsEverySetting() {
        const StreamFixture fixture({{"A", R"({"o":{"a":1}})"},
                                     {"B", R"({"o":{"a":1,"b":2}})"},
                                     {"C", R"({"x":true})"},
                                     {"D", R"({"o":{"a":2}})"},
                                     {"E", R"({"o":7})"},
                                     {"F", R"({"o":{"a":2}})"}});
        const auto told = [&](const char *path, const FoldPtr &fold) {
            QStringList list;
            for (const ValueChange &change : must(fixture.history(fold)->valueHistory(*Pointer::parse(path), {})))
                list << QStringLiteral("%1%2%3")
                            .arg(change.step)
                            .arg(change.changed ? QStringLiteral("=") : QStringLiteral("~"),
                                 change.value ? QString::fromStdString(print(*change.value)) : QStringLiteral("gone"));
            return list.join(QLatin1Char(' '));
        };
        QCOMPARE(told("/o/a", payloadMergeFold()), QStringLiteral("0=1 1~1 3=2 4=gone 5=2"));
        QCOMPARE(told("/o/a", nativeLike(payloadMergeFold())), QStringLiteral("0=1 3=2 4=gone 5=2"));
        QCOMPARE(told("/x", payloadMergeFold()), QStringLiteral("2=true"));
        QCOMPARE(told("/o/b", payloadMergeFold()), QStringLiteral("1=2 4=gone"));
        QCOMPARE(told("/nothing", payloadMergeFold()), QString());
    }

    void valueHistoryIsEveryChange() {
        QVERIFY(rc::check("value history", [] {
            const StreamFixture fixture(randomDocuments(80));
            const auto plain = fixture.foldPlainly(*payloadMergeFold());
            const auto path = *Pointer::parse(
                std::vector<std::string>{"", "/o", "/o/p", "/o/q/p", "/list", "/list/0/v", "/s"}[draw(7)]);
            const HistoryPtr history = fixture.history(payloadMergeFold(), everyWayToKeep()[draw(3)]);
            std::vector<std::pair<std::size_t, std::optional<Json>>> expected, told;
            for (std::size_t i = 0; i < plain.outcomes.size(); ++i) {
                const auto before = valueAt(plain.states[i], path), after = valueAt(plain.states[i + 1], path);
                if (before != after) expected.emplace_back(i, after);
            }
            for (const ValueChange &change : must(history->valueHistory(path, {}))) {
                if (change.changed) told.emplace_back(change.step, change.value);
                RC_ASSERT(change.value == valueAt(plain.states[change.step + 1], path));
            }
            RC_ASSERT(told == expected);
        }));
    }

    void severalThreadsMayAsk() {
        std::vector<TestEvent> events;
        for (int i = 0; i < 400; ++i)
            events.push_back({"Added", R"({"id":)" + std::to_string(i % 7) + R"(,"price":1.25})"});
        const StreamFixture fixture(events);
        const auto plain = fixture.foldPlainly(*basketFold());
        for (const HistoryOptions &options : everyWayToKeep()) {
            const HistoryPtr history = fixture.history(basketFold(), options);
            std::atomic<int> wrong = 0;
            {
                std::vector<std::jthread> threads;
                for (std::size_t offset = 0; offset < 4; ++offset)
                    threads.emplace_back([&, offset] {
                        for (std::size_t step = offset * 90; step < offset * 90 + 40; step += 3) {
                            const auto at = history->at(step, {});
                            const auto blame = history->blame(step, {});
                            if (!at || at->state != plain.states[step + 1] || !blame || blame->empty()) ++wrong;
                        }
                    });
            }
            QCOMPARE(wrong.load(), 0);
        }
    }

    void intervalsAreExactlyWhereItHolds() {
        QVERIFY(rc::check("intervals", [] {
            const StreamFixture fixture(randomBasket(90));
            const auto plain = fixture.foldPlainly(*basketFold());
            const int limit = static_cast<int>(draw(200));
            const std::string text = std::vector<std::string>{
                "state.total > " + std::to_string(limit), "state.items.length <= 2",
                "state.isOpen == true && type == \"Added\"", "data.price >= 40", "exists state.notes"}[draw(5)];
            const Filter filter = *Filter::parse(text, FilterScope::State);
            const HistoryPtr history = fixture.history(basketFold(), everyWayToKeep()[draw(3)]);
            std::vector<bool> told(plain.outcomes.size(), false);
            std::optional<std::size_t> end = 0;
            for (const Interval &interval : must(history->intervals(filter, {}))) {
                RC_ASSERT(end.has_value());
                RC_ASSERT(interval.from == 0 || interval.from > *end || (*end == 0 && interval.from == 0));
                const std::size_t to = interval.to.value_or(told.size());
                RC_ASSERT(interval.from < to);
                std::fill(told.begin() + static_cast<std::ptrdiff_t>(interval.from),
                          told.begin() + static_cast<std::ptrdiff_t>(to), true);
                end = interval.to;
            }
            for (std::size_t i = 0; i < told.size(); ++i)
                RC_ASSERT(told[i] == holds(filter, fixture, plain.states[i + 1], i));
        }));
    }
};

namespace {

/// One event and its state, apart from everything that the history does.
class PlainSubject final : public FilterSubject {
  public:
    PlainSubject(BatchPtr batch, const Json &state) : m_batch(std::move(batch)), m_state(state) {
        if (auto data = Json::parse(event().data().bytes)) m_data = *data;
    }
    [[nodiscard]] EventView event() const override { return (*m_batch)[0]; }
    [[nodiscard]] const Json *data() const override { return m_data ? &*m_data : nullptr; }
    [[nodiscard]] const Json *metadata() const override { return nullptr; }
    [[nodiscard]] const Json *state() const override { return &m_state; }

  private:
    BatchPtr m_batch;
    const Json &m_state;
    std::optional<Json> m_data;
};

bool holds(const Filter &filter, const StreamFixture &fixture, const Json &state, std::size_t step) {
    Query query;
    query.from = Selector::stream(fixture.stream());
    query.afterVersion = {static_cast<std::int64_t>(step)};
    query.rowsMax = 1;
    query.fields = Fields::All;
    return filter.matches(PlainSubject(must(fixture.store()->page(query, {})), state));
}

} // namespace

QTEST_GUILESS_MAIN(TestHistoryValues)
#include "tst_history_values.moc"
