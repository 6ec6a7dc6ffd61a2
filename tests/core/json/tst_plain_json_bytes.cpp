// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/byte_set.h"
#include "core/json/plain_json_bytes.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

using namespace eventscope;

class TestPlainJsonBytes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyByteAtEveryPlaceOfAWord() {
        for (int code = 0; code < 256; ++code) {
            const bool plain = code >= 0x20 && code < 0x80 && code != '"' && code != '\\';
            for (std::size_t at = 0; at < 20; ++at) {
                std::string text(20, 'a');
                text[at] = static_cast<char>(code);
                QCOMPARE(plainJsonBytes(text), plain ? text.size() : at);
            }
        }
        QCOMPARE(plainJsonBytes({}), std::size_t{0});
    }

    void asByteByByte() {
        QVERIFY(rc::check("the same as one byte at a time", [](const std::string &text) {
            std::string special("\"\\");
            for (int code = 0; code < 256; ++code)
                if (code < 0x20 || code > 0x7f) special += static_cast<char>(code);
            RC_ASSERT(plainJsonBytes(text) == ByteSet(special).bytesBefore(text));
            RC_ASSERT(plainJsonBytes(text) == std::min(text.find_first_of(special), text.size()));
        }));
    }
};

QTEST_APPLESS_MAIN(TestPlainJsonBytes)
#include "tst_plain_json_bytes.moc"
