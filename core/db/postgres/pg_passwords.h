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
    /// now. Only one question stands at a time; who gives up does so for all that wait for the answer. Errors:
    /// Cancelled, and what asking answers.
    [[nodiscard]] Result<Given> later(std::uint64_t tried, const PasswordRequest &request, const JobControl &job);

  private:
    /// Waits until nobody else is asked; the caller then is the one who asks.
    [[nodiscard]] Result<void> takeTurn(const JobControl &job);
    void endTurn(bool hasGivenUp);
    [[nodiscard]] Result<Secret> ask(const PasswordRequest &request, const JobControl &job) const;

    const AskPassword m_ask;
    mutable std::mutex m_mutex; // for what follows
    bool m_isAsking = false;
    Secret m_secret;
    std::uint64_t m_number = 0;  // of m_secret; 0: there is none
    std::uint64_t m_answers = 0; // so far
    std::uint64_t m_givenUp = 0; // how often a person did
};

} // namespace eventscope
