// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/aggregate.h"
#include "core/aggregate/samples/money.h"

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace eventscope::samples {

struct PaymentRequested {
    static constexpr std::string_view kType = "PaymentRequested";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    Money amount;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &PaymentRequested::orderId), field("amount", &PaymentRequested::amount));
    }
    bool operator==(const PaymentRequested &) const = default;
};

struct PaymentAccepted {
    static constexpr std::string_view kType = "PaymentAccepted";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    Money amount;
    std::string reference;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &PaymentAccepted::orderId), field("amount", &PaymentAccepted::amount),
                          field("reference", &PaymentAccepted::reference));
    }
    bool operator==(const PaymentAccepted &) const = default;
};

struct PaymentFailed {
    static constexpr std::string_view kType = "PaymentFailed";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    std::string reason;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &PaymentFailed::orderId), field("reason", &PaymentFailed::reason));
    }
    bool operator==(const PaymentFailed &) const = default;
};

struct PaymentRefunded {
    static constexpr std::string_view kType = "PaymentRefunded";
    static constexpr int kSchemaVersion = 1;
    std::string orderId;
    Money amount;
    static constexpr auto fields() {
        return std::tuple(field("orderId", &PaymentRefunded::orderId), field("amount", &PaymentRefunded::amount));
    }
    bool operator==(const PaymentRefunded &) const = default;
};

struct RequestPayment {
    std::string orderId;
    Money amount;
};
struct AcceptPayment {
    std::string reference;
};
struct DeclinePayment {
    std::string reason;
};
struct RefundPayment {};

enum class PaymentStatus : std::uint8_t { None, Requested, Accepted, Failed, Refunded };
[[nodiscard]] constexpr auto enumWords(PaymentStatus) {
    return std::array<std::string_view, 5>{"none", "requested", "accepted", "failed", "refunded"};
}

/// The payment of one order, stream `payment-<orderId>`.
struct Payment {
    static constexpr std::string_view kName = "Payment";
    static constexpr std::string_view kCategory = "payment";
    static constexpr int kFoldVersion = 1;

    struct State {
        std::string orderId;
        Money amount;
        PaymentStatus status = PaymentStatus::None;
        static constexpr auto fields() {
            return std::tuple(field("orderId", &State::orderId), field("amount", &State::amount),
                              field("status", &State::status));
        }
        bool operator==(const State &) const = default;
    };
    using Event = std::variant<PaymentRequested, PaymentAccepted, PaymentFailed, PaymentRefunded>;
    using Events = Result<std::vector<Event>>;

    /// Refuses: requested already, unless it failed.
    [[nodiscard]] static Events decide(const State &payment, const RequestPayment &command);
    /// Refuses: not waiting for an answer.
    [[nodiscard]] static Events decide(const State &payment, const AcceptPayment &command);
    /// Refuses: not waiting for an answer.
    [[nodiscard]] static Events decide(const State &payment, const DeclinePayment &command);
    /// Refuses: not accepted.
    [[nodiscard]] static Events decide(const State &payment, const RefundPayment &command);

    static void evolve(State &payment, const PaymentRequested &event);
    static void evolve(State &payment, const PaymentAccepted &event);
    static void evolve(State &payment, const PaymentFailed &event);
    static void evolve(State &payment, const PaymentRefunded &event);
};

} // namespace eventscope::samples
