// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"

#include <chrono>
#include <string>

namespace eventscope {

/// Where a server that could not prove itself listens, and who would have been trusted.
struct PgCertificateQuestion {
    std::string ip;
    int port = 5432;
    std::string rootFile; ///< the authorities that are trusted
};

/// Why a server's certificate proves nothing.
struct PgCertificateFault {
    std::string cause; ///< "its certificate expired on 2026-03-01"
    std::string hint;  ///< what to do about it
};

/// Looks at a server's certificate once more, after libpq refused it: libpq says only that it did. Sends nothing but a
/// request for TLS and its greeting, and trusts nothing it sees. An empty cause when the server does not answer within
/// `patience`, or nothing is wrong any more.
[[nodiscard]] PgCertificateFault certificateFault(const PgCertificateQuestion &question,
                                                  std::chrono::milliseconds patience, const JobControl &job);

} // namespace eventscope
