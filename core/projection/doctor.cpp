// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/doctor.h"

#include "core/projection/committed_rows.h"
#include "core/projection/dead_letters.h"

#include <algorithm>
#include <array>
#include <set>

namespace eventscope {

namespace {

constexpr std::array<std::string_view, 11> kComplaintNames{
    "not built",     "paused",     "outdated",    "beyond head",  "nobody runs",  "open hole",
    "poison events", "next fails", "no progress", "unknown type", "head at rest",
};
constexpr std::size_t kShown = 5;
constexpr std::size_t kTriedRows = 1000;
constexpr std::chrono::seconds kStalledAfter{60};
constexpr std::chrono::hours kRestsAfter{24};

std::string ageOf(std::chrono::microseconds age) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(age).count();
    if (seconds < 120) return std::to_string(seconds) + " s";
    if (seconds < 7200) return std::to_string(seconds / 60) + " min";
    return seconds < 172'800 ? std::to_string(seconds / 3600) + " h" : std::to_string(seconds / 86'400) + " d";
}

std::string_view word(Hole::State state) {
    constexpr std::array<std::string_view, 3> kWords{"open", "dead", "not settled"};
    return kWords[static_cast<std::size_t>(state)];
}

class CountFailures final : public ProjectionSink {
  public:
    explicit CountFailures(const ReadableBatch &events) : m_events(events) {}
    [[nodiscard]] Result<void> failed(std::size_t row, std::string_view, const std::string &reason) override {
        ++m_failures;
        const EventView event = m_events[row].stored();
        if (m_lines.size() < kShown)
            m_lines.push_back(toString(event.position()) + " " + std::string(m_events[row].type()) + ": " + reason);
        return {};
    }
    [[nodiscard]] std::size_t failures() const { return m_failures; }
    [[nodiscard]] std::vector<std::string> lines() { return std::move(m_lines); }

  private:
    const ReadableBatch &m_events;
    std::size_t m_failures = 0;
    std::vector<std::string> m_lines;
};

class Examination {
  public:
    Examination(const ProjectionContext &context, const ModelStatus &status, const JobControl &job)
        : m_context(context), m_status(status), m_job(job), m_name(status.projection->info().name) {}

    Result<std::vector<Diagnosis>> run() {
        lookAtState();
        lookAtHoles();
        ES_TRY(lookAtLetters());
        if (m_status.live && m_status.lagEvents > 0) ES_TRY(tryNext());
        lookAtProgress();
        ES_TRY(lookAtTypes());
        lookAtHead();
        std::ranges::stable_sort(m_found, std::ranges::greater(), &Diagnosis::isProblem);
        return std::move(m_found);
    }

  private:
    void add(Complaint complaint, bool isProblem, std::string message, std::vector<std::string> evidence,
             std::string advice) {
        m_found.push_back({complaint, isProblem, std::move(message), std::move(evidence), std::move(advice)});
    }
    [[nodiscard]] std::string at() const { return "checkpoint " + toString(m_status.position()); }
    [[nodiscard]] std::string end() const { return "head " + toString(m_status.head.last); }
    [[nodiscard]] std::string lag() const {
        return std::to_string(m_status.lagEvents) + " events, " + ageOf(m_status.lag) + " behind";
    }

    void lookAtState() {
        switch (m_status.state) {
        case ModelState::NotBuilt:
            return add(Complaint::NotBuilt, true, m_name + " has no rows yet", {end()}, "Run it, or rebuild it");
        case ModelState::Paused:
            return add(Complaint::Paused, m_status.lagEvents > 0, m_name + " is paused", {at(), lag()}, "Resume it");
        case ModelState::Outdated:
            return add(Complaint::Outdated, true,
                       "The rows were made by another definition, or from events read otherwise", {at()},
                       "Rebuild it: the rows that are served stay until the new ones are there");
        case ModelState::BeyondHead:
            return add(Complaint::BeyondHead, true,
                       "The rows hold events that the log does not have: the store was replaced or restored",
                       {at(), end()}, "Rebuild it");
        case ModelState::Behind:
            return add(Complaint::NobodyRuns, true, "No program carries it on", {at(), end(), lag()},
                       "Run it with --follow, or open the store in the window");
        case ModelState::UpToDate:
        case ModelState::Running:
            return;
        }
    }

