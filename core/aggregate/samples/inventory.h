// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/aggregate.h"

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace eventscope::samples {

struct StockReceived {
    static constexpr std::string_view kType = "StockReceived";
    static constexpr int kSchemaVersion = 1;
    std::string productId;
    std::int64_t quantity = 0;
    static constexpr auto fields() {
        return std::tuple(field("productId", &StockReceived::productId), field("quantity", &StockReceived::quantity));
    }
    bool operator==(const StockReceived &) const = default;
};

struct InventoryReserved {
    static constexpr std::string_view kType = "InventoryReserved";
    static constexpr int kSchemaVersion = 1;
    std::string productId;
    std::string orderId;
    std::int64_t quantity = 0;
    static constexpr auto fields() {
        return std::tuple(field("productId", &InventoryReserved::productId),
                          field("orderId", &InventoryReserved::orderId),
                          field("quantity", &InventoryReserved::quantity));
    }
    bool operator==(const InventoryReserved &) const = default;
};

struct InventoryReleased {
    static constexpr std::string_view kType = "InventoryReleased";
    static constexpr int kSchemaVersion = 1;
    std::string productId;
    std::string orderId;
    std::int64_t quantity = 0;
    static constexpr auto fields() {
        return std::tuple(field("productId", &InventoryReleased::productId),
                          field("orderId", &InventoryReleased::orderId),
                          field("quantity", &InventoryReleased::quantity));
    }
    bool operator==(const InventoryReleased &) const = default;
};

struct InventoryRejected {
    static constexpr std::string_view kType = "InventoryRejected";
    static constexpr int kSchemaVersion = 1;
    std::string productId;
    std::string orderId;
    std::int64_t quantity = 0;
    static constexpr auto fields() {
        return std::tuple(field("productId", &InventoryRejected::productId),
                          field("orderId", &InventoryRejected::orderId),
                          field("quantity", &InventoryRejected::quantity));
    }
    bool operator==(const InventoryRejected &) const = default;
};

struct ReceiveStock {
    std::string productId;
    std::int64_t quantity = 0;
};
struct ReserveStock {
    std::string productId;
    std::string orderId;
    std::int64_t quantity = 0;
};
struct ReleaseStock {
    std::string orderId;
};

/// The stock of one product, stream `inventory-<productId>`. What is reserved is still on hand.
struct Inventory {
    static constexpr std::string_view kName = "Inventory";
    static constexpr std::string_view kCategory = "inventory";
    static constexpr int kFoldVersion = 1;

    struct State {
        std::string productId;
        std::int64_t onHand = 0;
        std::map<std::string, std::int64_t> reserved;
        static constexpr auto fields() {
            return std::tuple(field("productId", &State::productId), field("onHand", &State::onHand),
                              field("reserved", &State::reserved));
        }
        bool operator==(const State &) const = default;
    };
    using Event = std::variant<StockReceived, InventoryReserved, InventoryReleased, InventoryRejected>;
    using Events = Result<std::vector<Event>>;

    /// Refuses: a quantity of zero or less.
    [[nodiscard]] static Events decide(const State &stock, const ReceiveStock &command);
    /// When there is not enough the answer is an event, InventoryRejected, as the process that asked waits for one.
    /// Refuses: a quantity of zero or less.
    [[nodiscard]] static Events decide(const State &stock, const ReserveStock &command);
    /// Gives back all that the order holds. Refuses: it holds nothing.
    [[nodiscard]] static Events decide(const State &stock, const ReleaseStock &command);

    static void evolve(State &stock, const StockReceived &event);
    static void evolve(State &stock, const InventoryReserved &event);
    static void evolve(State &stock, const InventoryReleased &event);
    static void evolve(State &stock, const InventoryRejected &event);

    /// On hand and not reserved. Cost: O(orders that hold some).
    [[nodiscard]] static std::int64_t available(const State &stock);
};

} // namespace eventscope::samples
