// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace eventscope {

/// What a connection may do. The server itself refuses to write for ReadOnly, as long as nobody switches that off.
enum class PgAccess : std::uint8_t { ReadOnly, ReadWrite };

/// How a connection is opened and kept within limits. Zero means no limit.
struct PgOptions {
    PgAccess access = PgAccess::ReadOnly;
    /// False: over a network the server must prove who it is (sslmode=verify-full), whatever the service file or the
    /// environment say. True, only by a visible choice of the user: as the address says.
    bool weakerTls = false;
    std::string applicationName = "eventscope";         ///< shown to the server's administrators; "read-only" is added
    std::chrono::milliseconds connectTimeout{10'000};   ///< for all hosts of the address together
    std::chrono::milliseconds statementTimeout{30'000}; ///< the server stops what runs longer
    std::chrono::milliseconds lockTimeout{2'000};       ///< the server gives up waiting for others' locks
    std::chrono::milliseconds idleTransactionTimeout{30'000}; ///< the server ends forgotten transactions
    /// Beyond the statement's time a silent server counts as lost. Only with a statementTimeout.
    std::chrono::milliseconds answerGrace{5'000};
    std::size_t resultBytesMax = std::size_t{256} << 20;             ///< of one query; TooLarge beyond
    std::shared_ptr<std::atomic<std::uint64_t>> statementsSent = {}; ///< counts every statement; null: nobody counts
};

} // namespace eventscope
