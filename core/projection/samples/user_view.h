// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/user.h"
#include "core/event/event_batch.h"

namespace eventscope::samples {

/// Who has a login. Key: userId.
struct UserView {
    static constexpr std::string_view kName = "user-view";
    static constexpr std::string_view kText = "Email and status of each user";
    static constexpr int kVersion = 1;

    struct Row {
        Personal<std::string> email;
        UserStatus status = UserStatus::Pending;
        static constexpr auto fields() {
            return std::tuple(field("email", &Row::email), field("status", &Row::status));
        }
    };
    using Event = User::Event;

    [[nodiscard]] static std::string_view keyOf(const auto &event, const EventView &) { return event.userId; }

    static void apply(std::optional<Row> &row, const UserRegistered &event, const EventView &) {
        row.emplace().email = event.email;
    }
    static void apply(std::optional<Row> &row, const UserActivated &, const EventView &) noexcept {
        (row ? *row : row.emplace()).status = UserStatus::Active;
    }
    static void apply(std::optional<Row> &row, const UserEmailChanged &event, const EventView &) {
        (row ? *row : row.emplace()).email = event.email;
    }
};

} // namespace eventscope::samples
