// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/user.h"

#include <string>
#include <variant>
#include <vector>

namespace eventscope::samples {

/// UserRegistered as the first release of the sample's software wrote it: it did not ask where a user came from.
struct UserRegisteredV1 {
    static constexpr std::string_view kType = "UserRegistered";
    static constexpr int kSchemaVersion = 1;
    std::string userId;
    Personal<std::string> email;
    static constexpr auto fields() {
        return std::tuple(field("userId", &UserRegisteredV1::userId), field("email", &UserRegisteredV1::email));
    }
    bool operator==(const UserRegisteredV1 &) const = default;
};

/// The User aggregate of that release, for writing old events: it knows how to register, and nothing else of it is
/// kept.
struct FirstReleaseUser {
    static constexpr std::string_view kName = "FirstReleaseUser";
    static constexpr std::string_view kCategory = User::kCategory;
    static constexpr int kFoldVersion = 1;

    using State = User::State;
    using Event = std::variant<UserRegisteredV1>;
    using Events = Result<std::vector<Event>>;

    /// The command's source is lost. Refuses: registered already.
    [[nodiscard]] static Events decide(const State &user, const RegisterUser &command);
    static void evolve(State &user, const UserRegisteredV1 &event);
};

} // namespace eventscope::samples
