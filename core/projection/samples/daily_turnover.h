// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/order.h"
#include "core/event/event_batch.h"

namespace eventscope::samples {

/// What was ordered on each day: many streams in one row. Key: the day in UTC on which an order was placed, as
/// "2026-03-04".
struct DailyTurnover {
    static constexpr std::string_view kName = "daily-turnover";
    static constexpr std::string_view kText = "Orders and their amount by the day on which they were placed";
    static constexpr int kVersion = 1;

    struct Row {
        std::int64_t ordersPlaced = 0;
        Money amount;
        static constexpr auto fields() {
            return std::tuple(field("ordersPlaced", &Row::ordersPlaced), field("amount", &Row::amount));
        }
    };
    using Event = std::variant<OrderPlaced>;

    [[nodiscard]] static std::string keyOf(const OrderPlaced &, const EventView &view) {
        const std::string time = toIso(view.recordedAt());
        return time.substr(0, time.find('T'));
    }

    /// Refuses: an amount beyond what can be counted.
    [[nodiscard]] static Result<void> apply(std::optional<Row> &row, const OrderPlaced &event, const EventView &) {
        Row &day = row ? *row : row.emplace();
        const auto amount = sum(day.amount, event.totalAmount);
        if (!amount) return refused("the amount would be larger than can be counted");
        day.amount = *amount;
        ++day.ordersPlaced;
        return {};
    }
};

} // namespace eventscope::samples
