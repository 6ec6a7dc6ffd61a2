// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/warehouse_life.h"

#include "core/aggregate/samples/sample_timeline.h"

#include <array>

namespace eventscope::samples {

namespace {

using namespace std::string_view_literals;
using namespace std::chrono;

constexpr std::array kMaterials = {"Ash"sv,   "Bamboo"sv, "Brass"sv, "Cherry"sv, "Copper"sv, "Cork"sv,   "Cotton"sv,
                                   "Glass"sv, "Linen"sv,  "Oak"sv,   "Slate"sv,  "Steel"sv,  "Walnut"sv, "Wool"sv};
constexpr std::array kThings = {"Basket"sv, "Bench"sv, "Blanket"sv, "Bowl"sv, "Chair"sv, "Clock"sv, "Desk"sv, "Frame"sv,
                                "Kettle"sv, "Lamp"sv,  "Mirror"sv,  "Rug"sv,  "Shelf"sv, "Stool"sv, "Tray"sv, "Vase"sv};
constexpr std::uint64_t kFirstProducts = 8;
constexpr std::uint64_t kEventsPerProduct = 1500;
constexpr std::int64_t kLowStock = 20;

} // namespace

Result<std::uint64_t> WarehouseLife::begin() {
    const std::uint64_t number = m_products.size();
    const auto material = kMaterials[number % kMaterials.size()];
    const auto thing = kThings[(number / kMaterials.size() + number) % kThings.size()];
    std::string name = std::string(material) + " " + std::string(thing);
    const std::uint64_t series = number / (kMaterials.size() * kThings.size());
    if (series > 0) name += " " + std::to_string(series + 1);
    m_products.push_back({m_world.random.uuid(), std::move(name), Money{m_world.random.between(8, 480) * 50}});
    ES_TRY(receive(number, 60, 140));
    return 0;
}

Result<void> WarehouseLife::resume(std::uint64_t subject) {
    m_products[subject].isOnItsWay = false;
    return receive(subject, 60, 180);
}

Result<void> WarehouseLife::receive(std::uint64_t index, std::int64_t least, std::int64_t most) {
    ES_TRY(m_world.run(m_world.inventories, streamOf(index),
                       ReceiveStock{m_products[index].id, m_world.random.between(least / 10, most / 10) * 10},
                       CommandContext{{}, {}, staff("warehouse", m_world.random, 4)}));
    return {};
}

Result<std::uint64_t> WarehouseLife::anyProduct() {
    if (m_products.size() < kFirstProducts + m_world.events() / kEventsPerProduct) ES_TRY(begin());
    return m_world.random.below(m_products.size());
}

Result<WarehouseLife::Answer> WarehouseLife::reserve(std::uint64_t index, const std::string &orderId,
                                                     std::int64_t quantity, const CommandContext &context) {
    const StreamId stream = streamOf(index);
    ES_ASSIGN(id,
              m_world.run(m_world.inventories, stream, ReserveStock{m_products[index].id, orderId, quantity}, context));
    ES_ASSIGN(stock, m_world.inventories.load(stream, m_world.job()));
    if (Inventory::available(stock->state) < kLowStock && !m_products[index].isOnItsWay) {
        m_products[index].isOnItsWay = true;
        const Time arrives = m_world.now() + m_world.random.between(days(1), days(3));
        m_world.agenda.add(nextWorkingMoment(arrives, m_world.random), *this, index);
    }
    return Answer{id, stock->state.reserved.contains(orderId)};
}

} // namespace eventscope::samples
