// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/aggregate.h"
#include "core/aggregate/personal.h"
#include "core/aggregate/samples/money.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace eventscope::samples {

struct Address {
    std::string street;
    std::string city;
    std::string zip;
    std::string country;
    static constexpr auto fields() {
        return std::tuple(field("street", &Address::street), field("city", &Address::city), field("zip", &Address::zip),
                          field("country", &Address::country));
    }
    bool operator==(const Address &) const = default;
};

struct OrderItem {
    std::string productId;
    std::string productName;
    std::int64_t quantity = 0;
    Money unitPrice;
    static constexpr auto fields() {
        return std::tuple(field("productId", &OrderItem::productId), field("productName", &OrderItem::productName),
                          field("quantity", &OrderItem::quantity), field("unitPrice", &OrderItem::unitPrice));
    }
    bool operator==(const OrderItem &) const = default;
};

struct OrderCreated {
    static constexpr std::string_view kType = "OrderCreated";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    std::string customerId;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &OrderCreated::orderId), field("customerId", &OrderCreated::customerId));
    }
    bool operator==(const OrderCreated &) const = default;
};

struct OrderItemAdded {
    static constexpr std::string_view kType = "OrderItemAdded";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    std::string productId;
    std::string productName;
    std::int64_t quantity = 0;
    Money unitPrice;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &OrderItemAdded::orderId), field("productId", &OrderItemAdded::productId),
                          field("productName", &OrderItemAdded::productName),
                          field("quantity", &OrderItemAdded::quantity), field("unitPrice", &OrderItemAdded::unitPrice));
    }
    bool operator==(const OrderItemAdded &) const = default;
};

struct OrderItemRemoved {
    static constexpr std::string_view kType = "OrderItemRemoved";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    std::string productId;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &OrderItemRemoved::orderId),
                          field("productId", &OrderItemRemoved::productId));
    }
    bool operator==(const OrderItemRemoved &) const = default;
};

struct OrderPlaced {
    static constexpr std::string_view kType = "OrderPlaced";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    std::string customerId;
    Personal<Address> shippingAddress;
    Money totalAmount;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &OrderPlaced::orderId), field("customerId", &OrderPlaced::customerId),
                          field("shippingAddress", &OrderPlaced::shippingAddress),
                          field("totalAmount", &OrderPlaced::totalAmount));
    }
    bool operator==(const OrderPlaced &) const = default;
};

struct ShipmentFailed {
    static constexpr std::string_view kType = "ShipmentFailed";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    std::string carrier;
    std::string reason;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &ShipmentFailed::orderId), field("carrier", &ShipmentFailed::carrier),
                          field("reason", &ShipmentFailed::reason));
    }
    bool operator==(const ShipmentFailed &) const = default;
};

struct OrderShipped {
    static constexpr std::string_view kType = "OrderShipped";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    std::string trackingNumber;
    std::string carrier;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &OrderShipped::orderId),
                          field("trackingNumber", &OrderShipped::trackingNumber),
                          field("carrier", &OrderShipped::carrier));
    }
    bool operator==(const OrderShipped &) const = default;
};

struct OrderDelivered {
    static constexpr std::string_view kType = "OrderDelivered";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    Time deliveredAt;
    Personal<std::string> signature;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &OrderDelivered::orderId),
                          field("deliveredAt", &OrderDelivered::deliveredAt),
                          field("signature", &OrderDelivered::signature));
    }
    bool operator==(const OrderDelivered &) const = default;
};

struct OrderCancelled {
    static constexpr std::string_view kType = "OrderCancelled";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    std::string reason;
    std::string cancelledBy;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &OrderCancelled::orderId), field("reason", &OrderCancelled::reason),
                          field("cancelledBy", &OrderCancelled::cancelledBy));
    }
    bool operator==(const OrderCancelled &) const = default;
};

struct CreateOrder {
    std::string orderId;
    std::string customerId;
};
struct AddItem {
    OrderItem item;
};
struct RemoveItem {
    std::string productId;
};
struct PlaceOrder {
    Address shippingAddress;
};
struct ShipOrder {
    std::string trackingNumber;
    std::string carrier;
};
struct FailShipment {
    std::string carrier;
    std::string reason;
};
struct DeliverOrder {
    Time deliveredAt;
    std::string signature;
};
struct CancelOrder {
    std::string reason;
    std::string cancelledBy;
};

enum class OrderStatus : std::uint8_t { Draft, Placed, Shipped, Delivered, Cancelled };
[[nodiscard]] constexpr auto enumWords(OrderStatus) {
    return std::array<std::string_view, 5>{"draft", "placed", "shipped", "delivered", "cancelled"};
}

/// An order, stream `order-<uuid>`. Every command but the first refuses an order that was never created.
struct Order {
    static constexpr std::string_view kName = "Order";
    static constexpr std::string_view kCategory = "order";
    static constexpr int kFoldVersion = 1;

    struct State {
        std::string id;
        std::string customerId;
        OrderStatus status = OrderStatus::Draft;
        std::vector<OrderItem> items;
        std::optional<Personal<Address>> shippingAddress;
        std::optional<std::string> trackingNumber;
        std::int64_t version = 0;
        static constexpr auto fields() {
            return std::tuple(field("id", &State::id), field("customerId", &State::customerId),
                              field("status", &State::status), field("items", &State::items),
                              field("shippingAddress", &State::shippingAddress),
                              field("trackingNumber", &State::trackingNumber), field("version", &State::version));
        }
        bool operator==(const State &) const = default;
    };
    using Event = std::variant<OrderCreated, OrderItemAdded, OrderItemRemoved, OrderPlaced, ShipmentFailed,
                               OrderShipped, OrderDelivered, OrderCancelled>;
    using Events = Result<std::vector<Event>>;

    /// Refuses: exists already.
    [[nodiscard]] static Events decide(const State &order, const CreateOrder &command);
    /// Refuses: no draft any more, a quantity of zero or less, the product is in the order already.
    [[nodiscard]] static Events decide(const State &order, const AddItem &command);
    /// Refuses: no draft any more, the product is not in the order.
    [[nodiscard]] static Events decide(const State &order, const RemoveItem &command);
    /// Refuses: no draft, no items, a total beyond what can be counted.
    [[nodiscard]] static Events decide(const State &order, const PlaceOrder &command);
    /// Refuses: not placed.
    [[nodiscard]] static Events decide(const State &order, const ShipOrder &command);
    /// The order stays placed. Refuses: not placed.
    [[nodiscard]] static Events decide(const State &order, const FailShipment &command);
    /// Refuses: not shipped.
    [[nodiscard]] static Events decide(const State &order, const DeliverOrder &command);
    /// Refuses: shipped, delivered or cancelled.
    [[nodiscard]] static Events decide(const State &order, const CancelOrder &command);

    static void evolve(State &order, const OrderCreated &event);
    static void evolve(State &order, const OrderItemAdded &event);
    static void evolve(State &order, const OrderItemRemoved &event);
    static void evolve(State &order, const OrderPlaced &event);
    static void evolve(State &order, const ShipmentFailed &event);
    static void evolve(State &order, const OrderShipped &event);
    static void evolve(State &order, const OrderDelivered &event);
    static void evolve(State &order, const OrderCancelled &event);
};

} // namespace eventscope::samples
