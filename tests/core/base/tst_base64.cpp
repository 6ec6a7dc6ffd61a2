// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/base64.h"

#include <rapidcheck.h>

#include <QtTest>

#include <array>
#include <span>

using namespace eventscope;

class TestBase64 : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// RFC 4648, section 10
    void knownTexts() {
        const std::pair<const char *, const char *> known[] = {{"", ""},
                                                               {"f", "Zg=="},
                                                               {"fo", "Zm8="},
                                                               {"foo", "Zm9v"},
                                                               {"foob", "Zm9vYg=="},
                                                               {"fooba", "Zm9vYmE="},
                                                               {"foobar", "Zm9vYmFy"}};
        for (const auto &[bytes, text] : known) {
            QCOMPARE(toBase64(bytes), std::string(text));
            QCOMPARE(fromBase64(text), std::optional<std::string>(bytes));
            QCOMPARE(fromOpenBase64(text), std::optional<std::string>(bytes));
        }
    }

    void anythingComesBack() {
        QVERIFY(rc::check("any bytes", [](const std::string &bytes) {
            const std::string text = toBase64(bytes);
            RC_ASSERT(fromBase64(text) == bytes);
            RC_ASSERT(fromOpenBase64(text) == bytes);
        }));
    }

    void asManyBytesAsAreWanted() {
        QVERIFY(rc::check("into a span", [](const std::string &bytes, std::uint8_t size) {
            const std::string text = toBase64(bytes);
            std::string taken(bytes.size(), 'x');
            RC_ASSERT(takeOpenBase64(text, std::as_writable_bytes(std::span(taken))));
            RC_ASSERT(taken == bytes);
            std::string other(size, 'x');
            RC_ASSERT(takeOpenBase64(text, std::as_writable_bytes(std::span(other))) == (size == bytes.size()));
        }));
        std::array<std::byte, 1> byte{};
        for (const char *text : {"Zh==", "Z===", "Zg=A", "Zg", "!g==", ""})
            QVERIFY2(!takeOpenBase64(text, byte), text);
    }

    /// libsodium, which the slow one is, and QByteArray do not agree on what is one: we are as strict as libsodium.
    void bothRefuseTheSame() {
        for (const char *text : {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "====", "=",
                                 "Zg==Zg==", "Z===", "Z g=", "Zm9v\n", "Zm-_", "Zg=A", "\xc3\xa4gA"}) {
            QVERIFY2(!fromBase64(text), text);
            QVERIFY2(!fromOpenBase64(text), text);
        }
        QVERIFY(rc::check("a changed text", [](const std::string &bytes, char other) {
            std::string text = toBase64(bytes);
            if (text.empty()) return;
            text[*rc::gen::inRange<std::size_t>(0, text.size())] = other;
            RC_ASSERT(fromOpenBase64(text) == fromBase64(text));
        }));
    }
};

QTEST_GUILESS_MAIN(TestBase64)
#include "tst_base64.moc"
