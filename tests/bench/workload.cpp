// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/workload.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace bench {

namespace {

constexpr std::uint64_t kVersionsPerStream = 50;
constexpr std::int64_t kFirstUs = 1'700'000'000'000'000;
constexpr std::array kTypes = {"OrderCreated", "OrderItemAdded", "OrderItemRemoved",
                               "OrderPlaced",  "OrderShipped",   "OrderDelivered"};
constexpr std::array kCities = {"Utrecht", "Leiden", "Delft", "Zwolle", "Breda", "Assen", "Gouda", "Tiel"};

std::string uuidOf(std::uint64_t a, std::uint64_t b) {
    std::array<char, 40> text;
    std::snprintf(text.data(), text.size(), "%08llx-%04llx-7%03llx-8%03llx-%012llx",
                  static_cast<unsigned long long>(a >> 16 & 0xffffffff), static_cast<unsigned long long>(a & 0xffff),
                  static_cast<unsigned long long>(b >> 48 & 0xfff), static_cast<unsigned long long>(b >> 36 & 0xfff),
                  static_cast<unsigned long long>(b & 0xffffffffffff));
    return text.data();
}

} // namespace

Workload::Workload(std::uint64_t events)
    : m_events(events), m_streams(std::max<std::uint64_t>(1, events / kVersionsPerStream)) {}

eventscope::Result<bool> Workload::next(eventscope::ImportEvent &event) {
    if (m_next == m_events) return false;
    const std::uint64_t n = m_next++;
    const std::uint64_t stream = n % m_streams;
    const std::uint64_t mixed = n * 0x9e3779b97f4a7c15ULL;
    event.stream.value = "order-" + uuidOf(stream, stream * 0x2545f4914f6cdd1dULL);
    event.version = {static_cast<std::int64_t>(n / m_streams) + 1};
    event.recordedAt = eventscope::timeOfUs(kFirstUs + static_cast<std::int64_t>(n) * 60'000);
    event.event.id = *eventscope::parseEventId(uuidOf(1'700'000'000'000 + n, mixed));
    event.event.type = kTypes[mixed >> 61 < kTypes.size() ? mixed >> 61 : 0];
    std::array<char, 512> text;
    std::snprintf(
        text.data(), text.size(),
        R"({"orderId":"%s","customerId":"customer-%06llu","sku":"SKU-%05llu","quantity":%llu,"price":%llu.%02llu,)"
        R"("currency":"EUR","address":{"street":"Langestraat %llu","city":"%s","zip":"%04llu AB"},"note":"leave it at the door, please"})",
        event.stream.value.c_str() + 6, static_cast<unsigned long long>(mixed >> 40 & 0xfffff) % 1000000,
        static_cast<unsigned long long>(mixed >> 20 & 0xffff), static_cast<unsigned long long>(n % 9 + 1),
        static_cast<unsigned long long>(mixed >> 30 & 0xff) + 1, static_cast<unsigned long long>(mixed >> 10 & 0x3f),
        static_cast<unsigned long long>(n % 200 + 1), kCities[n % kCities.size()],
        static_cast<unsigned long long>(1000 + n % 9000));
    event.event.data = text.data();
    std::snprintf(text.data(), text.size(), R"({"correlationId":"%s","causationId":"%s","userId":"user-%04llu"})",
                  uuidOf(n / 5, n).c_str(), uuidOf(n / 7, n).c_str(), static_cast<unsigned long long>(n % 5000));
    event.event.metadata = text.data();
    return true;
}

} // namespace bench
