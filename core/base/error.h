// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eventscope {

/// What a caller can do about a failure. Callers branch on the kind, never on the text.
enum class ErrorKind : std::uint8_t {
    Invalid,          ///< the request itself is wrong (an argument, a filter, an address)
    NotFound,         ///< the named thing does not exist
    WrongVersion,     ///< an append expected another version of the stream; `actualVersion` says which it is
    PartialDuplicate, ///< an append repeats some of its event ids, but not all
    IdConflict,       ///< an event id exists already with other content or elsewhere
    TooLarge,         ///< over a stated limit
    Unavailable,      ///< transient: cannot reach or open now; trying again may help
    OutcomeUnknown,   ///< the connection was lost while committing: look before you repeat
    Refused,          ///< read-only, a legal hold, a missing confirmation
    Corrupt,          ///< stored bytes are not what they must be
    Unsupported,      ///< a format or a store that is newer or cannot do this
    Cancelled,        ///< the caller asked to stop
    Internal,         ///< our own mistake
};

/// Why something failed, for people and for code.
///
/// `message` says what and where, `hint` what to do about it (may be empty), `detail` what an expert wants to see (may
/// be empty). None of them ever holds a payload, a key or a password.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string message;
    std::string hint;
    std::string detail;
    /// For WrongVersion: the number of the stream's last event, 0 when the stream is empty.
    std::optional<std::int64_t> actualVersion;
    /// For Refused: the same call goes through once the user has allowed it (StoreAccess::superuserOnProduction).
    bool needsConsent = false;

    bool operator==(const Error &) const = default;
    /// True when the same call may succeed later without any change.
    [[nodiscard]] bool isTransient() const { return kind == ErrorKind::Unavailable; }
};

/// The kind as a stable lower-case word ("wrong version"), for logs and for messages.
[[nodiscard]] std::string_view name(ErrorKind kind);

/// "message. hint (detail)" in one line, without what is empty.
[[nodiscard]] std::string describe(const Error &error);

} // namespace eventscope
