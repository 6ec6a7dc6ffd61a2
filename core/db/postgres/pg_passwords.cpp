// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_passwords.h"

#include <chrono>

namespace eventscope {

PgPasswords::Given PgPasswords::current() const {
    const std::scoped_lock lock(m_mutex);
    return {m_secret.clone(), m_number};
}

void PgPasswords::forget(std::uint64_t number) {
    const std::scoped_lock lock(m_mutex);
    if (m_number != number) return;
    m_secret = Secret();
    m_number = 0;
}

Result<PgPasswords::Given> PgPasswords::later(std::uint64_t tried, const PasswordRequest &request,
                                              const JobControl &job) {
    std::unique_lock asking(m_asking, std::defer_lock);
    while (!asking.try_lock_for(std::chrono::milliseconds(50))) {
        if (job.stopRequested()) return cancelled();
    }
    forget(tried);
    if (Given known = current(); known.number != 0) return known;
    ES_ASSIGN(secret, m_ask(request, job));
    if (secret.view().find('\0') != std::string_view::npos)
        return fail(ErrorKind::Invalid, "A password with a NUL byte cannot be sent to PostgreSQL", "Type it again");
    {
        const std::scoped_lock lock(m_mutex);
        m_secret = std::move(secret);
        m_number = ++m_answers;
    }
    return current();
}

} // namespace eventscope
