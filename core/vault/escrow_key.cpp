// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/escrow_key.h"

#include "core/base/atomic_file.h"
#include "core/base/fixed_bytes.h"
#include "core/json/json.h"
#include "core/vault/hex.h"
#include "core/vault/key_wrapping.h"
#include "core/vault/new_passphrase.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

constexpr std::string_view kSecretForm = "eventscopeEscrowSecret", kOpenForm = "eventscopeEscrow";
constexpr std::uint64_t kVersion = 1;

static_assert(kKeyBytes == crypto_box_SECRETKEYBYTES);
static_assert(sizeof(EscrowRecipient::bytes) == crypto_box_PUBLICKEYBYTES);
static_assert(sizeof(EscrowSeal::bytes) == kKeyBytes + crypto_box_SEALBYTES);

const unsigned char *in(std::span<const std::byte> bytes) {
    return reinterpret_cast<const unsigned char *>(bytes.data());
}
unsigned char *out(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }

/// The document with what tells that it is whole.
std::string fileOf(std::vector<Json::Member> members) {
    const std::string text = print(Json::object(members));
    members.push_back({"hash", Json::string(toHex(hashOf(text).bytes))});
    return print(Json::object(std::move(members))) + '\n';
}

Failure damaged() {
    return fail(ErrorKind::Corrupt, "The file of the escrow key is damaged", "Take another copy of it");
}

std::uint64_t countIn(const Json &document, std::string_view member) {
    const std::string_view digits = document.member(member).token();
    std::uint64_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return count;
}

/// The document of this form, whole and of a version that is known.
Result<Json> documentOf(std::string_view file, std::string_view form) {
    const auto document = Json::parse(file);
    const std::string_view other = form == kSecretForm ? kOpenForm : kSecretForm;
    if (document && document->isObject() && document->member(other).isNumber()) {
        return form == kSecretForm ? fail(ErrorKind::Invalid, "This is the public half of an escrow key",
                                          "Name the file of the secret one")
                                   : fail(ErrorKind::Invalid, "This is the secret half of an escrow key",
                                          "Name the public one (.pub), and keep the secret one offline");
    }
    if (!document || !document->isObject() || !document->member(form).isNumber()) {
        // What was cut off or changed in front still begins like one.
        const bool wasOne = file.substr(0, 64).find("eventscopeEscrow") != std::string_view::npos;
        if (wasOne) return damaged();
        return fail(ErrorKind::Invalid, "This is no file of an escrow key", "Make one: privacy escrow-key");
    }
    if (const std::uint64_t version = countIn(*document, form); version > kVersion) {
        return fail(ErrorKind::Unsupported,
                    "The file of the escrow key has form " + std::to_string(version) + ", newer than form " +
                        std::to_string(kVersion) + ", the newest that this program knows",
                    "Use a newer version of the program");
    }
    std::vector<Json::Member> members;
    for (const auto &[key, value] : document->children())
        if (key != "hash") members.push_back({std::string(key), value});
    Hash hash;
    const bool isWhole =
        takeHex(document->member("hash").token(), hash) && hash == hashOf(print(Json::object(members)));
    return isWhole ? Result<Json>(*document) : Result<Json>(damaged());
}

/// What opens the secret half, made of its passphrase.
Result<void> unlockKeyOf(const Secret &passphrase, const Salt &salt, const PasswordCost &cost, KeyBytes key) {
    if (passphrase.isEmpty())
        return fail(ErrorKind::Refused, "The escrow key wants its passphrase", "Give the passphrase of the escrow key");
    ES_TRY(keyOfPassword(passphrase.view(), salt, cost, key));
    deriveKey(key, "escrow-unlock", key);
    return {};
}

Hash checkOf(ConstKeyBytes unlockKey, const EscrowRecipient &recipient) {
    return keyedHash(unlockKey, Bound("escrow-check").add(viewOf(recipient)).bytes());
}

std::string boundOf(const EscrowRecipient &recipient) { return Bound("escrow-key").add(viewOf(recipient)).bytes(); }

} // namespace

EscrowKey::EscrowKey(const EscrowRecipient &recipient, std::shared_ptr<KeyArena> arena)
    : m_noDumps(std::make_unique<NoDumps>()),
      m_recipient(recipient),
      m_arena(std::move(arena)),
      m_secret(m_arena->newKey()) {}

