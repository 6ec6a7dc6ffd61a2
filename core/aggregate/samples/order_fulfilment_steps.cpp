// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
// The part of an order's life that the process manager order-fulfilment drives.
#include "core/aggregate/samples/order_life.h"

#include <array>

namespace eventscope::samples {

namespace {

using namespace std::string_view_literals;
using namespace std::chrono;

constexpr std::array kCarriers = {"Northpost"sv, "Parcelway"sv, "Quickship"sv};
constexpr std::array kShipmentFaults = {"parcel damaged at the depot"sv, "van broke down"sv,
                                        "label could not be read"sv};
constexpr std::array kPaymentFaults = {"card declined"sv, "card expired"sv, "limit exceeded"sv};

std::string reference(std::string_view kind, SampleRandom &random) {
    return std::string(kind) + std::to_string(random.between(1'000'000'000, 9'999'999'999));
}

} // namespace

Result<void> OrderLife::start(UnderWay &order) {
    ES_TRY(note(order, FulfilmentStarted{order.id, order.customer.userId, order.total}));
    thenSoon(order, &OrderLife::reserve);
    return {};
}

Result<void> OrderLife::reserve(UnderWay &order) {
    const Line &line = order.lines[order.linesReserved];
    ES_ASSIGN(answer, m_warehouse.reserve(line.product, order.id, line.quantity, byProcess(order)));
    order.cause = toString(answer.id);
    if (!answer.isReserved) {
        thenSoon(order, &OrderLife::noteRejected);
    } else if (++order.linesReserved < order.lines.size()) {
        thenSoon(order, &OrderLife::reserve);
    } else {
        thenSoon(order, &OrderLife::noteReserved);
    }
    return {};
}

Result<void> OrderLife::noteRejected(UnderWay &order) {
    ES_TRY(note(order, FulfilmentStepped{order.id, FulfilmentStep::Rejected}));
    thenSoon(order, order.linesReserved > 0 ? &OrderLife::release : &OrderLife::cancel);
    return {};
}

Result<void> OrderLife::noteReserved(UnderWay &order) {
    ES_TRY(note(order, FulfilmentStepped{order.id, FulfilmentStep::Reserved}));
    thenSoon(order, &OrderLife::requestPayment);
    return {};
}

Result<void> OrderLife::requestPayment(UnderWay &order) {
    ES_TRY(runPayment(order, RequestPayment{order.id, order.total}, byProcess(order)));
    then(order, &OrderLife::answerPayment, seconds(2), seconds(50));
    return {};
}

Result<void> OrderLife::answerPayment(UnderWay &order) {
    const CommandContext gateway = byProcess(order, "payment-gateway");
    const bool getsStuck = m_stuck && m_stuck->empty() && order.brokenCause.empty();
    if (getsStuck || order.fate == Fate::PaymentFails) {
        const DeclinePayment declined{std::string(m_world.random.pick(kPaymentFaults))};
        ES_TRY(runPayment(order, declined, gateway));
        if (getsStuck) {
            m_stuck = order.id; // the process never hears of it
        } else {
            thenSoon(order, &OrderLife::notePaymentFailed);
        }
        return {};
    }
    ES_TRY(runPayment(order, AcceptPayment{reference("PAY-", m_world.random)}, gateway));
    thenSoon(order, &OrderLife::notePaid);
    return {};
}

Result<void> OrderLife::notePaymentFailed(UnderWay &order) {
    ES_TRY(note(order, FulfilmentStepped{order.id, FulfilmentStep::PaymentFailed}));
    thenSoon(order, &OrderLife::release);
    return {};
}

Result<void> OrderLife::notePaid(UnderWay &order) {
    ES_TRY(note(order, FulfilmentStepped{order.id, FulfilmentStep::Paid}));
    thenAtWork(order, &OrderLife::ship, hours(1), hours(26));
    return {};
}

Result<void> OrderLife::ship(UnderWay &order) {
    const CommandContext packer = byProcess(order, staff("warehouse", m_world.random, 4));
    const std::string carrier(m_world.random.pick(kCarriers));
    if (order.fate == Fate::ShipmentFails) {
        const FailShipment failed{carrier, std::string(m_world.random.pick(kShipmentFaults))};
        ES_TRY(runOrder(order, failed, packer));
        thenSoon(order, &OrderLife::noteShipmentFailed);
        return {};
    }
    ES_TRY(runOrder(order, ShipOrder{reference("TRK", m_world.random), carrier}, packer));
    thenSoon(order, &OrderLife::noteShipped);
    return {};
}

Result<void> OrderLife::noteShipmentFailed(UnderWay &order) {
    ES_TRY(note(order, FulfilmentStepped{order.id, FulfilmentStep::ShipmentFailed}));
    thenSoon(order, &OrderLife::refund);
    return {};
}

Result<void> OrderLife::noteShipped(UnderWay &order) {
    ES_TRY(note(order, FulfilmentStepped{order.id, FulfilmentStep::Shipped}));
    thenAtWork(order, &OrderLife::deliver, hours(20), hours(90));
    return {};
}

Result<void> OrderLife::deliver(UnderWay &order) {
    const SamplePerson receiver = m_world.people.person(order.customer.person);
    // The carrier reports a delivery some time after it.
    const Time delivered = floor<seconds>(m_world.now() - m_world.random.between(minutes(1), minutes(40)));
    ES_TRY(runOrder(order, DeliverOrder{delivered, receiver.signature()}, byProcess(order, "carrier")));
    thenSoon(order, &OrderLife::end);
    return {};
}

Result<void> OrderLife::refund(UnderWay &order) {
    ES_TRY(runPayment(order, RefundPayment{}, byProcess(order)));
    thenSoon(order, &OrderLife::release);
    return {};
}

Result<void> OrderLife::release(UnderWay &order) {
    const Line &line = order.lines[--order.linesReserved];
    ES_ASSIGN(id, m_world.run(m_world.inventories, m_warehouse.streamOf(line.product), ReleaseStock{order.id},
                              byProcess(order)));
    order.cause = toString(id);
    thenSoon(order, order.linesReserved > 0 ? &OrderLife::release : &OrderLife::cancel);
    return {};
}

Result<void> OrderLife::cancel(UnderWay &order) {
    ES_TRY(runOrder(order, CancelOrder{"could not be fulfilled", std::string(kProcess)}, byProcess(order)));
    thenSoon(order, &OrderLife::end);
    return {};
}

Result<void> OrderLife::end(UnderWay &order) {
    ES_ASSIGN(state, m_world.orders.load({"order-" + order.id}, m_world.job()));
    const bool delivered = state->state.status == OrderStatus::Delivered;
    return note(order,
                FulfilmentEnded{order.id, delivered ? FulfilmentOutcome::Delivered : FulfilmentOutcome::Cancelled});
}

} // namespace eventscope::samples
