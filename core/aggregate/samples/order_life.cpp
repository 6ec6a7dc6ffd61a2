// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/order_life.h"

#include "core/aggregate/samples/sample_timeline.h"

#include <algorithm>

namespace eventscope::samples {

namespace {

using namespace std::chrono;

constexpr std::size_t kLinesMax = 4;
constexpr std::int64_t kTooMany = 900; // more than the warehouse ever holds of one product

} // namespace

Result<std::uint64_t> OrderLife::begin() {
    ES_ASSIGN(customer, m_users.customer());
    const std::uint64_t subject = ++m_begun;
    UnderWay &order = m_underWay[subject];
    order.subject = subject;
    order.customer = std::move(customer);
    order.fate = drawFate();
    order.id = m_world.random.uuid();
    order.correlationId = m_world.random.uuid();
    order.linesWanted = 1 + m_world.random.below(kLinesMax);
    if (m_brokenCause && m_brokenCause->empty()) {
        m_brokenCause = order.id;
        order.brokenCause = m_world.random.uuid();
        order.fate = Fate::Good;
    }
    ES_TRY(create(order));
    return subject;
}

Result<void> OrderLife::resume(std::uint64_t subject) {
    UnderWay &order = m_underWay.at(subject);
    ES_TRY((this->*std::exchange(order.next, nullptr))(order));
    if (order.next) return {};
    m_world.orders.forget({"order-" + order.id});
    m_world.payments.forget({"payment-" + order.id});
    m_underWay.erase(subject);
    return {};
}

/// The first orders go every way there is, so that a small sample shows them all.
OrderLife::Fate OrderLife::drawFate() {
    SampleRandom &random = m_world.random;
    if (m_begun == 3 || random.oneIn(30)) return Fate::PaymentFails;
    if (m_begun == 5 || random.oneIn(40)) return Fate::ShipmentFails;
    if (m_begun == 7 || random.oneIn(60)) return Fate::TooMany;
    if (m_begun == 9 || random.oneIn(30)) return Fate::CancelledDraft;
    return random.oneIn(25) ? Fate::Abandoned : Fate::Good;
}

void OrderLife::then(UnderWay &order, Step step, Duration least, Duration most) {
    order.next = step;
    m_world.later(least, most, *this, order.subject);
}

void OrderLife::thenSoon(UnderWay &order, Step step) { then(order, step, milliseconds(30), milliseconds(900)); }

void OrderLife::thenAtWork(UnderWay &order, Step step, Duration least, Duration most) {
    order.next = step;
    const Time due = m_world.now() + m_world.random.between(least, most);
    m_world.agenda.add(nextWorkingMoment(due, m_world.random), *this, order.subject);
}

CommandContext OrderLife::byCustomer(const UnderWay &order) const {
    return {order.correlationId, {}, order.customer.userId};
}

CommandContext OrderLife::byProcess(const UnderWay &order, std::string_view user) const {
    return {order.correlationId, order.cause, std::string(user)};
}

Result<void> OrderLife::create(UnderWay &order) {
    ES_TRY(runOrder(order, CreateOrder{order.id, order.customer.userId}, byCustomer(order)));
    then(order, &OrderLife::addLine, seconds(5), minutes(2));
    return {};
}

Result<void> OrderLife::addLine(UnderWay &order) {
    ES_ASSIGN(product, m_warehouse.anyProduct());
    const auto has = [&](const Line &line) { return line.product == product; };
    if (std::ranges::any_of(order.lines, has)) {
        order.linesWanted = order.lines.size(); // they have it already, and that is enough
    } else {
        const bool tooMany = order.fate == Fate::TooMany && order.lines.empty();
        order.lines.push_back({product, tooMany ? kTooMany : m_world.random.between(1, 3)});
        const Product &bought = m_warehouse.product(product);
        const OrderItem item{bought.id, bought.name, order.lines.back().quantity, bought.price};
        ES_TRY(runOrder(order, AddItem{item}, byCustomer(order)));
    }
    if (order.lines.size() < order.linesWanted) {
        then(order, &OrderLife::addLine, seconds(5), minutes(3));
    } else if (order.lines.size() > 1 && m_world.random.oneIn(8)) {
        then(order, &OrderLife::removeLine, seconds(10), minutes(4));
    } else if (order.fate == Fate::CancelledDraft) {
        then(order, &OrderLife::cancelDraft, minutes(5), hours(20));
    } else if (order.fate != Fate::Abandoned) {
        then(order, &OrderLife::place, seconds(20), minutes(8));
    }
    return {};
}

Result<void> OrderLife::removeLine(UnderWay &order) {
    const std::string &product = m_warehouse.product(order.lines.back().product).id;
    ES_TRY(runOrder(order, RemoveItem{product}, byCustomer(order)));
    order.lines.pop_back();
    then(order, &OrderLife::place, seconds(20), minutes(8));
    return {};
}

Result<void> OrderLife::cancelDraft(UnderWay &order) {
    return runOrder(order, CancelOrder{"changed their mind", "customer"}, byCustomer(order));
}

Result<void> OrderLife::place(UnderWay &order) {
    for (const Line &line : order.lines) {
        order.total.cents += m_warehouse.product(line.product).price.cents * line.quantity;
    }
    const Address address = m_world.people.address(order.customer.person);
    ES_TRY(runOrder(order, PlaceOrder{address}, byCustomer(order)));
    thenSoon(order, &OrderLife::start);
    return {};
}

} // namespace eventscope::samples
