// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/event/payload.h"
#include "core/vault/envelope.h"
#include "core/vault/privacy_policy.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// Payloads as texts: what is not personal stays byte for byte as it was, and what was sealed comes back so.

/// An event, as far as what is sealed in it is bound to it.
struct SealedPlace {
    std::string_view store;  ///< id
    std::string_view tenant; ///< empty where the store has none
    std::string_view stream;
    EventId event;
    std::string_view type;
};

/// A personal value in clear.
struct ClearField {
    std::size_t offset = 0, bytes = 0; ///< in the text
    std::string pointer;               ///< RFC 6901; behind "metadata:" in metadata
    SubjectId subject;
    std::string purpose;
};

/// The personal values of an event that are in clear, in the order of the text; those that are envelopes already are
/// left as they are. `data` is the event's data, `text` the part that is looked at: the data or the metadata.
/// Errors: Invalid (a personal value without its subject: the message says where; no JSON).
[[nodiscard]] Result<std::vector<ClearField>> clearFields(std::span<const PersonalField> fields,
                                                          PersonalField::Part part, std::string_view stream,
                                                          std::string_view data, std::string_view text);

/// The text with envelopes in the place of these values. `keys` are those of the fields, in their order.
[[nodiscard]] std::string sealedText(std::string_view text, std::span<const ClearField> fields,
                                     std::span<const SubjectKey> keys, const SealedPlace &place);

/// A protected value of a payload as far as it could be opened.
struct OpenedValue {
    std::string pointer;
    FieldState state = FieldState::Locked;
    KeyId key;
    SubjectBinding subject;
    std::string erasure; ///< of a shredded one, or of one whose erasure has begun
    Time erasedAt;       ///< of a shredded one
};

/// A payload for people and for folds: what is clear stands there as it was written, all else as
/// {"$protected":"<state>"}.
struct OpenedPayload {
    std::string text;
    std::vector<OpenedValue> values; ///< in the order of the text
};

/// Cheap: false for nearly everything that holds no protected value.
[[nodiscard]] bool mayHoldEnvelopes(std::string_view text);

/// Opens what is protected. Without a vault it is locked. A text that is no JSON is given back. Errors: those of the
/// vault's file.
[[nodiscard]] Result<OpenedPayload> openedText(std::string_view text, PersonalField::Part part,
                                               const SealedPlace &place, KeyVault::Lease *vault);

} // namespace eventscope
