// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/envelope.h"
#include "tests/core/privacy/sealed_shop.h"
#include "tests/support/tier.h"

#include <array>
#include <atomic>
#include <chrono>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

enum class Kind : std::uint8_t { Append, Open, Seal };
constexpr std::array kKinds{Kind::Append, Kind::Open, Kind::Seal};
constexpr std::array kThreads{Kind::Append, Kind::Append, Kind::Append, Kind::Open,
                              Kind::Open,   Kind::Open,   Kind::Seal,   Kind::Seal};

/// What a thread has done, told by what it knew before it began.
struct Tally {
    std::atomic<int> done = 0;       ///< before anybody said that the fence stands
    std::atomic<int> triedAfter = 0; ///< after that
    std::atomic<int> doneAfter = 0;
};

/// One person, whose value is opened, sealed anew and appended by eight threads at once.
class Round {
  public:
    Round(SealedShop &shop, int number)
        : m_shop(shop),
          m_keys(must(shop.vault->unlocked())),
          m_person("q" + std::to_string(number)),
          m_stream("person-" + m_person) {
        must(shop.append(m_stream, SealedShop::joined(m_person, "Ada")));
        const PlainEvent first = readStream(shop.store->reader(), m_stream).front();
        m_event = first.id;
        m_storeId = shop.store->reader().info().identity.id;
        m_envelope = std::get<Envelope>(envelopeOf(must(Json::parse(first.data)).member("name")));
    }

    /// Empty: nothing passes. Without `isFenced` no fence comes down, though everybody is told that it has.
    std::string run(bool isFenced) {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < kThreads.size(); ++thread)
            threads.emplace_back([this, thread] { work(thread); });
        const bool isAtWork =
            waitUntil([this] { return std::ranges::all_of(kKinds, [this](Kind k) { return has(k); }); });
        const bool isStanding = !isFenced || fence();
        const std::size_t before = events();
        m_isFenced = true;
        const auto hasTried = [](const Tally &tally) { return tally.triedAfter > 0; };
        const bool isTried = waitUntil([&] { return std::ranges::all_of(m_tallies, hasTried); });
        m_isOver = true;
        threads.clear();
        if (!isStanding) return "it cannot be fenced";
        if (!isAtWork) return "not each kind was done before the fence";
        if (!isTried) return "not everybody tried anything after the fence";
        return passed(before);
    }

  private:
    bool fence() {
        const auto subject = m_keys->bindingOf({m_person});
        return subject && m_keys->fence(*subject, {}, "e" + m_person);
    }
    void work(std::size_t thread) {
        Tally &tally = m_tallies[thread];
        for (int i = 0; !m_isOver; ++i) {
            const bool wasFenced = m_isFenced;
            const bool isDone = attempt(kThreads[thread], std::to_string(thread) + "/" + std::to_string(i));
            tally.done += !wasFenced && isDone ? 1 : 0;
            tally.doneAfter += wasFenced && isDone ? 1 : 0;
            tally.triedAfter += wasFenced ? 1 : 0;
        }
    }
    bool attempt(Kind kind, const std::string &name) {
        if (kind == Kind::Append) {
            const NewEvent more = SealedShop::event(m_person + "/" + name, "Joined", SealedShop::dataOf(m_person, "A"));
            return m_shop.append(m_stream, more).has_value();
        }
        KeyVault::Lease lease(*m_keys);
        const FieldPlace place{m_storeId, {}, m_stream, m_event, "Joined", "/name"};
        if (kind == Kind::Open) {
            const auto opened = openField(&lease, place, m_envelope);
            return opened && opened->state == FieldState::Clear;
        }
        const SubjectId subject{m_person};
        const auto keys = lease.keysFor({&subject, 1}, "membership");
        return keys && !sealField(keys->front(), place, "\"" + name + "\"").cipherText.empty();
    }
    /// It was done before the fence.
    [[nodiscard]] bool has(Kind kind) const {
        for (std::size_t thread = 0; thread < kThreads.size(); ++thread)
            if (kThreads[thread] == kind && m_tallies[thread].done > 0) return true;
        return false;
    }
    /// False: it does not come to that within a minute, which no machine needs.
    template <class IsSo>
    static bool waitUntil(IsSo isSo) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (!isSo()) {
            if (std::chrono::steady_clock::now() > end) return false;
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
        return true;
    }
    [[nodiscard]] std::string passed(std::size_t eventsBefore) const {
        for (std::size_t thread = 0; thread < kThreads.size(); ++thread) {
            if (m_tallies[thread].doneAfter == 0) continue;
            const Kind kind = kThreads[thread];
            return kind == Kind::Open   ? "a value was opened"
                   : kind == Kind::Seal ? "one was sealed"
                                        : "one was appended";
        }
        return events() == eventsBefore ? "" : "there are new envelopes";
    }
    [[nodiscard]] std::size_t events() const { return readStream(m_shop.store->reader(), m_stream).size(); }

    SealedShop &m_shop;
    const std::shared_ptr<KeyVault> m_keys;
    const std::string m_person, m_stream;
    std::string m_storeId;
    EventId m_event;
    Envelope m_envelope;
    std::array<Tally, kThreads.size()> m_tallies;
    std::atomic<bool> m_isFenced = false, m_isOver = false;
};

} // namespace

/// T21: eight threads append, open and seal for somebody while the fence comes down. Each of the three was done before,
/// and from when fence() has returned none of the eight does it any more, though all try.
///
/// The 10,000 rounds of a night take some 20 minutes on a busy machine with two cores. Under the thread sanitizer:
/// `EVENTSCOPE_TIER=nightly sh tests/run.sh tsan`.
class TestFenceRace : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void nothingPassesTheFence() {
        const int rounds = eventscope::testing::rounds("EVENTSCOPE_FENCES", 30, 10'000);
        SealedShop shop;
        for (int number = 0; number < rounds; ++number) {
            const std::string fault = Round(shop, number).run(true);
            QVERIFY2(fault.empty(), ("round " + std::to_string(number) + ": " + fault).c_str());
        }
    }

    /// The control: what passes is seen.
    void withoutAFenceItIsSeen() {
        SealedShop shop;
        QCOMPARE(Round(shop, 0).run(false), std::string("one was appended"));
    }
};

QTEST_GUILESS_MAIN(TestFenceRace)
#include "tst_fence_race.moc"
