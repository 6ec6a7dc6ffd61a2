// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/candidate_life.h"

#include <algorithm>
#include <array>

namespace eventscope::samples {

namespace {

using namespace std::string_view_literals;
using namespace std::chrono;

constexpr std::array kSkills = {
    "accounting"sv,  "bookkeeping"sv, "C++"sv,     "carpentry"sv,       "cooking"sv,
    "design"sv,      "driving"sv,     "editing"sv, "event modelling"sv, "gardening"sv,
    "law"sv,         "logistics"sv,   "nursing"sv, "plumbing"sv,        "project management"sv,
    "Python"sv,      "sales"sv,       "SQL"sv,     "statistics"sv,      "teaching"sv,
    "translation"sv, "welding"sv};
constexpr std::uint64_t kSubjectOffset = 1; // subject 0 means "nothing follows"

/// What is told to a person is told in whole seconds.
Time wholeSeconds(Time time) { return floor<seconds>(time); }

CommandContext recruiter(SampleRandom &random) { return {{}, {}, staff("recruiter", random, 5)}; }

} // namespace

Result<std::uint64_t> CandidateLife::begin() {
    if (m_active.size() >= 2 && !m_world.random.oneIn(4)) {
        ES_TRY(match(m_active[m_world.random.below(m_active.size())]));
        return 0;
    }
    ES_TRY(create());
    const std::uint64_t subject = m_known.size() - 1 + kSubjectOffset;
    m_world.later(seconds(20), minutes(4), *this, subject);
    return subject;
}

Result<void> CandidateLife::resume(std::uint64_t subject) { return addSkill(subject - kSubjectOffset); }

Result<void> CandidateLife::create() {
    SampleRandom &random = m_world.random;
    const SamplePerson person = m_world.people.person(m_world.people.add());
    const std::uint64_t index = m_known.size();
    m_known.push_back({random.uuid(), 1 + random.below(4), random.below(kSkills.size())});
    ES_TRY(m_world.run(m_world.candidates, streamOf(index),
                       CreateCandidate{m_known[index].id, person.fullName(), person.email(random.below(5)),
                                       wholeSeconds(m_world.now())},
                       recruiter(random)));
    return {};
}

Result<void> CandidateLife::addSkill(std::uint64_t index) {
    Known &candidate = m_known[index];
    --candidate.skillsToAdd;
    const auto skill = kSkills[(candidate.firstSkill + 5 * candidate.skillsToAdd) % kSkills.size()];
    ES_TRY(m_world.run(m_world.candidates, streamOf(index), AddSkill{std::string(skill), m_world.random.between(1, 5)},
                       recruiter(m_world.random)));
    if (candidate.skillsToAdd > 0) {
        m_world.later(seconds(10), minutes(2), *this, index + kSubjectOffset);
    } else {
        m_active.push_back(index);
    }
    return {};
}

Result<void> CandidateLife::match(std::uint64_t index) {
    SampleRandom &random = m_world.random;
    if (m_jobs.size() < 5 || random.oneIn(12)) m_jobs.push_back(random.uuid());
    const std::string &job = m_jobs[m_jobs.size() - 1 - random.below(std::min<std::size_t>(m_jobs.size(), 40))];
    ES_TRY(m_world.run(m_world.candidates, streamOf(index),
                       MatchToJob{job, Score{random.between(20, 100)}, wholeSeconds(m_world.now())},
                       CommandContext{{}, {}, "matcher"}));
    return {};
}

Result<StreamId> CandidateLife::anonymizeOne() {
    if (m_active.empty()) {
        ES_TRY(create());
        m_active.push_back(m_known.size() - 1);
    }
    const std::size_t place = m_world.random.below(m_active.size());
    const StreamId stream = streamOf(m_active[place]);
    std::swap(m_active[place], m_active.back());
    m_active.pop_back();
    ES_TRY(m_world.run(m_world.candidates, stream,
                       AnonymizeCandidate{wholeSeconds(m_world.now()), "the candidate asked to be forgotten"},
                       CommandContext{{}, {}, "data-protection"}));
    return stream;
}

} // namespace eventscope::samples
