// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace eventscope {

/// What is known of the server at the other end of a connection.
struct PgTls {
    enum class Proof : std::uint8_t {
        LocalSocket, ///< it runs on this computer, behind a file
        Verified,    ///< its certificate names the host and comes from an authority that is trusted (verify-full)
        Weaker,      ///< it need not prove that, by a choice of the user
    };
    Proof proof = Proof::Weaker;
    bool isEncrypted = false;
    std::string mode = {};          ///< for Weaker: libpq's sslmode; empty when it came from outside of the address
    std::optional<Time> since = {}; ///< for Weaker: when that was chosen, if it is remembered
    bool operator==(const PgTls &) const = default;
};

} // namespace eventscope
