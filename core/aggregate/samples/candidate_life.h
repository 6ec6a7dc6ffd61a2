// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/sample_world.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope::samples {

/// What happens with people who look for work: they are taken up with their skills, and matched to jobs later.
class CandidateLife final : public SampleLife {
  public:
    explicit CandidateLife(SampleWorld &world) : m_world(world) {}
    [[nodiscard]] Result<std::uint64_t> begin() override;
    [[nodiscard]] Result<void> resume(std::uint64_t subject) override;

    /// Anonymises somebody, who takes part in nothing from then on. The answer is the stream.
    [[nodiscard]] Result<StreamId> anonymizeOne();

  private:
    struct Known {
        std::string id;
        std::uint64_t skillsToAdd = 0;
        std::uint64_t firstSkill = 0; // where in the list of skills this one begins, so that none comes twice
    };
    [[nodiscard]] Result<void> create();
    [[nodiscard]] Result<void> addSkill(std::uint64_t index);
    [[nodiscard]] Result<void> match(std::uint64_t index);
    [[nodiscard]] StreamId streamOf(std::uint64_t index) const { return {"candidate-" + m_known[index].id}; }

    SampleWorld &m_world;
    std::vector<Known> m_known;
    std::vector<std::uint64_t> m_active; // indices of those who may still be matched
    std::vector<std::string> m_jobs;
};

} // namespace eventscope::samples