Result<EscrowKey> EscrowKey::open(std::string_view file, const Secret &passphrase) {
    ES_ASSIGN(document, documentOf(file, kSecretForm));
    EscrowRecipient recipient;
    Salt salt;
    Hash check;
    WrappedKey wrapped;
    const bool isSound =
        takeHex(document.member("public").token(), recipient) && takeHex(document.member("salt").token(), salt) &&
        takeHex(document.member("check").token(), check) && takeHex(document.member("nonce").token(), wrapped.nonce) &&
        takeHex(document.member("key").token(), wrapped);
    if (!isSound) return damaged();
    const auto arena = KeyArena::make(2);
    EscrowKey opened(recipient, arena);
    SecretKey unlock = arena->newKey();
    const KeyAccess access(arena);
    ES_TRY(unlockKeyOf(passphrase, salt, {countIn(document, "operations"), countIn(document, "memoryBytes")},
                       unlock.bytes()));
    if (!isSame(checkOf(unlock.bytes(), recipient), check)) {
        return fail(ErrorKind::Refused, "The escrow key does not open with this passphrase",
                    "Check the passphrase of the escrow key");
    }
    if (!unwrapKey(unlock.bytes(), boundOf(recipient), wrapped, opened.m_secret.bytes())) return damaged();
    return opened;
}

bool EscrowKey::unseal(const EscrowSeal &seal, KeyBytes key) const {
    const KeyAccess access(m_arena);
    const bool isOpen =
        seal.recipient == m_recipient && crypto_box_seal_open(out(key), in(seal.bytes), seal.bytes.size(),
                                                              in(m_recipient.bytes), in(m_secret.bytes())) == 0;
    if (!isOpen) std::ranges::fill(key, std::byte{0});
    return isOpen;
}

Result<EscrowKeyFiles> makeEscrowKey(const Secret &passphrase, const PasswordCost &cost) {
    ES_TRY(checkNewPassphrase(passphrase));
    const auto arena = KeyArena::make(2);
    SecretKey secret = arena->newKey(), unlock = arena->newKey();
    const KeyAccess access(arena);
    EscrowKeyFiles made;
    crypto_box_keypair(out(made.recipient.bytes), out(secret.bytes()));
    const auto salt = randomly<Salt>();
    ES_TRY(unlockKeyOf(passphrase, salt, cost, unlock.bytes()));
    const WrappedKey wrapped = wrapKey(unlock.bytes(), boundOf(made.recipient), secret.bytes());
    const auto number = [](std::uint64_t count) { return Json::number(static_cast<std::int64_t>(count)); };
    const auto hex = [](std::span<const std::byte> bytes) { return Json::string(toHex(bytes)); };
    made.secret = fileOf({{std::string(kSecretForm), number(kVersion)},
                          {"public", hex(made.recipient.bytes)},
                          {"salt", hex(salt.bytes)},
                          {"operations", number(cost.operations)},
                          {"memoryBytes", number(cost.memoryBytes)},
                          {"check", hex(checkOf(unlock.bytes(), made.recipient).bytes)},
                          {"nonce", hex(wrapped.nonce.bytes)},
                          {"key", hex(wrapped.bytes)}});
    made.open = fileOf({{std::string(kOpenForm), number(kVersion)}, {"public", hex(made.recipient.bytes)}});
    return made;
}

Result<EscrowRecipient> escrowRecipientOf(std::string_view file) {
    ES_ASSIGN(document, documentOf(file, kOpenForm));
    EscrowRecipient recipient;
    if (!takeHex(document.member("public").token(), recipient)) return damaged();
    return recipient;
}

Result<EscrowRecipient> readEscrowRecipient(const std::string &path) {
    ES_ASSIGN(file, readFile(path, kEscrowFileBytesMax));
    auto recipient = escrowRecipientOf(file);
    if (recipient) return recipient;
    Error error = std::move(recipient).error();
    error.message += " (" + path + ")";
    return fail(std::move(error));
}

Result<EscrowSeal> sealToEscrow(const EscrowRecipient &recipient, ConstKeyBytes key) {
    EscrowSeal seal;
    seal.recipient = recipient;
    if (crypto_box_seal(out(seal.bytes), in(key), key.size(), in(recipient.bytes)) == 0) return seal;
    return fail(ErrorKind::Invalid, "Nothing can be sealed to this escrow key", "Make another one: privacy escrow-key");
}

} // namespace eventscope
