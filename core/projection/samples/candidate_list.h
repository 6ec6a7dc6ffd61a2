// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/candidate.h"
#include "core/event/event_batch.h"

namespace eventscope::samples {

/// Who looks for work. Key: candidateId.
struct CandidateList {
    static constexpr std::string_view kName = "candidate-list";
    static constexpr std::string_view kText = "Candidates with the number of their skills and matches";
    static constexpr int kVersion = 1;

    struct Row {
        Personal<std::string> fullName;
        std::int64_t skillCount = 0;
        std::int64_t matchCount = 0;
        bool isAnonymized = false;
        static constexpr auto fields() {
            return std::tuple(field("fullName", &Row::fullName), field("skillCount", &Row::skillCount),
                              field("matchCount", &Row::matchCount), field("isAnonymized", &Row::isAnonymized));
        }
    };
    using Event = Candidate::Event;

    [[nodiscard]] static std::string_view keyOf(const auto &event, const EventView &) { return event.candidateId; }

    static void apply(std::optional<Row> &row, const CandidateCreated &event, const EventView &) {
        rowOf(row).fullName = event.fullName;
    }
    static void apply(std::optional<Row> &row, const CandidateSkillAdded &, const EventView &) noexcept {
        ++rowOf(row).skillCount;
    }
    static void apply(std::optional<Row> &row, const CandidateMatchedToJob &, const EventView &) noexcept {
        ++rowOf(row).matchCount;
    }
    static void apply(std::optional<Row> &row, const CandidateAnonymized &, const EventView &) {
        rowOf(row).fullName = Candidate::kAnonymized;
        rowOf(row).isAnonymized = true;
    }

  private:
    static Row &rowOf(std::optional<Row> &row) noexcept { return row ? *row : row.emplace(); }
};

} // namespace eventscope::samples