    void lookAtHoles() {
        if (m_status.head.settled >= m_status.head.last) return;
        std::vector<std::string> evidence{"settled up to " + toString(m_status.head.settled), end()};
        for (const Hole &hole : m_status.head.holes) {
            if (hole.state == Hole::State::Dead || evidence.size() > kShown + 1) continue;
            std::string line = toString(hole.position) + " is " + std::string(word(hole.state));
            evidence.push_back(hole.evidence.empty() ? line : line + ": " + hole.evidence);
        }
        // Only one that waits there suffers from it.
        const bool isStuck = m_status.live && m_status.position() >= m_status.head.settled;
        add(Complaint::OpenHole, isStuck,
            "Events below the end of the log may still appear; nothing behind them is taken", std::move(evidence),
            "End the transaction that still runs; then it goes on by itself");
    }

    Result<void> lookAtLetters() {
        if (!m_status.live || m_status.live->openLetters == 0) return {};
        std::vector<std::string> evidence;
        ES_TRY(eachLetter(m_context.models, *m_status.live, m_job, [&](const DeadLetter &letter) -> Result<Flow> {
            if (!letter.skipReason) {
                evidence.push_back(toString(letter.position) + " " + letter.type + " in " + letter.stream.value + " v" +
                                   std::to_string(letter.version.value) + ": " + letter.reason);
            }
            return evidence.size() < kShown ? Flow::More : Flow::Enough;
        }));
        add(Complaint::PoisonEvents, true,
            std::to_string(m_status.live->openLetters) + " events could not be taken; their rows are without them",
            std::move(evidence), "Mend the projection and retry them, or skip them with a reason");
        return {};
    }

    Result<void> tryNext() {
        const bool isOurs = m_status.state == ModelState::Behind || m_status.state == ModelState::Running ||
                            m_status.state == ModelState::Paused;
        if (!isOurs) return {};
        Query query = queryFor(*m_status.projection, *m_context.lens, m_status.position(), m_status.head.settled);
        query.rowsMax = kTriedRows;
        ES_ASSIGN(batch, m_context.store.page(query, m_job));
        ES_ASSIGN(events, m_context.lens->open(batch));
        const auto run = m_status.projection->start(nullptr, false);
        CommittedRows rows(m_context.models, *m_status.live, m_job);
        CountFailures failures(events);
        const auto taken = run->apply(events, {0, events.rows()}, rows, &failures, m_job);
        if (!taken && taken.error().kind == ErrorKind::Cancelled) return fail(taken.error());
        if (!taken) {
            add(Complaint::NextFails, true, "It ends at what comes next: " + taken.error().message, failures.lines(),
                taken.error().hint);
        } else if (failures.failures() > 0) {
            add(Complaint::NextFails, false,
                std::to_string(failures.failures()) + " of the next " + std::to_string(*taken) +
                    " events will be dead letters",
                failures.lines(), "Mend the projection first");
        }
        return {};
    }

    void lookAtProgress() {
        if (m_status.state != ModelState::Running || m_status.lagEvents == 0) return;
        const auto committed = m_status.live->checkpoint.committedAt;
        if (!committed || m_context.clock.now() - *committed < kStalledAfter) return;
        add(Complaint::NoProgress, true, "A program has its lock, but has not committed for a while",
            {"last commit " + toIso(*committed), at(), lag()}, "Look at that program, or end it");
    }

    Result<void> lookAtTypes() {
        const auto &known = m_status.projection->info().knownTypes;
        if (!known) return {};
        CatalogueQuery query;
        query.what = CatalogueQuery::What::Types;
        query.rowsMax = kNoLimit;
        ES_ASSIGN(catalogue, m_context.store.catalogue(query, m_job));
        std::set<std::string, std::less<>> there;
        for (const TypeEntry &entry : catalogue.types)
            there.insert(entry.type);
        std::vector<std::string> unseen;
        std::ranges::set_difference(*known, there, std::back_inserter(unseen));
        if (unseen.empty() || there.empty()) return {};
        const bool knowsNone = unseen.size() == known->size();
        // A part of the business may not have begun yet.
        add(Complaint::UnknownType, false, "The log has no event of types that it takes", std::move(unseen),
            knowsNone ? "Compare the names with: types" : "");
        return {};
    }

    void lookAtHead() {
        const auto last = m_status.head.lastRecordedAt;
        if (!last || m_context.clock.now() - *last < kRestsAfter) return;
        add(Complaint::HeadAtRest, false, "Nothing was appended for " + ageOf(m_context.clock.now() - *last),
            {end() + " of " + toIso(*last)}, {});
    }

    const ProjectionContext &m_context;
    const ModelStatus &m_status;
    const JobControl &m_job;
    const std::string m_name;
    std::vector<Diagnosis> m_found;
};

} // namespace

std::string_view name(Complaint complaint) { return kComplaintNames[static_cast<std::size_t>(complaint)]; }

Result<std::vector<Diagnosis>> diagnose(const ProjectionContext &context, const ModelStatus &status,
                                        const JobControl &job) {
    return Examination(context, status, job).run();
}

} // namespace eventscope
