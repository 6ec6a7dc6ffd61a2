// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/envelope.h"

#include "core/base/base64.h"
#include "core/base/fixed_bytes.h"
#include "core/vault/hex.h"

#include <sodium.h>

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

namespace eventscope {

namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::string_view kAlgorithm = "xc20p";
constexpr std::size_t kSmallestPadded = 32;
constexpr std::array<std::string_view, 7> kMembers{"$pii", "alg", "kid", "sub", "n", "kc", "ct"};
constexpr std::string_view kOrigin = "of";

void keyedBytes(ConstKeyBytes key, std::initializer_list<std::string_view> parts, std::span<unsigned char> made) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, reinterpret_cast<const unsigned char *>(key.data()), key.size(), made.size());
    for (const std::string_view part : parts)
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char *>(part.data()), part.size());
    crypto_generichash_final(&state, made.data(), made.size());
    sodium_memzero(&state, sizeof state);
}

/// What one value is enciphered with, and what proves that it was this key.
struct FieldKeys {
    std::array<std::byte, kKeyBytes> cipher{};
    std::array<std::byte, 16> commitment{};
    FieldKeys(ConstKeyBytes key, const Nonce &nonce) {
        std::array<unsigned char, 64> both{};
        keyedBytes(key, {"eventscope field keys 1", viewOf(nonce)}, both);
        const auto *bytes = reinterpret_cast<const std::byte *>(both.data());
        std::copy_n(bytes, cipher.size(), cipher.begin());
        std::copy_n(bytes + cipher.size(), commitment.size(), commitment.begin());
        sodium_memzero(both.data(), both.size());
    }
    FieldKeys(const FieldKeys &) = delete;
    FieldKeys &operator=(const FieldKeys &) = delete;
    ~FieldKeys() { sodium_memzero(cipher.data(), cipher.size()); }
};

std::string boundOf(const FieldPlace &place, const KeyId &key, const SubjectBinding &subject) {
    Bound bound("field", 256);
    bound.add(static_cast<std::uint64_t>(kVersion)).add(place.store).add(place.tenant).add(place.stream);
    bound.add(viewOf(place.event)).add(place.type).add(place.pointer).add(viewOf(subject)).add(viewOf(key));
    return std::move(bound).bytes();
}

std::span<std::byte> writable(std::string &text) { return std::as_writable_bytes(std::span(text)); }

// ISO/IEC 7816-4, as libsodium's sodium_pad() and sodium_unpad(), which take a quarter of the time of opening a value:
// they hide from who measures them where the text ends. Here only who has the key gets as far, and knows it then.
constexpr char kPadding = '\x80';

void pad(std::string &text) {
    const std::size_t bytes = text.size();
    text.resize(std::max(kSmallestPadded, std::bit_ceil(bytes + 1)));
    text[bytes] = kPadding;
}

bool unpad(std::string &text) {
    const std::size_t end = text.find_last_not_of('\0');
    if (end == std::string::npos || text[end] != kPadding) return false;
    text.resize(end);
    return true;
}

/// Where it was carried from; nothing: not of this form.
std::optional<EnvelopeOrigin> originOf(const Json &value) {
    if (!value.isArray() || value.size() != 4) return std::nullopt;
    for (std::size_t i = 0; i < 4; ++i)
        if (!value.child(i).isString()) return std::nullopt;
    const auto event = parseEventId(value.child(1).token());
    if (!event) return std::nullopt;
    return EnvelopeOrigin{std::string(value.child(0).token()), *event, std::string(value.child(2).token()),
                          std::string(value.child(3).token())};
}

