// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/user.h"

namespace eventscope::samples {

namespace {

constexpr std::string_view kUnknown = "the user does not exist";

} // namespace

User::Events User::decide(const State &user, const RegisterUser &command) {
    if (!user.id.empty()) return refused("the user is registered already");
    return std::vector<Event>{UserRegistered{command.userId, command.email, command.source}};
}

User::Events User::decide(const State &user, const ActivateUser &) {
    if (user.id.empty()) return refused(kUnknown);
    if (user.status == UserStatus::Active) return refused("the user is active already");
    return std::vector<Event>{UserActivated{user.id}};
}

User::Events User::decide(const State &user, const ChangeEmail &command) {
    if (user.id.empty()) return refused(kUnknown);
    if (user.status != UserStatus::Active) return refused("the user is not active");
    return std::vector<Event>{UserEmailChanged{user.id, command.email}};
}

void User::evolve(State &user, const UserRegistered &event) {
    user.id = event.userId;
    user.email = event.email;
    user.source = event.source;
}

void User::evolve(State &user, const UserActivated &) { user.status = UserStatus::Active; }

void User::evolve(State &user, const UserEmailChanged &event) { user.email = event.email; }

} // namespace eventscope::samples
