// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/sample_people.h"

#include <QtTest/QtTest>

#include <set>

using namespace eventscope::samples;

class TestSamplePeople : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Surnames of one length, each once: no full name, signature or email can hold another person's.
    void everySurnameIsOnesOwn() {
        const SamplePeople people(7);
        std::set<std::string> surnames;
        constexpr std::uint64_t count = 100'000;
        for (std::uint64_t i = 0; i < count; ++i) {
            const SamplePerson person = people.person(i);
            QCOMPARE(person.surname.size(), std::size_t(9));
            QVERIFY(surnames.insert(person.surname).second);
        }
    }
    void everyHouseIsOnesOwn() {
        const SamplePeople people(7);
        std::set<std::string> streets;
        for (std::uint64_t i = 0; i < 100'000; ++i) {
            const std::string street = people.address(i).street;
            QVERIFY(streets.insert(street).second);
            // Two digits at the end: none is the beginning of another.
            QVERIFY(street[street.size() - 3] == ' ');
        }
    }
    void aPersonIsAlwaysTheSame() {
        const SamplePeople people(7), again(7), other(8);
        QCOMPARE(people.person(5).fullName(), again.person(5).fullName());
        QVERIFY(people.address(5) == again.address(5));
        QVERIFY(people.person(5).fullName() != other.person(5).fullName());
    }
    void emailsFollowTheName() {
        const SamplePerson person{"Ada", "Bekoruson"};
        QCOMPARE(person.email(0), std::string("ada.bekoruson@example.org"));
        QVERIFY(person.email(0) != person.email(1));
        QCOMPARE(person.signature(), std::string("A. Bekoruson"));
    }
};

QTEST_APPLESS_MAIN(TestSamplePeople)
#include "tst_sample_people.moc"
