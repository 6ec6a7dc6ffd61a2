// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/sample_world.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope::samples {

/// Somebody who may order.
struct Customer {
    std::string userId;
    std::uint64_t person = 0; ///< number in the world's people
};

/// What happens with users: they register, activate their login soon after, and change their email now and then. The
/// first release of the software, which is in use for the first half of the time, does not say where they came from.
class UserLife final : public SampleLife {
  public:
    explicit UserLife(SampleWorld &world) : m_world(world) {}
    [[nodiscard]] Result<std::uint64_t> begin() override;
    [[nodiscard]] Result<void> resume(std::uint64_t subject) override;

    /// An active user; makes one when there is none yet.
    [[nodiscard]] Result<Customer> customer();

  private:
    struct Known : Customer {
        std::uint64_t provider = 0; // of the present email
    };
    [[nodiscard]] Result<void> enrol();
    [[nodiscard]] Result<void> activate(std::uint64_t index);
    [[nodiscard]] Result<void> changeEmail(std::uint64_t index);
    [[nodiscard]] StreamId streamOf(std::uint64_t index) const { return {"user-" + m_known[index].userId}; }
    [[nodiscard]] CommandContext bySelf(std::uint64_t index) const { return {{}, {}, m_known[index].userId}; }

    SampleWorld &m_world;
    std::vector<Known> m_known;
    std::vector<std::uint64_t> m_active; // indices
};

} // namespace eventscope::samples
