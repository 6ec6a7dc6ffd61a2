// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/aggregate.h"
#include "core/aggregate/samples/money.h"

#include <array>
#include <string>
#include <string_view>

namespace eventscope::samples {

/// What the process manager order-fulfilment keeps of each order, in stream `fulfilment-<orderId>`.
struct FulfilmentStarted {
    static constexpr std::string_view kType = "FulfilmentStarted";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    std::string customerId;
    Money totalAmount;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &FulfilmentStarted::orderId),
                          field("customerId", &FulfilmentStarted::customerId),
                          field("totalAmount", &FulfilmentStarted::totalAmount));
    }
};

/// What has happened; what the process does next follows from it.
enum class FulfilmentStep : std::uint8_t { Reserved, Rejected, Paid, PaymentFailed, Shipped, ShipmentFailed };
[[nodiscard]] constexpr auto enumWords(FulfilmentStep) {
    return std::array<std::string_view, 6>{"reserved",      "rejected", "paid",
                                           "paymentFailed", "shipped",  "shipmentFailed"};
}

struct FulfilmentStepped {
    static constexpr std::string_view kType = "FulfilmentStepped";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    FulfilmentStep step = FulfilmentStep::Reserved;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &FulfilmentStepped::orderId), field("step", &FulfilmentStepped::step));
    }
};

enum class FulfilmentOutcome : std::uint8_t { Delivered, Cancelled };
[[nodiscard]] constexpr auto enumWords(FulfilmentOutcome) {
    return std::array<std::string_view, 2>{"delivered", "cancelled"};
}

struct FulfilmentEnded {
    static constexpr std::string_view kType = "FulfilmentEnded";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    FulfilmentOutcome outcome = FulfilmentOutcome::Delivered;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &FulfilmentEnded::orderId), field("outcome", &FulfilmentEnded::outcome));
    }
};

} // namespace eventscope::samples
