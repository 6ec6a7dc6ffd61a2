// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/user_life.h"

#include <array>

namespace eventscope::samples {

namespace {

using namespace std::string_view_literals;
using namespace std::chrono;

constexpr std::array kSources = {"website"sv, "app"sv, "newsletter"sv, "friend"sv, "fair"sv};
constexpr std::uint64_t kSubjectOffset = 1;   // subject 0 means "nothing follows"
constexpr std::uint64_t kReleasePercent = 35; // of the events, which is about half of the time, as there are ever more

} // namespace

Result<std::uint64_t> UserLife::begin() {
    if (m_active.size() >= 5 && m_world.random.oneIn(5)) {
        ES_TRY(changeEmail(m_active[m_world.random.below(m_active.size())]));
        return 0;
    }
    ES_TRY(enrol());
    const std::uint64_t subject = m_known.size() - 1 + kSubjectOffset;
    // Some never activate their login.
    if (!m_world.random.oneIn(12)) m_world.later(minutes(1), hours(5), *this, subject);
    return subject;
}

Result<void> UserLife::resume(std::uint64_t subject) { return activate(subject - kSubjectOffset); }

Result<void> UserLife::enrol() {
    SampleRandom &random = m_world.random;
    const std::uint64_t index = m_known.size();
    const std::uint64_t person = m_world.people.add();
    m_known.push_back({{random.uuid(), person}, random.below(5)});
    const Known &user = m_known.back();
    const RegisterUser command{user.userId, m_world.people.person(person).email(user.provider),
                               std::string(random.pick(kSources))};
    if (m_world.isPast(kReleasePercent)) {
        ES_TRY(m_world.run(m_world.users, streamOf(index), command, bySelf(index)));
    } else {
        ES_TRY(m_world.run(m_world.firstUsers, streamOf(index), command, bySelf(index)));
    }
    return {};
}

Result<void> UserLife::activate(std::uint64_t index) {
    ES_TRY(m_world.run(m_world.users, streamOf(index), ActivateUser{}, bySelf(index)));
    m_active.push_back(index);
    return {};
}

Result<void> UserLife::changeEmail(std::uint64_t index) {
    Known &user = m_known[index];
    const std::string email = m_world.people.person(user.person).email(++user.provider);
    ES_TRY(m_world.run(m_world.users, streamOf(index), ChangeEmail{email}, bySelf(index)));
    return {};
}

Result<Customer> UserLife::customer() {
    if (m_active.empty()) {
        ES_TRY(enrol());
        ES_TRY(activate(m_known.size() - 1));
    }
    return m_known[m_active[m_world.random.below(m_active.size())]];
}

} // namespace eventscope::samples
