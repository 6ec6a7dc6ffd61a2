// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_passwords.h"

#include "core/base/pause.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace eventscope {

PgPasswords::Given PgPasswords::current() const {
    const std::scoped_lock lock(m_mutex);
    return {m_secret.clone(), m_number};
}

Result<void> PgPasswords::takeTurn(const JobControl &job) {
    std::optional<std::uint64_t> before;
    for (;;) {
        {
            const std::scoped_lock lock(m_mutex);
            if (before.value_or(m_givenUp) != m_givenUp) return cancelled();
            before = m_givenUp;
            if (!m_isAsking) {
                m_isAsking = true;
                return {};
            }
        }
        pauseUnlessStopped(std::chrono::milliseconds(50), job.stop);
        if (job.stopRequested()) return cancelled();
    }
}

void PgPasswords::endTurn(bool hasGivenUp) {
    const std::scoped_lock lock(m_mutex);
    m_isAsking = false;
    if (hasGivenUp) ++m_givenUp;
}

Result<Secret> PgPasswords::ask(const PasswordRequest &request, const JobControl &job) const {
    ES_ASSIGN(secret, m_ask(request, job));
    if (secret.view().find('\0') != std::string_view::npos)
        return fail(ErrorKind::Invalid, "A password with a NUL byte cannot be sent to PostgreSQL", "Type it again");
    return secret;
}

Result<PgPasswords::Given> PgPasswords::later(std::uint64_t tried, const PasswordRequest &request,
                                              const JobControl &job) {
    ES_TRY(takeTurn(job));
    if (Given known = current(); known.number != 0 && known.number != tried) {
        endTurn(false);
        return known;
    }
    auto answer = ask(request, job);
    Given given;
    {
        const std::scoped_lock lock(m_mutex);
        m_secret = answer ? answer->clone() : Secret(); // what was tried is of no use any more
        m_number = answer ? ++m_answers : 0;
        given.number = m_number;
    }
    endTurn(!answer && answer.error().kind == ErrorKind::Cancelled && !job.stopRequested());
    if (!answer) return fail(std::move(answer).error());
    given.secret = *std::move(answer);
    return given;
}

} // namespace eventscope
