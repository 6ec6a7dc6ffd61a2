// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secret.h"

#include <cstdint>
#include <mutex>

namespace eventscope {

/// The password that a person gave for one database, for all of its connections: asked for once, kept in memory only.
/// Threads: any.
class PgPasswords {
  public:
    explicit PgPasswords(AskPassword ask) : m_ask(std::move(ask)) {}

    struct Given {
        Secret secret;
        std::uint64_t number = 0; ///< counts the answers; 0: none, libpq may find one by itself
    };
    /// What to try first.
    [[nodiscard]] Given current() const;
    /// A later one than `tried`, which did not do: what somebody else was told meanwhile, else what the person says
    /// now. Only one question stands at a time. Errors: Cancelled, and what asking answers.
    [[nodiscard]] Result<Given> later(std::uint64_t tried, const PasswordRequest &request, const JobControl &job);

  private:
    void forget(std::uint64_t number);

    const AskPassword m_ask;
    std::timed_mutex m_asking;  // held while a person is asked; taken before m_mutex
    mutable std::mutex m_mutex; // for what follows
    Secret m_secret;
    std::uint64_t m_number = 0;  // of m_secret; 0: there is none
    std::uint64_t m_answers = 0; // so far
};

} // namespace eventscope
