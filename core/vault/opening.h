// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/vault/envelope.h"
#include "core/vault/key_vault.h"
#include "core/vault/sealing.h"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// Protected values in whole JSON texts, on the way to who reads them.

/// A protected value of a text as far as it could be opened.
struct OpenedValue {
    std::string pointer; ///< in the text
    FieldState state = FieldState::Locked;
    KeyId key;
    SubjectBinding subject;
};

/// A text for people: what is clear stands there as it was written, all else as a ProtectedMark. What looks like a mark
/// and is none has another "$" before its name.
struct OpenedPayload {
    std::string text;
    std::vector<OpenedValue> values; ///< in the order of the text
};

/// Cheap: false for nearly everything that openedText() and carriedText() would not change.
[[nodiscard]] bool mayHoldProtected(std::string_view text);

/// Opens what is protected in a part of an event. Without a vault it is locked; what a key of `asErased` opens is given
/// as it will be once that is destroyed. A text that is no JSON is given back. Errors: those of the vault's file.
[[nodiscard]] Result<OpenedPayload> openedText(std::string_view text, PersonalField::Part part,
                                               const SealedPlace &place, KeyVault::Lease *vault,
                                               const std::set<KeyId> &asErased = {});

/// The same for who wants the data and not a view of it: what is clear stands there as it was written, even where it
/// looks like a mark, and every other envelope stays. Errors as openedText().
[[nodiscard]] Result<OpenedPayload> clearText(std::string_view text, PersonalField::Part part, const SealedPlace &place,
                                              KeyVault::Lease *vault);

/// The text with each envelope told where it stands, for what is made of events: read models and snapshots hold it so,
/// and never what is in it. What is no JSON is given back.
[[nodiscard]] std::string carriedText(std::string_view text, PersonalField::Part part, const SealedPlace &place);

/// The text with kMaskedMark in the place of every envelope and of every value at the places of `fields`, whatever is
/// there. Where there may be such values and the text is no JSON all of it is masked.
[[nodiscard]] std::string maskedText(std::string_view text, std::span<const PersonalField> fields,
                                     PersonalField::Part part);

/// Opens what carriedText() had a part in. `place` says store and tenant; the rest stands in the envelopes: one that
/// does not say it cannot be told where it belongs and is tampered with. Errors: those of the vault's file.
[[nodiscard]] Result<OpenedPayload> openedCarried(std::string_view text, const SealedPlace &place,
                                                  KeyVault::Lease *vault, const std::set<KeyId> &asErased = {});

} // namespace eventscope
