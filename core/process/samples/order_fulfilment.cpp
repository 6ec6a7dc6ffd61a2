// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/samples/order_fulfilment.h"

namespace eventscope::samples {

namespace {

using namespace std::chrono_literals;
using Instance = OrderFulfilment::Instance;

constexpr auto kAnswer = 1h; ///< from other programs
constexpr auto kPacking = 5 * 24h;
constexpr auto kDelivery = 10 * 24h;

/// Takes back what has been done so far, the last first.
void takeBack(Instance &order, std::string_view step, const std::string &orderId) {
    order.compensate();
    order.goTo(step);
    if (order.state().isPaid) order.send("RefundPayment", {{"orderId", orderId}});
    for (const auto &[product, quantity] : order.state().reserved)
        order.send("ReleaseInventory", {{"orderId", orderId}, {"productId", product}});
    order.send("CancelOrder", {{"orderId", orderId}});
    if (order.state().isPaid)
        order.waitFor({PaymentRefunded::kType}, kAnswer);
    else if (!order.state().reserved.empty())
        order.waitFor({InventoryReleased::kType}, kAnswer);
    else
        order.waitFor({OrderCancelled::kType}, kAnswer);
}

} // namespace

void OrderFulfilment::on(Instance &order, const OrderPlaced &event, const EventView &) {
    order.state().customerId = event.customerId;
    order.state().totalAmount = event.totalAmount;
    order.goTo("reserving");
    order.send("ReserveInventory", {{"orderId", event.orderId}});
    order.waitFor({InventoryReserved::kType, InventoryRejected::kType}, kAnswer);
}

void OrderFulfilment::on(Instance &order, const FulfilmentStepped &event, const EventView &) {
    if (event.step != FulfilmentStep::Reserved) return; // the others follow from what it hears anyway
    order.goTo("reserved");
    order.send("RequestPayment", {{"orderId", event.orderId}, {"amount", toString(order.state().totalAmount)}});
    order.waitFor({PaymentRequested::kType}, kAnswer);
}

void OrderFulfilment::on(Instance &order, const InventoryReserved &event, const EventView &) {
    order.state().reserved[event.productId] += event.quantity;
}

void OrderFulfilment::on(Instance &order, const InventoryRejected &event, const EventView &) {
    takeBack(order, "out of stock", event.orderId);
}

void OrderFulfilment::on(Instance &order, const InventoryReleased &event, const EventView &) {
    order.state().reserved.erase(event.productId);
    if (order.state().reserved.empty()) order.waitFor({OrderCancelled::kType}, kAnswer);
}

void OrderFulfilment::on(Instance &order, const PaymentRequested &, const EventView &) {
    order.goTo("paying");
    order.waitFor({PaymentAccepted::kType, PaymentFailed::kType}, kAnswer);
}

void OrderFulfilment::on(Instance &order, const PaymentAccepted &event, const EventView &) {
    order.state().isPaid = true;
    order.goTo("paid");
    order.send("ShipOrder", {{"orderId", event.orderId}});
    order.waitFor({OrderShipped::kType, ShipmentFailed::kType}, kPacking);
}

void OrderFulfilment::on(Instance &order, const PaymentFailed &event, const EventView &) {
    takeBack(order, "payment failed", event.orderId);
}

void OrderFulfilment::on(Instance &order, const PaymentRefunded &, const EventView &) {
    order.state().isPaid = false;
    order.waitFor({InventoryReleased::kType}, kAnswer);
}

void OrderFulfilment::on(Instance &order, const OrderShipped &, const EventView &) {
    order.goTo("shipped");
    order.waitFor({OrderDelivered::kType}, kDelivery);
}

void OrderFulfilment::on(Instance &order, const ShipmentFailed &event, const EventView &) {
    takeBack(order, "shipment failed", event.orderId);
}

void OrderFulfilment::on(Instance &order, const OrderDelivered &, const EventView &) { order.end("delivered"); }

void OrderFulfilment::on(Instance &order, const OrderCancelled &, const EventView &) { order.end("cancelled"); }

std::vector<ProjectionPtr> sampleProcesses() { return {processProjection<OrderFulfilment>()}; }

} // namespace eventscope::samples
