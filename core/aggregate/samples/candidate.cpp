// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/candidate.h"

namespace eventscope::samples {

namespace {

constexpr std::string_view kUnknown = "the candidate does not exist";
constexpr std::string_view kIsAnonymized = "the candidate is anonymised";

} // namespace

Candidate::Events Candidate::decide(const State &candidate, const CreateCandidate &command) {
    if (!candidate.id.empty()) return refused("the candidate exists already");
    return std::vector<Event>{
        CandidateCreated{command.candidateId, command.fullName, command.email, command.createdAt}};
}

Candidate::Events Candidate::decide(const State &candidate, const AddSkill &command) {
    if (candidate.id.empty()) return refused(kUnknown);
    if (candidate.isAnonymized) return refused(kIsAnonymized);
    if (command.level < 1 || command.level > 5) return refused("a level is 1 to 5");
    return std::vector<Event>{CandidateSkillAdded{candidate.id, command.skillName, command.level}};
}

Candidate::Events Candidate::decide(const State &candidate, const MatchToJob &command) {
    if (candidate.id.empty()) return refused(kUnknown);
    if (candidate.isAnonymized) return refused(kIsAnonymized);
    if (command.score < Score{0} || command.score > Score{100}) return refused("a score is 0 to 1");
    return std::vector<Event>{CandidateMatchedToJob{candidate.id, command.jobId, command.score, command.matchedAt}};
}

Candidate::Events Candidate::decide(const State &candidate, const AnonymizeCandidate &command) {
    if (candidate.id.empty()) return refused(kUnknown);
    if (candidate.isAnonymized) return refused("the candidate is anonymised already");
    return std::vector<Event>{CandidateAnonymized{candidate.id, command.anonymizedAt, command.reason}};
}

void Candidate::evolve(State &candidate, const CandidateCreated &event) {
    candidate.id = event.candidateId;
    candidate.fullName = event.fullName;
    candidate.email = event.email;
}

void Candidate::evolve(State &candidate, const CandidateSkillAdded &event) {
    candidate.skills.push_back({event.skillName, event.level});
}

void Candidate::evolve(State &candidate, const CandidateMatchedToJob &event) {
    candidate.matches.push_back({event.jobId, event.score});
}

void Candidate::evolve(State &candidate, const CandidateAnonymized &) {
    candidate.fullName = kAnonymized;
    candidate.email.reset();
    candidate.isAnonymized = true;
}

} // namespace eventscope::samples
