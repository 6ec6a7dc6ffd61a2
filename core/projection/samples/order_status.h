// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/order.h"
#include "core/event/event_batch.h"

namespace eventscope::samples {

/// How far each order has come. Key: orderId.
struct OrderStatusView {
    static constexpr std::string_view kName = "order-status";
    static constexpr std::string_view kText = "How far each order has come, and when it last came further";
    static constexpr int kVersion = 1;

    struct Row {
        OrderStatus status = OrderStatus::Draft;
        std::string customerId;
        std::optional<Money> totalAmount; ///< nothing before it is placed
        std::optional<std::string> trackingNumber;
        std::optional<Time> changedAt; ///< when it got its status
        static constexpr auto fields() {
            return std::tuple(field("status", &Row::status), field("customerId", &Row::customerId),
                              field("totalAmount", &Row::totalAmount), field("trackingNumber", &Row::trackingNumber),
                              field("changedAt", &Row::changedAt));
        }
    };
    using Event = std::variant<OrderCreated, OrderPlaced, OrderShipped, OrderDelivered, OrderCancelled>;

    [[nodiscard]] static std::string_view keyOf(const auto &event, const EventView &) { return event.orderId; }

    static void apply(std::optional<Row> &row, const OrderCreated &event, const EventView &view) {
        became(row, OrderStatus::Draft, view).customerId = event.customerId;
    }
    static void apply(std::optional<Row> &row, const OrderPlaced &event, const EventView &view) {
        Row &order = became(row, OrderStatus::Placed, view);
        order.customerId = event.customerId;
        order.totalAmount = event.totalAmount;
    }
    static void apply(std::optional<Row> &row, const OrderShipped &event, const EventView &view) {
        became(row, OrderStatus::Shipped, view).trackingNumber = event.trackingNumber;
    }
    static void apply(std::optional<Row> &row, const OrderDelivered &, const EventView &view) noexcept {
        became(row, OrderStatus::Delivered, view);
    }
    static void apply(std::optional<Row> &row, const OrderCancelled &, const EventView &view) noexcept {
        became(row, OrderStatus::Cancelled, view);
    }

  private:
    static Row &became(std::optional<Row> &row, OrderStatus status, const EventView &view) noexcept {
        Row &order = row ? *row : row.emplace();
        order.status = status;
        order.changedAt = view.recordedAt();
        return order;
    }
};

} // namespace eventscope::samples
