// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/first_release_user.h"

namespace eventscope::samples {

FirstReleaseUser::Events FirstReleaseUser::decide(const State &user, const RegisterUser &command) {
    if (!user.id.empty()) return refused("the user is registered already");
    return std::vector<Event>{UserRegisteredV1{command.userId, command.email}};
}

void FirstReleaseUser::evolve(State &user, const UserRegisteredV1 &event) {
    user.id = event.userId;
    user.email = event.email;
}

} // namespace eventscope::samples
