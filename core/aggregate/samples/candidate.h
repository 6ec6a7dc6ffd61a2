// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/aggregate.h"
#include "core/aggregate/personal.h"
#include "core/aggregate/samples/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace eventscope::samples {

struct CandidateSkill {
    std::string skillName;
    std::int64_t level = 0;
    static constexpr auto fields() {
        return std::tuple(field("skillName", &CandidateSkill::skillName), field("level", &CandidateSkill::level));
    }
    bool operator==(const CandidateSkill &) const = default;
};

struct CandidateMatch {
    std::string jobId;
    Score score;
    static constexpr auto fields() {
        return std::tuple(field("jobId", &CandidateMatch::jobId), field("score", &CandidateMatch::score));
    }
    bool operator==(const CandidateMatch &) const = default;
};

struct CandidateCreated {
    static constexpr std::string_view kType = "CandidateCreated";
    static constexpr int kSchemaVersion = 1;
    std::string candidateId;
    Personal<std::string> fullName;
    Personal<std::string> email;
    Time createdAt;
    static constexpr auto fields() {
        return std::tuple(field("candidateId", &CandidateCreated::candidateId),
                          field("fullName", &CandidateCreated::fullName), field("email", &CandidateCreated::email),
                          field("createdAt", &CandidateCreated::createdAt));
    }
    bool operator==(const CandidateCreated &) const = default;
};

struct CandidateSkillAdded {
    static constexpr std::string_view kType = "CandidateSkillAdded";
    static constexpr int kSchemaVersion = 1;
    std::string candidateId;
    std::string skillName;
    std::int64_t level = 0;
    static constexpr auto fields() {
        return std::tuple(field("candidateId", &CandidateSkillAdded::candidateId),
                          field("skillName", &CandidateSkillAdded::skillName),
                          field("level", &CandidateSkillAdded::level));
    }
    bool operator==(const CandidateSkillAdded &) const = default;
};

struct CandidateMatchedToJob {
    static constexpr std::string_view kType = "CandidateMatchedToJob";
    static constexpr int kSchemaVersion = 1;
    std::string candidateId;
    std::string jobId;
    Score score;
    Time matchedAt;
    static constexpr auto fields() {
        return std::tuple(field("candidateId", &CandidateMatchedToJob::candidateId),
                          field("jobId", &CandidateMatchedToJob::jobId), field("score", &CandidateMatchedToJob::score),
                          field("matchedAt", &CandidateMatchedToJob::matchedAt));
    }
    bool operator==(const CandidateMatchedToJob &) const = default;
};

struct CandidateAnonymized {
    static constexpr std::string_view kType = "CandidateAnonymized";
    static constexpr int kSchemaVersion = 1;
    std::string candidateId;
    Time anonymizedAt;
    std::string reason;
    static constexpr auto fields() {
        return std::tuple(field("candidateId", &CandidateAnonymized::candidateId),
                          field("anonymizedAt", &CandidateAnonymized::anonymizedAt),
                          field("reason", &CandidateAnonymized::reason));
    }
    bool operator==(const CandidateAnonymized &) const = default;
};

struct CreateCandidate {
    std::string candidateId;
    std::string fullName;
    std::string email;
    Time createdAt;
};
struct AddSkill {
    std::string skillName;
    std::int64_t level = 0;
};
struct MatchToJob {
    std::string jobId;
    Score score;
    Time matchedAt;
};
struct AnonymizeCandidate {
    Time anonymizedAt;
    std::string reason;
};

/// A person who looks for work, stream `candidate-<uuid>`. Every command but the first refuses one that was never
/// created.
struct Candidate {
    static constexpr std::string_view kName = "Candidate";
    static constexpr std::string_view kCategory = "candidate";
    static constexpr int kFoldVersion = 1;

    /// What the state shows for the name of somebody anonymised; the email is null then.
    static constexpr std::string_view kAnonymized = "ANONYMIZED";

    struct State {
        std::string id;
        Personal<std::string> fullName;
        std::optional<Personal<std::string>> email;
        std::vector<CandidateSkill> skills;
        std::vector<CandidateMatch> matches;
        bool isAnonymized = false;
        std::int64_t version = 0;
        static constexpr auto fields() {
            return std::tuple(field("id", &State::id), field("fullName", &State::fullName),
                              field("email", &State::email), field("skills", &State::skills),
                              field("matches", &State::matches), field("isAnonymized", &State::isAnonymized),
                              field("version", &State::version));
        }
        bool operator==(const State &) const = default;
    };
    using Event = std::variant<CandidateCreated, CandidateSkillAdded, CandidateMatchedToJob, CandidateAnonymized>;
    using Events = Result<std::vector<Event>>;

    /// Refuses: exists already.
    [[nodiscard]] static Events decide(const State &candidate, const CreateCandidate &command);
    /// Refuses: anonymised, a level that is not 1 to 5.
    [[nodiscard]] static Events decide(const State &candidate, const AddSkill &command);
    /// Refuses: anonymised, a score that is not 0 to 1.
    [[nodiscard]] static Events decide(const State &candidate, const MatchToJob &command);
    /// Refuses: anonymised already.
    [[nodiscard]] static Events decide(const State &candidate, const AnonymizeCandidate &command);

    static void evolve(State &candidate, const CandidateCreated &event);
    static void evolve(State &candidate, const CandidateSkillAdded &event);
    static void evolve(State &candidate, const CandidateMatchedToJob &event);
    static void evolve(State &candidate, const CandidateAnonymized &event);
};

} // namespace eventscope::samples
