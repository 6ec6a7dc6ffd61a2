// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_login.h"

#include "core/db/postgres/pg_passwords.h"
#include "core/db/postgres/pg_settings.h"

#include <clocale>
#include <locale.h>
#include <string_view>

namespace eventscope {

namespace {

constexpr int kQuestionsMax = 3;
constexpr const char *kWrongPassword = "28P01";

/// Texts of libpq in English while it lives: what it complains of is told apart by them.
class PlainWords {
  public:
    PlainWords() : m_plain(::newlocale(LC_MESSAGES_MASK, "C", nullptr)) {
        if (m_plain) m_before = ::uselocale(m_plain);
    }
    PlainWords(const PlainWords &) = delete;
    PlainWords &operator=(const PlainWords &) = delete;
    ~PlainWords() {
        if (!m_plain) return;
        ::uselocale(m_before);
        ::freelocale(m_plain);
    }

  private:
    locale_t m_plain;
    locale_t m_before = nullptr;
};

std::string textOf(const char *text) { return text ? text : ""; }

PasswordRequest requestFor(const PgLink &link) {
    const PGconn *raw = link.raw();
    const std::string host = textOf(PQhost(raw));
    return {.user = textOf(PQuser(raw)),
            .server = host.starts_with('/') ? host : host + ":" + textOf(PQport(raw)),
            .database = textOf(PQdb(raw)),
            // "Used a password" is also true where the server asked for one and there was none to give.
            .wasRefused = PQconnectionNeedsPassword(raw) == 0};
}

bool wantsPassword(const PgLink &link) {
    if (PQconnectionNeedsPassword(link.raw())) return true;
    return PQconnectionUsedPassword(link.raw()) && link.sqlState() == kWrongPassword;
}

struct Attempt {
    std::unique_ptr<PgLink> link;
    Result<void> done;
};

Attempt attempt(const PgSettings &settings, const Secret &password, const PgOptions &options, const JobControl &job) {
    PGconn *started = pgStart(settings, password);
    if (!started) {
        return {nullptr,
                fail(ErrorKind::Unavailable, "Cannot connect: out of memory", "Close something else, then try again")};
    }
    auto link = std::make_unique<PgLink>(started, options);
    PQsetErrorVerbosity(started, PQERRORS_SQLSTATE); // the only way to learn the code of a refused connection
    auto done = link->establish(job);
    return {std::move(link), std::move(done)};
}

/// The server let us in without a password, which the guard does not allow.
bool isOpen(const PgLink &failed) {
    const std::string_view text = PQerrorMessage(failed.raw());
    return text.find("server authenticated client without channel binding") != std::string_view::npos ||
           text.find("server did not complete authentication") != std::string_view::npos;
}

} // namespace

Result<std::unique_ptr<PgLink>> pgLogIn(const PgAddress &address, const PgOptions &options, const JobControl &job) {
    const PlainWords english;
    ES_ASSIGN(how, pgLoginSettings(address, options));
    PgPasswords *passwords = address.passwords();
    PgPasswords::Given given = passwords ? passwords->current() : PgPasswords::Given{};
    for (int questions = 0;; ++questions) {
        Attempt tried = attempt(how.settings, given.secret, options, job);
        if (tried.done) return std::move(tried.link);
        if (!tried.link) return fail(std::move(tried.done).error());
        if (how.isGuarded && isOpen(*tried.link)) {
            Attempt open = attempt(unguarded(how.settings), Secret(), options, job);
            if (open.done) return std::move(open.link);
        }
        if (!passwords || questions == kQuestionsMax || !wantsPassword(*tried.link))
            return fail(std::move(tried.done).error());
        ES_ASSIGN(next, passwords->later(given.number, requestFor(*tried.link), job));
        given = std::move(next);
    }
}

} // namespace eventscope