/// Exactly the members of version 1, in any order, with texts of the right form.
std::optional<Envelope> knownForm(const Json &value) {
    const std::size_t origin = value.find(kOrigin);
    const bool isCarried = origin != Json::npos;
    // As many as there must be: where each is found, none stands there twice and no other does.
    if (value.size() != kMembers.size() + (isCarried ? 1 : 0)) return std::nullopt;
    std::array<Json, kMembers.size()> members;
    for (std::size_t i = 0; i < kMembers.size(); ++i) {
        const std::size_t at = value.find(kMembers[i]);
        if (at == Json::npos) return std::nullopt;
        members[i] = value.child(at);
        if (i > 0 && !members[i].isString()) return std::nullopt;
    }
    Envelope envelope;
    const bool isSound = takeHex(members[2].token(), envelope.key) && takeHex(members[3].token(), envelope.subject) &&
                         takeOpenBase64(members[4].token(), envelope.nonce.bytes) &&
                         takeOpenBase64(members[5].token(), envelope.commitment);
    auto cipherText = fromOpenBase64(members[6].token());
    if (!isSound || !cipherText || cipherText->size() < kSmallestPadded + kTagBytes) return std::nullopt;
    envelope.cipherText = *std::move(cipherText);
    if (isCarried) envelope.origin = originOf(value.child(origin));
    if (isCarried && !envelope.origin) return std::nullopt;
    return envelope;
}

template <typename Id>
std::optional<Id> idIn(const Json &text) {
    Id id;
    return text.isString() && takeHex(text.token(), id) ? std::optional(id) : std::nullopt;
}

UnsupportedEnvelope laterForm(const Json &value) {
    return {idIn<KeyId>(value.member("kid")), idIn<SubjectBinding>(value.member("sub"))};
}

OpenedField inState(FieldState state) {
    OpenedField opened;
    opened.state = state;
    return opened;
}

OpenedField openWith(const SecretKey &key, const FieldPlace &place, const Envelope &envelope) {
    const FieldKeys keys(key.bytes(), envelope.nonce);
    if (sodium_memcmp(keys.commitment.data(), envelope.commitment.data(), keys.commitment.size()) != 0)
        return inState(FieldState::Tampered);
    OpenedField opened = inState(FieldState::Clear);
    opened.json.resize(envelope.cipherText.size() - kTagBytes);
    const bool isWhole = unseal(keys.cipher, envelope.nonce, boundOf(place, envelope.key, envelope.subject),
                                std::as_bytes(std::span(envelope.cipherText)), writable(opened.json)) &&
                         unpad(opened.json);
    return isWhole ? std::move(opened) : inState(FieldState::Tampered);
}

} // namespace

std::string_view name(FieldState state) {
    switch (state) {
    case FieldState::Clear:
        return "clear";
    case FieldState::Locked:
        return "locked";
    case FieldState::Shredded:
        return "shredded";
    case FieldState::KeyUnknown:
        return "keyUnknown";
    case FieldState::Tampered:
        return "tampered";
    case FieldState::Unsupported:
        return "unsupported";
    }
    return "unsupported";
}

EnvelopeForm envelopeOf(const Json &value) {
    if (!value.isObject() || value.size() < 2) return NoEnvelope();
    const std::size_t at = value.find(kMembers[0]);
    const Json version = at == Json::npos ? Json() : value.child(at);
    if (!version.isNumber() || !value.member("alg").isString()) return NoEnvelope();
    if (version.token() != std::to_string(kVersion) || value.member("alg").token() != kAlgorithm)
        return value.member("kid").isString() ? EnvelopeForm(laterForm(value)) : NoEnvelope();
    auto envelope = knownForm(value);
    if (!envelope) return NoEnvelope();
    return *std::move(envelope);
}

std::string print(const Envelope &envelope) {
    std::string text = "{\"$pii\":" + std::to_string(kVersion) + ",\"alg\":\"" + std::string(kAlgorithm);
    text += "\",\"kid\":\"" + toHex(envelope.key) + "\",\"sub\":\"" + toHex(envelope.subject);
    text += "\",\"n\":\"" + toBase64(viewOf(envelope.nonce)) + "\",\"kc\":\"" + toBase64(textOf(envelope.commitment));
    text += "\",\"ct\":\"" + toBase64(envelope.cipherText) + "\"";
    text += "}";
    return envelope.origin ? carriedAlong(text, *envelope.origin) : text;
}

