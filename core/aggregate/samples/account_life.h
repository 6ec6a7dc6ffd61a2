// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/sample_world.h"

#include <cstddef>
#include <vector>

namespace eventscope::samples {

/// What happens with bank accounts. The first one is a shop's, with a stream of its own size: see trade().
class AccountLife final : public SampleLife {
  public:
    explicit AccountLife(SampleWorld &world) : m_world(world) {}
    [[nodiscard]] Result<std::uint64_t> begin() override;
    [[nodiscard]] Result<void> resume(std::uint64_t subject) override;

    /// Something is paid into the shop's account or taken out of it.
    [[nodiscard]] Result<void> trade();
    /// Events in the shop's account.
    [[nodiscard]] std::uint64_t shopEvents() const { return m_shopEvents; }
    [[nodiscard]] const std::string &shop() const { return m_shop; }

    /// Some person's open account, which takes part in nothing from now on. Opens one if need be.
    [[nodiscard]] Result<std::string> setAside();
    [[nodiscard]] static StreamId streamOf(const std::string &accountId) { return {"account-" + accountId}; }

  private:
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<void> move(const std::string &accountId, std::uint64_t depositsPerHundred, Money most,
                                    const CommandContext &context);
    [[nodiscard]] Result<void> close(std::size_t index);

    SampleWorld &m_world;
    std::vector<std::string> m_open; // ids of the accounts of people
    std::string m_shop;
    std::uint64_t m_shopEvents = 0;
};

} // namespace eventscope::samples
