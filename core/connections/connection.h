// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/connections/environment.h"

#include <optional>
#include <string>

namespace eventscope {

/// A weaker mode of TLS than verify-full, as the user chose it for one connection: shown wherever it counts.
struct TlsException {
    std::string mode; ///< of libpq: "verify-ca", "require", "prefer", "allow" or "disable"
    Time since;       ///< when it was chosen
    bool operator==(const TlsException &) const = default;
};

/// A store that the user goes back to: where it is, and how careful to be there.
struct Connection {
    std::string name = {};    ///< unique in the book, whatever the folder; what `--store @NAME` and titles say
    std::string folder = {};  ///< "" or "Payments/EU"
    std::string address = {}; ///< see parseStoreAddress(); whole, and never with a password
    Environment environment = Environment::Unmarked;
    std::optional<TlsException> tls = {}; ///< nothing: the server must prove who it is (verify-full)
    bool mayWrite = false;                ///< without it nothing is written through this connection
    bool operator==(const Connection &) const = default;
};

/// Whether the parts make sense, each and together. Errors: Invalid (with what to do), Refused (a password in the
/// address), Unsupported (a kind of store that is not known).
[[nodiscard]] Result<void> checkConnection(const Connection &connection);

} // namespace eventscope
