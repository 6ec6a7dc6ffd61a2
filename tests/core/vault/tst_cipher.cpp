// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/cipher.h"

#include <rapidcheck.h>

#include <openssl/evp.h>
#include <sodium.h>

#include <QtTest>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

using namespace eventscope;

namespace {

std::string fromHex(const QByteArray &hex) { return QByteArray::fromHex(hex).toStdString(); }
std::span<const std::byte> bytesOf(const std::string &text) { return std::as_bytes(std::span(text)); }
std::span<std::byte> writable(std::string &text) { return std::as_writable_bytes(std::span(text)); }
ConstKeyBytes keyOf(const std::string &text) { return ConstKeyBytes(bytesOf(text).data(), kKeyBytes); }
Nonce nonceOf(const std::string &text) {
    Nonce nonce;
    std::ranges::copy(bytesOf(text), nonce.bytes.begin());
    return nonce;
}

std::string sealed(const std::string &key, const std::string &nonce, const std::string &bound,
                   const std::string &plain) {
    std::string text(plain.size() + kTagBytes, '\0');
    seal(keyOf(key), nonceOf(nonce), bound, bytesOf(plain), writable(text));
    return text;
}

/// One of Project Wycheproof's, in bytes.
struct Vector {
    std::string number;
    bool isValid = false;
    std::string key, nonce, bound, plain, cipherText, tag;
};

std::vector<Vector> vectors() {
    std::ifstream file(EVENTSCOPE_SOURCE_DIR "/tests/core/vault/data/xchacha20_poly1305.txt");
    std::vector<Vector> all;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        Vector each;
        std::string label;
        std::istringstream words(line);
        words >> each.number >> label;
        each.isValid = label == "valid";
        for (std::string *part : {&each.key, &each.nonce, &each.bound, &each.plain, &each.cipherText, &each.tag}) {
            std::string hex;
            words >> hex;
            if (hex != "-") *part = fromHex(QByteArray::fromStdString(hex));
        }
        all.push_back(std::move(each));
    }
    return all;
}

/// Empty: the cipher does with it as its label says.
std::string faultOf(const Vector &vector) {
    const std::string expected = vector.cipherText + vector.tag;
    std::string opened(vector.cipherText.size(), 'x');
    const bool isOpened =
        unseal(keyOf(vector.key), nonceOf(vector.nonce), vector.bound, bytesOf(expected), writable(opened));
    if (isOpened != vector.isValid) return isOpened ? "a wrong tag is taken" : "it does not open";
    if (isOpened && opened != vector.plain) return "another text comes out";
    const bool isMade = sealed(vector.key, vector.nonce, vector.bound, vector.plain) == expected;
    if (isMade != vector.isValid) return isMade ? "the wrong tag is made" : "another text is made";
    return {};
}

/// XChaCha20-Poly1305 made of OpenSSL's ChaCha20-Poly1305 (RFC 8439) by the draft's own recipe, section 2.3.
std::string sealedByOpenSsl(const std::string &key, const std::string &nonce, const std::string &bound,
                            const std::string &plain) {
    std::array<unsigned char, 32> subkey{};
    crypto_core_hchacha20(subkey.data(), reinterpret_cast<const unsigned char *>(nonce.data()),
                          reinterpret_cast<const unsigned char *>(key.data()), nullptr);
    const std::string shortNonce = std::string(4, '\0') + nonce.substr(16);
    const auto in = [](const std::string &text) { return reinterpret_cast<const unsigned char *>(text.data()); };
    std::string text(plain.size() + kTagBytes, '\0');
    auto *out = reinterpret_cast<unsigned char *>(text.data());
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int written = 0;
    EVP_EncryptInit_ex(context, EVP_chacha20_poly1305(), nullptr, subkey.data(), in(shortNonce));
    if (!bound.empty()) EVP_EncryptUpdate(context, nullptr, &written, in(bound), static_cast<int>(bound.size()));
    if (!plain.empty()) EVP_EncryptUpdate(context, out, &written, in(plain), static_cast<int>(plain.size()));
    EVP_EncryptFinal_ex(context, out + plain.size(), &written);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kTagBytes, out + plain.size());
    EVP_CIPHER_CTX_free(context);
    return text;
}

std::string randomBytes(std::size_t size) {
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

static_assert(std::is_same_v<decltype(Nonce::bytes), std::array<std::byte, 24>>); // no other nonce can be given

} // namespace

