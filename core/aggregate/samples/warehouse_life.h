// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/sample_world.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope::samples {

struct Product {
    std::string id;
    std::string name;
    Money price;
    bool isOnItsWay = false; ///< more of it is ordered already
};

/// What happens in the warehouse: products come into the range as the sample grows, and more is received of what runs
/// out.
class WarehouseLife final : public SampleLife {
  public:
    explicit WarehouseLife(SampleWorld &world) : m_world(world) {}
    [[nodiscard]] Result<std::uint64_t> begin() override;
    [[nodiscard]] Result<void> resume(std::uint64_t subject) override;

    /// Some product of the present range.
    [[nodiscard]] Result<std::uint64_t> anyProduct();
    [[nodiscard]] const Product &product(std::uint64_t index) const { return m_products[index]; }
    [[nodiscard]] StreamId streamOf(std::uint64_t index) const { return {"inventory-" + m_products[index].id}; }
    /// Tries to reserve. The id is that of the answering event.
    struct Answer {
        EventId id;
        bool isReserved = false;
    };
    [[nodiscard]] Result<Answer> reserve(std::uint64_t index, const std::string &orderId, std::int64_t quantity,
                                         const CommandContext &context);

  private:
    [[nodiscard]] Result<void> receive(std::uint64_t index, std::int64_t least, std::int64_t most);

    SampleWorld &m_world;
    std::vector<Product> m_products;
};

} // namespace eventscope::samples
