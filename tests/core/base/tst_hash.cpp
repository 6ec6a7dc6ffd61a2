// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"

#include <QtTest/QtTest>

using namespace eventscope;

class TestHash : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void isBlake2b256() {
        // RFC 7693's function with a 32-byte digest over "" and "abc", as b2sum -l 256 prints them.
        QCOMPARE(toHex(hashOf("").bytes),
                 std::string("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"));
        QCOMPARE(toHex(hashOf("abc").bytes),
                 std::string("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"));
    }
    void barePartsRunTogetherAndSizedOnesDoNot() {
        QVERIFY(Hasher().add("ab").add("c").finish() == hashOf("abc"));
        QVERIFY(Hasher().addSized("ab").addSized("c").finish() != Hasher().addSized("a").addSized("bc").finish());
    }
};

QTEST_APPLESS_MAIN(TestHash)
#include "tst_hash.moc"
