// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/cipher.h"

#include <rapidcheck.h>

#include <openssl/evp.h>
#include <sodium.h>

#include <QtTest>

#include <algorithm>

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

} // namespace

class TestCipher : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { QVERIFY(sodium_init() >= 0); }

    void knownVectors_data() {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("nonce");
        QTest::addColumn<QByteArray>("bound");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("cipherText");
        QTest::addColumn<QByteArray>("tag");
        // draft-irtf-cfrg-xchacha-03, A.3.1
        QTest::newRow("draft") << QByteArray("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")
                               << QByteArray("404142434445464748494a4b4c4d4e4f5051525354555657")
                               << QByteArray("50515253c0c1c2c3c4c5c6c7")
                               << QByteArray(
                                      "4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f6620"
                                      "2739393a204966204920636f756c64206f6666657220796f75206f6e6c79206f6e6520746970"
                                      "20666f7220746865206675747572652c2073756e73637265656e20776f756c642062652069742e")
                               << QByteArray(
                                      "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b"
                                      "4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69"
                                      "b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e")
                               << QByteArray("c0875924c1c7987947deafd8780acf49");
        // Project Wycheproof, xchacha20_poly1305_test.json, by their numbers there
        const auto row = [](int number, const char *key, const char *nonce, const char *bound, const char *plain,
                            const char *cipherText, const char *tag) {
            QTest::addRow("%d", number) << QByteArray(key) << QByteArray(nonce) << QByteArray(bound)
                                        << QByteArray(plain) << QByteArray(cipherText) << QByteArray(tag);
        };
        row(2, "ab1562faea9f47af3ae1c3d6d030e3af230255dff3df583ced6fbbcbf9d606a9",
            "6a5e0c4617e07091b605a4de2c02dde117de2ebd53b23497", "", "", "", "e2697ea6877aba39d9555a00e14db041");
        row(3, "d821dce9b890ea37ae1c89e7cb6aeae9371b8179add0d08f5494718322ae0071",
            "3ec3f7c45e687d75a895bf5e71809e7cdac32158bb48ec0d", "8780fb400f94c55d", "", "",
            "966c22d655b9e56326024f028cf887ad");
        row(5, "697c197c9e0023c8eee42ddf08c12c46718a436561b0c66d998c81879f7cb74c",
            "cd78f4533c94648feacd5aef0291b00b454ee3dcdb76dcc8", "6384f4714ff18c18", "e1", "b0",
            "e5e35f5332f91bdd2d28e59d68a0b141");
        row(11, "c70ef9ee59259019960c918bfc91237ed6786c73f2b62427e4cbd4d8096a1f03",
            "eb4e36c637d1908db2c2ae9c72cfbae50655cb5f6504c4b6", "8e0ac97934605052", "2738c9d0", "9406a621",
            "916b78ee04b20b8cd90f00b81bb8091c");
        row(19, "d447796ed4ceb2e43942700e7759e335f67afa8653748db95f924c94488195db",
            "cc4781134455e89c836f7433bd0426776f945d82f6358276", "06947c3afa797e99", "77c46ada19c81849",
            "80c8e9ac2cec97ce", "9b62dcc8076098affcb6e7995aaa99a6");
        row(27, "924aafdb5b8a206b3e49aefe8944918cdcc8ccb5bb4b8c4ee81b847aa6fa52a0",
            "829cb09e40c2cc5f7648adc177e56ef53a58bfa16a859338", "a67a57310055b193", "68576b935acaab8b33ab62e3",
            "2345bfc502f9c62d64ad87f9", "6736f095a28b887238f80dc562eaa25c");
    }
    void knownVectors() {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, nonce);
        QFETCH(QByteArray, bound);
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, cipherText);
        QFETCH(QByteArray, tag);
        const std::string expected = fromHex(cipherText + tag);
        QCOMPARE(sealed(fromHex(key), fromHex(nonce), fromHex(bound), fromHex(plain)), expected);
        std::string opened(expected.size() - kTagBytes, '\0');
        QVERIFY(
            unseal(keyOf(fromHex(key)), nonceOf(fromHex(nonce)), fromHex(bound), bytesOf(expected), writable(opened)));
        QCOMPARE(opened, fromHex(plain));
        for (std::size_t bit = 0; bit < expected.size() * 8; ++bit) {
            std::string changed = expected;
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
            QVERIFY(!unseal(keyOf(fromHex(key)), nonceOf(fromHex(nonce)), fromHex(bound), bytesOf(changed),
                            writable(opened)));
        }
        QVERIFY2(std::ranges::all_of(opened, [](char each) { return each == '\0'; }), "nothing of it is left");
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
