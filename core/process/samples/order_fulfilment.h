// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/fulfilment_events.h"
#include "core/aggregate/samples/inventory.h"
#include "core/aggregate/samples/order.h"
#include "core/aggregate/samples/payment.h"
#include "core/process/process_manager.h"

#include <map>

namespace eventscope::samples {

/// From the placed order to the door, or back: reserves stock, requests payment, has it shipped. Where one of these
/// fails, it takes back what was done before (refunds the payment, releases the stock) and cancels the order. Its own
/// events, in the stream `fulfilment-<orderId>`, tell when all the stock is reserved.
struct OrderFulfilment {
    static constexpr std::string_view kName = "order-fulfilment";
    static constexpr std::string_view kText = "From the placed order to its delivery, or back to its cancellation";
    static constexpr int kVersion = 1;

    struct State {
        std::string customerId;
        Money totalAmount;
        std::map<std::string, std::int64_t> reserved; ///< quantities by product
        bool isPaid = false;
        static constexpr auto fields() {
            return std::tuple(field("customerId", &State::customerId), field("totalAmount", &State::totalAmount),
                              field("reserved", &State::reserved), field("isPaid", &State::isPaid));
        }
    };
    using Event = std::variant<OrderPlaced, FulfilmentStepped, InventoryReserved, InventoryRejected, InventoryReleased,
                               PaymentRequested, PaymentAccepted, PaymentFailed, PaymentRefunded, OrderShipped,
                               ShipmentFailed, OrderDelivered, OrderCancelled>;
    using Start = std::variant<OrderPlaced>;
    using Instance = ProcessInstanceEdit<State>;

    [[nodiscard]] static std::string_view keyOf(const auto &event, const EventView &) { return event.orderId; }

    static void on(Instance &order, const OrderPlaced &event, const EventView &view);
    static void on(Instance &order, const FulfilmentStepped &event, const EventView &view);
    static void on(Instance &order, const InventoryReserved &event, const EventView &view);
    static void on(Instance &order, const InventoryRejected &event, const EventView &view);
    static void on(Instance &order, const InventoryReleased &event, const EventView &view);
    static void on(Instance &order, const PaymentRequested &event, const EventView &view);
    static void on(Instance &order, const PaymentAccepted &event, const EventView &view);
    static void on(Instance &order, const PaymentFailed &event, const EventView &view);
    static void on(Instance &order, const PaymentRefunded &event, const EventView &view);
    static void on(Instance &order, const OrderShipped &event, const EventView &view);
    static void on(Instance &order, const ShipmentFailed &event, const EventView &view);
    static void on(Instance &order, const OrderDelivered &event, const EventView &view);
    static void on(Instance &order, const OrderCancelled &event, const EventView &view);
};

/// The process managers of the sample domain, as projections of their instances.
[[nodiscard]] std::vector<ProjectionPtr> sampleProcesses();

} // namespace eventscope::samples
