// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/order.h"

#include <algorithm>

namespace eventscope::samples {

namespace {

auto itemOf(auto &items, const std::string &productId) {
    return std::find_if(items.begin(), items.end(), [&](const OrderItem &item) { return item.productId == productId; });
}

std::optional<Money> totalOf(const std::vector<OrderItem> &items) {
    std::optional<Money> total = Money{};
    for (const OrderItem &item : items) {
        const auto price = product(item.unitPrice, item.quantity);
        if (price) total = sum(*total, *price);
        if (!price || !total) return std::nullopt;
    }
    return total;
}

constexpr std::string_view kUnknown = "the order does not exist";

} // namespace

Order::Events Order::decide(const State &order, const CreateOrder &command) {
    if (!order.id.empty()) return refused("the order exists already");
    return std::vector<Event>{OrderCreated{command.orderId, command.customerId}};
}

Order::Events Order::decide(const State &order, const AddItem &command) {
    if (order.id.empty()) return refused(kUnknown);
    if (order.status != OrderStatus::Draft) return refused("the order is placed, its items are settled");
    if (command.item.quantity <= 0) return refused("the quantity must be above zero");
    if (itemOf(order.items, command.item.productId) != order.items.end()) {
        return refused("the product is in the order already");
    }
    const OrderItem &item = command.item;
    return std::vector<Event>{
        OrderItemAdded{order.id, item.productId, item.productName, item.quantity, item.unitPrice}};
}

Order::Events Order::decide(const State &order, const RemoveItem &command) {
    if (order.id.empty()) return refused(kUnknown);
    if (order.status != OrderStatus::Draft) return refused("the order is placed, its items are settled");
    if (itemOf(order.items, command.productId) == order.items.end()) return refused("the product is not in the order");
    return std::vector<Event>{OrderItemRemoved{order.id, command.productId}};
}

Order::Events Order::decide(const State &order, const PlaceOrder &command) {
    if (order.id.empty()) return refused(kUnknown);
    if (order.status != OrderStatus::Draft) return refused("the order is no draft");
    if (order.items.empty()) return refused("the order is empty");
    const auto total = totalOf(order.items);
    if (!total) return refused("the total would be larger than can be counted");
    return std::vector<Event>{OrderPlaced{order.id, order.customerId, command.shippingAddress, *total}};
}

Order::Events Order::decide(const State &order, const ShipOrder &command) {
    if (order.id.empty()) return refused(kUnknown);
    if (order.status != OrderStatus::Placed) return refused("the order is not placed");
    return std::vector<Event>{OrderShipped{order.id, command.trackingNumber, command.carrier}};
}

Order::Events Order::decide(const State &order, const FailShipment &command) {
    if (order.id.empty()) return refused(kUnknown);
    if (order.status != OrderStatus::Placed) return refused("the order is not placed");
    return std::vector<Event>{ShipmentFailed{order.id, command.carrier, command.reason}};
}

Order::Events Order::decide(const State &order, const DeliverOrder &command) {
    if (order.id.empty()) return refused(kUnknown);
    if (order.status != OrderStatus::Shipped) return refused("the order is not shipped");
    return std::vector<Event>{OrderDelivered{order.id, command.deliveredAt, command.signature}};
}

Order::Events Order::decide(const State &order, const CancelOrder &command) {
    if (order.id.empty()) return refused(kUnknown);
    if (order.status == OrderStatus::Shipped) return refused("the order is shipped");
    if (order.status == OrderStatus::Delivered) return refused("the order is delivered");
    if (order.status == OrderStatus::Cancelled) return refused("the order is cancelled already");
    return std::vector<Event>{OrderCancelled{order.id, command.reason, command.cancelledBy}};
}

void Order::evolve(State &order, const OrderCreated &event) {
    order.id = event.orderId;
    order.customerId = event.customerId;
}

void Order::evolve(State &order, const OrderItemAdded &event) {
    order.items.push_back({event.productId, event.productName, event.quantity, event.unitPrice});
}

void Order::evolve(State &order, const OrderItemRemoved &event) {
    const auto item = itemOf(order.items, event.productId);
    if (item != order.items.end()) order.items.erase(item);
}

void Order::evolve(State &order, const OrderPlaced &event) {
    order.shippingAddress = event.shippingAddress;
    order.status = OrderStatus::Placed;
}

void Order::evolve(State &, const ShipmentFailed &) {}

void Order::evolve(State &order, const OrderShipped &event) {
    order.trackingNumber = event.trackingNumber;
    order.status = OrderStatus::Shipped;
}

void Order::evolve(State &order, const OrderDelivered &) { order.status = OrderStatus::Delivered; }

void Order::evolve(State &order, const OrderCancelled &) { order.status = OrderStatus::Cancelled; }

} // namespace eventscope::samples
