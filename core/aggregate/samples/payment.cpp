// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/payment.h"

namespace eventscope::samples {

namespace {

constexpr std::string_view kNotWaiting = "the payment is not waiting for an answer";

} // namespace

Payment::Events Payment::decide(const State &payment, const RequestPayment &command) {
    if (payment.status != PaymentStatus::None && payment.status != PaymentStatus::Failed) {
        return refused("the payment is requested already");
    }
    return std::vector<Event>{PaymentRequested{command.orderId, command.amount}};
}

Payment::Events Payment::decide(const State &payment, const AcceptPayment &command) {
    if (payment.status != PaymentStatus::Requested) return refused(kNotWaiting);
    return std::vector<Event>{PaymentAccepted{payment.orderId, payment.amount, command.reference}};
}

Payment::Events Payment::decide(const State &payment, const DeclinePayment &command) {
    if (payment.status != PaymentStatus::Requested) return refused(kNotWaiting);
    return std::vector<Event>{PaymentFailed{payment.orderId, command.reason}};
}

Payment::Events Payment::decide(const State &payment, const RefundPayment &) {
    if (payment.status != PaymentStatus::Accepted) return refused("there is no accepted payment to give back");
    return std::vector<Event>{PaymentRefunded{payment.orderId, payment.amount}};
}

void Payment::evolve(State &payment, const PaymentRequested &event) {
    payment.orderId = event.orderId;
    payment.amount = event.amount;
    payment.status = PaymentStatus::Requested;
}

void Payment::evolve(State &payment, const PaymentAccepted &) { payment.status = PaymentStatus::Accepted; }

void Payment::evolve(State &payment, const PaymentFailed &) { payment.status = PaymentStatus::Failed; }

void Payment::evolve(State &payment, const PaymentRefunded &) { payment.status = PaymentStatus::Refunded; }

} // namespace eventscope::samples