std::string carriedAlong(std::string_view printed, const EnvelopeOrigin &origin) {
    std::string text(printed.substr(0, printed.size() - 1));
    text += ",\"of\":" + print(Json::array({Json::string(origin.stream), Json::string(toString(origin.event)),
                                            Json::string(origin.type), Json::string(origin.pointer)}));
    return text += "}";
}

std::optional<Envelope> printedEnvelopeAt(std::string_view text) {
    bool isSound = true;
    const auto skip = [&](std::string_view part) {
        isSound = isSound && text.starts_with(part);
        if (isSound) text.remove_prefix(part.size());
    };
    const auto take = [&](std::string_view before) {
        skip(before);
        const auto end = isSound ? text.find('"') : std::string_view::npos;
        isSound = end != std::string_view::npos;
        const std::string_view taken = isSound ? text.substr(0, end) : std::string_view();
        if (isSound) text.remove_prefix(end);
        return taken;
    };
    Envelope envelope;
    isSound = takeHex(take(R"({"$pii":1,"alg":"xc20p","kid":")"), envelope.key) && isSound;
    isSound = takeHex(take(R"(","sub":")"), envelope.subject) && isSound;
    isSound = takeOpenBase64(take(R"(","n":")"), envelope.nonce.bytes) && isSound;
    isSound = takeOpenBase64(take(R"(","kc":")"), envelope.commitment) && isSound;
    auto cipherText = fromOpenBase64(take(R"(","ct":")"));
    skip(R"("})");
    if (!isSound || !cipherText || cipherText->size() < kSmallestPadded + kTagBytes) return std::nullopt;
    envelope.cipherText = *std::move(cipherText);
    return envelope;
}

Envelope sealField(const SubjectKey &key, const FieldPlace &place, std::string_view json) {
    Envelope envelope;
    envelope.key = key.id;
    envelope.subject = key.subject;
    const std::string bound = boundOf(place, key.id, key.subject);
    std::string padded(json);
    pad(padded);
    const std::span nonce(reinterpret_cast<unsigned char *>(envelope.nonce.bytes.data()), envelope.nonce.bytes.size());
    keyedBytes(key.key->bytes(), {"eventscope field nonce 1", bound, padded}, nonce);
    const FieldKeys keys(key.key->bytes(), envelope.nonce);
    envelope.commitment = keys.commitment;
    envelope.cipherText.resize(padded.size() + kTagBytes);
    seal(keys.cipher, envelope.nonce, bound, std::as_bytes(std::span(padded)), writable(envelope.cipherText));
    wipe(padded);
    return envelope;
}

Result<OpenedField> openField(KeyVault::Lease *vault, const FieldPlace &place, const Envelope &envelope) {
    if (!vault) return inState(FieldState::Locked);
    struct Visitor {
        const FieldPlace &place;
        const Envelope &envelope;
        Result<OpenedField> operator()(const KeyCache::KeyPtr &key) const { return openWith(*key, place, envelope); }
        Result<OpenedField> operator()(const VaultLocked &) const { return inState(FieldState::Locked); }
        Result<OpenedField> operator()(const KeyFenced &fenced) const {
            OpenedField opened = inState(FieldState::Locked);
            opened.erasure = fenced.erasure;
            return opened;
        }
        Result<OpenedField> operator()(const KeyDestroyed &destroyed) const {
            OpenedField opened = inState(FieldState::Shredded);
            opened.erasure = destroyed.erasure;
            opened.erasedAt = destroyed.at;
            return opened;
        }
        Result<OpenedField> operator()(const KeyUnknown &) const { return inState(FieldState::KeyUnknown); }
        Result<OpenedField> operator()(const KeyDamaged &) const { return inState(FieldState::Tampered); }
        Result<OpenedField> operator()(const Error &error) const { return fail(error); }
    };
    return std::visit(Visitor{place, envelope}, vault->find(envelope.key));
}

} // namespace eventscope