class TestCipher : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { QVERIFY(sodium_init() >= 0); }

    /// T13: all of Project Wycheproof's vectors, as they are labelled. An empty or shortened file is noticed.
    void knownVectors() {
        int valid = 0, refused = 0, otherNonces = 0;
        for (const Vector &each : vectors()) {
            if (each.nonce.size() != sizeof(Nonce::bytes)) {
                ++otherNonces; // such a one cannot be given: see above
                QVERIFY2(!each.isValid, each.number.c_str());
                continue;
            }
            ++(each.isValid ? valid : refused);
            const std::string fault = faultOf(each);
            QVERIFY2(fault.empty(), ("vector " + each.number + ": " + fault).c_str());
        }
        QCOMPARE(valid, 220);
        QCOMPARE(refused, 60);
        QCOMPARE(otherNonces, 4);
    }

    /// The control: one bit of what goes in or of the label, and it is told.
    void aVectorThatIsChangedIsTold() {
        const auto all = vectors();
        const auto flipped = [](std::string text) {
            text[text.size() / 2] = static_cast<char>(text[text.size() / 2] ^ 4);
            return text;
        };
        for (const Vector &each : all) {
            if (each.nonce.size() != sizeof(Nonce::bytes)) continue;
            Vector mislabelled = each;
            mislabelled.isValid = !each.isValid;
            QVERIFY2(!faultOf(mislabelled).empty(), each.number.c_str());
            if (!each.isValid) continue;
            for (std::string Vector::*part :
                 {&Vector::key, &Vector::nonce, &Vector::bound, &Vector::plain, &Vector::cipherText, &Vector::tag}) {
                Vector changed = each;
                if ((changed.*part).empty()) continue;
                changed.*part = flipped(changed.*part);
                QVERIFY2(!faultOf(changed).empty(), each.number.c_str());
            }
        }
    }

    void noBitOfASealedTextCanBeChanged() {
        for (const Vector &each : vectors()) {
            if (!each.isValid) continue;
            const std::string whole = each.cipherText + each.tag;
            std::string opened(each.plain.size(), 'x');
            for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
                std::string changed = whole;
                changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
                QVERIFY(!unseal(keyOf(each.key), nonceOf(each.nonce), each.bound, bytesOf(changed), writable(opened)));
            }
            QVERIFY2(std::ranges::all_of(opened, [](char c) { return c == '\0'; }), "nothing of it is left");
        }
    }

    void anotherLibraryMakesTheSame() {
        QVERIFY(rc::check("for any key, nonce, text and what it is bound to",
                          [](const std::string &bound, const std::string &plain) {
                              const std::string key = randomBytes(kKeyBytes), nonce = randomBytes(24);
                              RC_ASSERT(sealed(key, nonce, bound, plain) == sealedByOpenSsl(key, nonce, bound, plain));
                          }));
    }

    /// Expected: the reference implementation's own program (argon2 KEY -id -v 13 -p 1 -r).
    void passwordsGiveTheKeysOfTheReferenceImplementation_data() {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<quint64>("operations");
        QTest::addColumn<quint64>("kibibytes");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("small") << QByteArray("password") << QByteArray("saltsaltsaltsalt") << quint64{1} << quint64{64}
                               << QByteArray("59bf4338b29483094be5f8da77db5f08f534481028d0f118fdebc9461c2d511d");
        QTest::newRow("three rounds") << QByteArray("correct-horse-battery-staple") << QByteArray("0123456789abcdef")
                                      << quint64{3} << quint64{4096}
                                      << QByteArray("4b15a5898d751f21321ae41c8116518a7ffecaf7767ca63fc1b6ffb306525cfd");
        QTest::newRow("64 MiB") << QByteArray("x") << QByteArray("abcdefghijklmnop") << quint64{2} << quint64{65536}
                                << QByteArray("119082bd71dc93a77b39a16ddd9f86180393673f890cd2a2eb72cc71856d5d42");
    }
    void passwordsGiveTheKeysOfTheReferenceImplementation() {
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, salt);
        QFETCH(quint64, operations);
        QFETCH(quint64, kibibytes);
        QFETCH(QByteArray, key);
        Salt bytes;
        std::ranges::copy(std::as_bytes(std::span(salt)), bytes.bytes.begin());
        std::string made(kKeyBytes, '\0');
        QVERIFY(keyOfPassword(password.toStdString(), bytes, {operations, kibibytes * 1024},
                              KeyBytes(writable(made).data(), kKeyBytes)));
        QCOMPARE(QByteArray::fromStdString(made).toHex(), key);
    }
    void costsOutOfBoundsAreRefused() {
        std::string made(kKeyBytes, '\0');
        const KeyBytes key(writable(made).data(), kKeyBytes);
        for (const PasswordCost cost :
             {PasswordCost{0, 1 << 20}, PasswordCost{3, 1}, PasswordCost{3, std::uint64_t{1} << 40}})
            QCOMPARE(keyOfPassword("x", Salt{}, cost, key).error().kind, ErrorKind::Invalid);
    }

    void partsDoNotRunIntoEachOther() {
        QVERIFY(Bound("a").add("bc").bytes() != Bound("ab").add("c").bytes());
        QVERIFY(Bound("a").add("").add("b").bytes() != Bound("a").add("b").add("").bytes());
    }

    void keysAreWipedAndOutOfReach() {
        const auto arena = KeyArena::make(2);
        SecretKey first = arena->newRandomKey();
        const SecretKey second = arena->newRandomKey();
        QVERIFY(first && second && !arena->newKey());
        std::string before;
        {
            const KeyAccess access(arena);
            before.assign(reinterpret_cast<const char *>(first.bytes().data()), kKeyBytes);
        }
        QVERIFY(before != std::string(kKeyBytes, '\0'));
        first = SecretKey();
        const SecretKey again = arena->newKey();
        QVERIFY(again);
        const KeyAccess access(arena);
        QCOMPARE(std::string(reinterpret_cast<const char *>(again.bytes().data()), kKeyBytes),
                 std::string(kKeyBytes, '\0'));
    }
};

QTEST_GUILESS_MAIN(TestCipher)
#include "tst_cipher.moc"
