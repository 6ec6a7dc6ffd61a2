// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_listener.h"

#include "core/db/postgres/pg_link.h"
#include "core/db/postgres/pg_quote.h"

namespace eventscope {

namespace {

struct FreeNotify {
    void operator()(PGnotify *notification) const { PQfreemem(notification); }
};

} // namespace

Result<PgListener> PgListener::start(PgConnection connection, const std::string &channel, const JobControl &job) {
    ES_ASSIGN(name, pgName(channel));
    ES_TRY(connection.query("LISTEN " + name, job));
    return PgListener(std::move(connection));
}

Result<std::optional<PgNotification>> PgListener::wait(std::chrono::milliseconds patience, const JobControl &job) {
    PgLink &link = *m_connection.m_link;
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (const std::unique_ptr<PGnotify, FreeNotify> told(PQnotifies(link.raw())); told)
            return PgNotification{told->relname, told->extra, told->be_pid};
        if (link.isLost()) return fail(link.lostError());
        ES_ASSIGN(arrived, link.readUntil(until, job));
        if (!arrived) return std::nullopt;
    }
}

} // namespace eventscope
