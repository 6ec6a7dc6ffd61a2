// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/json/json.h"
#include "core/vault/key_vault.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace eventscope {

/// Where a protected value belongs. Its cipher text is bound to all of it: elsewhere it does not open.
struct FieldPlace {
    std::string_view store;  ///< id
    std::string_view tenant; ///< empty where the store has none
    std::string_view stream;
    EventId event;
    std::string_view type;    ///< as stored
    std::string_view pointer; ///< JSON Pointer (RFC 6901) of the value
};

/// Where an envelope stood that is carried along.
struct EnvelopeOrigin {
    std::string stream;
    EventId event;
    std::string type, pointer;
    auto operator<=>(const EnvelopeOrigin &) const = default;
};

/// What stands in the place of a protected value: a JSON object of these members and no others, each once,
/// {"$pii":1,"alg":"xc20p","kid":"...","sub":"...","n":"...","kc":"...","ct":"..."} with `kid` and `sub` in
/// hexadecimal, the others in base64. It is written in this order and read in any, since a jsonb column has one of its
/// own. The text of the value, padded to 32, 64, 128 ... bytes so that neither its type
/// nor its length shows, is enciphered by XChaCha20-Poly1305 under a key made of the subject's key and the nonce; `kc`
/// commits to that key, which the cipher itself does not.
///
/// In what was made of events (read models, snapshots) it is carried along with the place where it stood, as a last
/// member "of":["<stream>","<event id>","<type>","<pointer>"], so that it opens there, and dies with its key.
struct Envelope {
    KeyId key;
    SubjectBinding subject;
    Nonce nonce;
    std::array<std::byte, 16> commitment{};
    std::string cipherText;
    std::optional<EnvelopeOrigin> origin = {}; ///< of one that is carried along
    auto operator<=>(const Envelope &) const = default;
};

/// An envelope of a later version, or with a cipher that is not known here: what it says of its key and of whom it is
/// for, as far as that is written as in version 1; nothing else of it is looked at.
struct UnsupportedEnvelope {
    std::optional<KeyId> key;
    std::optional<SubjectBinding> subject;
};
/// A value as any other, though it may look alike.
struct NoEnvelope {};
using EnvelopeForm = std::variant<NoEnvelope, UnsupportedEnvelope, Envelope>;
/// Tells what a value is. Cost for anything but an object with "$pii": a look for that.
[[nodiscard]] EnvelopeForm envelopeOf(const Json &value);
[[nodiscard]] std::string print(const Envelope &envelope);
/// The text of one that is not carried along yet, exactly as print() gave it, with where it stood.
[[nodiscard]] std::string carriedAlong(std::string_view printed, const EnvelopeOrigin &origin);
/// The envelope with which a JSON text begins, written exactly as print() does and not carried along. Nothing: it may
/// be one all the same, which envelopeOf() tells; EnvelopePlaces does both. Cost: a fraction of that.
[[nodiscard]] std::optional<Envelope> printedEnvelopeAt(std::string_view text);

/// A protected value is in exactly one of these states, and none is taken for another.
enum class FieldState : std::uint8_t {
    Clear,       ///< here it is
    Locked,      ///< its vault is locked or not at hand, or its subject is being erased
    Shredded,    ///< its key was destroyed, by an erasure that is known
    KeyUnknown,  ///< the vault at hand never had its key: the wrong vault, or an old one
    Tampered,    ///< not what was written here: changed, moved, or of another key; or its key's row was changed
    Unsupported, ///< of a newer form
};
/// "clear", "locked", "shredded", "keyUnknown", "tampered", "unsupported"
[[nodiscard]] std::string_view name(FieldState state);

/// A protected value as far as it could be opened.
struct OpenedField {
    FieldState state = FieldState::Locked;
    std::string json;    ///< the value's text exactly as it was written; empty unless it is clear
    std::string erasure; ///< of a shredded one, or of one whose erasure has begun
    Time erasedAt;       ///< of a shredded one
};

/// Enciphers the text of one JSON value. The same text at the same place gives the same envelope, so that an append
/// that is repeated is recognised: the nonce is a keyed hash of both (after RFC 5297's synthetic IV). Any other text or
/// place gives another nonce. Cost: about 2 us.
[[nodiscard]] Envelope sealField(const SubjectKey &key, const FieldPlace &place, std::string_view json);
/// Opens it. Without a vault it is locked. Errors: those of the vault's file; they are no state of the value.
[[nodiscard]] Result<OpenedField> openField(KeyVault::Lease *vault, const FieldPlace &place, const Envelope &envelope);

} // namespace eventscope
