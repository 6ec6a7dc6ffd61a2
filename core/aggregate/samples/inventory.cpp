// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/inventory.h"

namespace eventscope::samples {

namespace {

// They wrap around instead of overflowing: quantities written past the aggregate may be anything.
std::int64_t wrappingSum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
std::int64_t wrappingDifference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

constexpr std::string_view kQuantity = "the quantity must be above zero";

} // namespace

std::int64_t Inventory::available(const State &stock) {
    std::int64_t reserved = 0;
    for (const auto &[order, quantity] : stock.reserved)
        reserved = wrappingSum(reserved, quantity);
    return stock.onHand > reserved ? wrappingDifference(stock.onHand, reserved) : 0;
}

Inventory::Events Inventory::decide(const State &, const ReceiveStock &command) {
    if (command.quantity <= 0) return refused(kQuantity);
    return std::vector<Event>{StockReceived{command.productId, command.quantity}};
}

Inventory::Events Inventory::decide(const State &stock, const ReserveStock &command) {
    if (command.quantity <= 0) return refused(kQuantity);
    if (command.quantity > available(stock)) {
        return std::vector<Event>{InventoryRejected{command.productId, command.orderId, command.quantity}};
    }
    return std::vector<Event>{InventoryReserved{command.productId, command.orderId, command.quantity}};
}

Inventory::Events Inventory::decide(const State &stock, const ReleaseStock &command) {
    const auto held = stock.reserved.find(command.orderId);
    if (held == stock.reserved.end()) return refused("the order holds nothing of this product");
    return std::vector<Event>{InventoryReleased{stock.productId, command.orderId, held->second}};
}

void Inventory::evolve(State &stock, const StockReceived &event) {
    stock.productId = event.productId;
    stock.onHand = wrappingSum(stock.onHand, event.quantity);
}

void Inventory::evolve(State &stock, const InventoryReserved &event) {
    stock.productId = event.productId;
    std::int64_t &held = stock.reserved[event.orderId];
    held = wrappingSum(held, event.quantity);
}

void Inventory::evolve(State &stock, const InventoryReleased &event) {
    const auto held = stock.reserved.find(event.orderId);
    if (held == stock.reserved.end()) return;
    if (held->second <= event.quantity) {
        stock.reserved.erase(held);
    } else {
        held->second = wrappingDifference(held->second, event.quantity);
    }
}

void Inventory::evolve(State &stock, const InventoryRejected &event) { stock.productId = event.productId; }

} // namespace eventscope::samples
