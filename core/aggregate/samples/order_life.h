// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/fulfilment_events.h"
#include "core/aggregate/samples/sample_world.h"
#include "core/aggregate/samples/user_life.h"
#include "core/aggregate/samples/warehouse_life.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace eventscope::samples {

/// What happens with orders, from the first item to the door, or to the end before it.
///
/// The steps after `OrderPlaced` are those of the process manager order-fulfilment, which is not part of this library
/// yet: they are taken here as it takes them, its own events in `fulfilment-<orderId>` included. Everything about an
/// order has one correlation id; from OrderPlaced on each event has the one before it as its cause.
class OrderLife final : public SampleLife {
  public:
    OrderLife(SampleWorld &world, UserLife &users, WarehouseLife &warehouse)
        : m_world(world), m_users(users), m_warehouse(warehouse) {}
    [[nodiscard]] Result<std::uint64_t> begin() override;
    [[nodiscard]] Result<void> resume(std::uint64_t subject) override;

    /// Two faults to plant. The next order whose payment is asked for stays where it is once the payment failed.
    void leaveOneStuck() { m_stuck.emplace(); }
    /// The events of the next order's own stream name a cause that does not exist.
    void breakOneCause() { m_brokenCause.emplace(); }
    /// The id of the order concerned; empty while it has not come to that.
    [[nodiscard]] std::string stuckOrder() const { return m_stuck.value_or(""); }
    [[nodiscard]] std::string brokenCauseOrder() const { return m_brokenCause.value_or(""); }

  private:
    struct UnderWay;
    using Step = Result<void> (OrderLife::*)(UnderWay &); // takes one step and says with then...() what comes next
    enum class Fate : std::uint8_t { Good, Abandoned, CancelledDraft, TooMany, PaymentFails, ShipmentFails };
    struct Line {
        std::uint64_t product = 0;
        std::int64_t quantity = 0;
    };
    struct UnderWay {
        std::uint64_t subject = 0;
        Fate fate = Fate::Good;
        Customer customer;
        std::string id;
        std::string correlationId;
        std::string cause;       // the latest event's id, once the order is placed
        std::string brokenCause; // stands for every cause in the order's own stream, if set
        std::vector<Line> lines;
        std::size_t linesWanted = 0;
        std::size_t linesReserved = 0;
        Money total;
        std::int64_t fulfilmentEvents = 0;
        Step next = nullptr; // what is on the agenda; null: nothing more
    };

    // The customer's steps.
    [[nodiscard]] Result<void> create(UnderWay &order);
    [[nodiscard]] Result<void> addLine(UnderWay &order);
    [[nodiscard]] Result<void> removeLine(UnderWay &order);
    [[nodiscard]] Result<void> cancelDraft(UnderWay &order);
    [[nodiscard]] Result<void> place(UnderWay &order);
    // The process manager's, each followed by the next within a second or on the day that fits.
    [[nodiscard]] Result<void> start(UnderWay &order);
    [[nodiscard]] Result<void> reserve(UnderWay &order);
    [[nodiscard]] Result<void> noteRejected(UnderWay &order);
    [[nodiscard]] Result<void> noteReserved(UnderWay &order);
    [[nodiscard]] Result<void> requestPayment(UnderWay &order);
    [[nodiscard]] Result<void> answerPayment(UnderWay &order);
    [[nodiscard]] Result<void> notePaymentFailed(UnderWay &order);
    [[nodiscard]] Result<void> notePaid(UnderWay &order);
    [[nodiscard]] Result<void> ship(UnderWay &order);
    [[nodiscard]] Result<void> noteShipmentFailed(UnderWay &order);
    [[nodiscard]] Result<void> noteShipped(UnderWay &order);
    [[nodiscard]] Result<void> deliver(UnderWay &order);
    [[nodiscard]] Result<void> refund(UnderWay &order);
    [[nodiscard]] Result<void> release(UnderWay &order);
    [[nodiscard]] Result<void> cancel(UnderWay &order);
    [[nodiscard]] Result<void> end(UnderWay &order);

    [[nodiscard]] Fate drawFate();
    void then(UnderWay &order, Step step, Duration least, Duration most);
    void thenAtWork(UnderWay &order, Step step, Duration least, Duration most);
    void thenSoon(UnderWay &order, Step step);
    static constexpr std::string_view kProcess = "order-fulfilment";
    [[nodiscard]] CommandContext byCustomer(const UnderWay &order) const;
    [[nodiscard]] CommandContext byProcess(const UnderWay &order, std::string_view user = kProcess) const;
    /// Runs a command of the order itself, which becomes the cause of what follows.
    template <CommandOf<Order> Command>
    [[nodiscard]] Result<void> runOrder(UnderWay &order, const Command &command, CommandContext context) {
        if (!order.brokenCause.empty()) context.causationId = order.brokenCause;
        ES_ASSIGN(id, m_world.run(m_world.orders, {"order-" + order.id}, command, context));
        order.cause = toString(id);
        return {};
    }
    /// Runs a command of the order's payment, which becomes the cause of what follows.
    template <CommandOf<Payment> Command>
    [[nodiscard]] Result<void> runPayment(UnderWay &order, const Command &command, const CommandContext &context) {
        ES_ASSIGN(id, m_world.run(m_world.payments, {"payment-" + order.id}, command, context));
        order.cause = toString(id);
        return {};
    }
    /// Appends one of the process manager's own events.
    template <EventRecord E>
    [[nodiscard]] Result<void> note(UnderWay &order, const E &event) {
        const Version last{m_world.store().reader().info().versionBase - 1 + order.fulfilmentEvents++};
        ES_ASSIGN(id, m_world.write({"fulfilment-" + order.id}, last, E::kType, printRecord(event), byProcess(order)));
        order.cause = toString(id);
        return {};
    }

    SampleWorld &m_world;
    UserLife &m_users;
    WarehouseLife &m_warehouse;
    std::unordered_map<std::uint64_t, UnderWay> m_underWay; // by subject
    std::uint64_t m_begun = 0;
    std::optional<std::string> m_stuck;       // set: planted, or to be planted while empty
    std::optional<std::string> m_brokenCause; // likewise
};

} // namespace eventscope::samples
