// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/aggregate.h"
#include "core/aggregate/personal.h"

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace eventscope::samples {

struct UserRegistered {
    static constexpr std::string_view kType = "UserRegistered";
    static constexpr int kSchemaVersion = 2;
    std::string userId;
    Personal<std::string> email;
    std::string source;
    static constexpr auto fields() {
        return std::tuple(field("userId", &UserRegistered::userId), field("email", &UserRegistered::email),
                          field("source", &UserRegistered::source));
    }
    bool operator==(const UserRegistered &) const = default;
};

struct UserActivated {
    static constexpr std::string_view kType = "UserActivated";
    static constexpr int kSchemaVersion = 1;
    std::string userId;
    static constexpr auto fields() { return std::tuple(field("userId", &UserActivated::userId)); }
    bool operator==(const UserActivated &) const = default;
};

struct UserEmailChanged {
    static constexpr std::string_view kType = "UserEmailChanged";
    static constexpr int kSchemaVersion = 1;
    std::string userId;
    Personal<std::string> email;
    static constexpr auto fields() {
        return std::tuple(field("userId", &UserEmailChanged::userId), field("email", &UserEmailChanged::email));
    }
    bool operator==(const UserEmailChanged &) const = default;
};

struct RegisterUser {
    std::string userId;
    std::string email;
    std::string source;
};
struct ActivateUser {};
struct ChangeEmail {
    std::string email;
};

enum class UserStatus : std::uint8_t { Pending, Active };
[[nodiscard]] constexpr auto enumWords(UserStatus) { return std::array<std::string_view, 2>{"pending", "active"}; }

/// Somebody with a login, stream `user-<uuid>`. It knows UserRegistered in its second version only: what the first
/// release wrote comes through the upcaster (user_upcaster.h). Every command but the first refuses a user who never
/// registered.
struct User {
    static constexpr std::string_view kName = "User";
    static constexpr std::string_view kCategory = "user";
    static constexpr int kFoldVersion = 1;

    struct State {
        std::string id;
        Personal<std::string> email;
        std::string source;
        UserStatus status = UserStatus::Pending;
        std::int64_t version = 0;
        static constexpr auto fields() {
            return std::tuple(field("id", &State::id), field("email", &State::email), field("source", &State::source),
                              field("status", &State::status), field("version", &State::version));
        }
        bool operator==(const State &) const = default;
    };
    using Event = std::variant<UserRegistered, UserActivated, UserEmailChanged>;
    using Events = Result<std::vector<Event>>;

    /// Refuses: registered already.
    [[nodiscard]] static Events decide(const State &user, const RegisterUser &command);
    /// Refuses: active already.
    [[nodiscard]] static Events decide(const State &user, const ActivateUser &command);
    /// Refuses: not active.
    [[nodiscard]] static Events decide(const State &user, const ChangeEmail &command);

    static void evolve(State &user, const UserRegistered &event);
    static void evolve(State &user, const UserActivated &event);
    static void evolve(State &user, const UserEmailChanged &event);
};

} // namespace eventscope::samples
