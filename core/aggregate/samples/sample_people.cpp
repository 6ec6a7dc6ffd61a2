// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_people.h"

#include <array>
#include <string_view>

namespace eventscope::samples {

namespace {

using namespace std::string_view_literals;

constexpr std::array kFirstNames = {
    "Adam"sv,  "Aisha"sv, "Alice"sv, "Amir"sv,   "Anna"sv,  "Ben"sv,   "Carla"sv,   "Chen"sv,  "Clara"sv, "Daniel"sv,
    "Elena"sv, "Emil"sv,  "Farid"sv, "Fatima"sv, "Greta"sv, "Hana"sv,  "Hugo"sv,    "Ines"sv,  "Ivan"sv,  "Jana"sv,
    "Jonas"sv, "Julia"sv, "Kofi"sv,  "Lena"sv,   "Liam"sv,  "Lucia"sv, "Maja"sv,    "Marco"sv, "Maria"sv, "Mehmet"sv,
    "Mia"sv,   "Nadia"sv, "Nils"sv,  "Noor"sv,   "Olga"sv,  "Omar"sv,  "Paula"sv,   "Pedro"sv, "Priya"sv, "Rosa"sv,
    "Samir"sv, "Sofia"sv, "Tariq"sv, "Tessa"sv,  "Tomas"sv, "Vera"sv,  "Wanjiru"sv, "Yuki"sv};
constexpr std::array kProviders = {"example.org"sv, "example.com"sv, "example.net"sv, "mail.example.org"sv,
                                   "post.example.com"sv};
constexpr std::array kCities = {"Aarhus"sv,  "Bergen"sv,  "Bologna"sv, "Bremen"sv,  "Brno"sv,    "Cork"sv,
                                "Gdansk"sv,  "Ghent"sv,   "Graz"sv,    "Leeds"sv,   "Lisbon"sv,  "Lyon"sv,
                                "Malmo"sv,   "Porto"sv,   "Riga"sv,    "Seville"sv, "Tallinn"sv, "Turku"sv,
                                "Utrecht"sv, "Vilnius"sv, "Zadar"sv,   "Zurich"sv};
constexpr std::array kCountries = {"Denmark"sv,  "Norway"sv,     "Italy"sv,   "Germany"sv,     "Czechia"sv,
                                   "Ireland"sv,  "Poland"sv,     "Belgium"sv, "Austria"sv,     "United Kingdom"sv,
                                   "Portugal"sv, "France"sv,     "Sweden"sv,  "Portugal"sv,    "Latvia"sv,
                                   "Spain"sv,    "Estonia"sv,    "Finland"sv, "Netherlands"sv, "Lithuania"sv,
                                   "Croatia"sv,  "Switzerland"sv};
static_assert(kCities.size() == kCountries.size());

constexpr std::string_view kConsonants = "bdfghjklmnprstvz";
constexpr std::string_view kVowels = "aeio";
constexpr std::array kSurnameEnds = {"ans"sv, "ard"sv, "ell"sv, "ens"sv, "ern"sv, "ett"sv, "ics"sv, "ild"sv,
                                     "ins"sv, "lis"sv, "nov"sv, "ock"sv, "off"sv, "rup"sv, "ski"sv, "son"sv};
constexpr std::array kStreetEnds = {"bank"sv, "croft"sv, "field"sv, "gate"sv, "hill"sv, "mead"sv, "wood"sv, "yard"sv};

// 16 consonants and 4 vowels make 64 syllables: 3 of them and an end out of 16 are 22 bits.
constexpr unsigned kBits = 22;
static_assert(SamplePeople::kPeopleMax == 1u << kBits && kSurnameEnds.size() == 16);

/// A permutation of the numbers below 2^22 that leaves no trace of their order: each step can be undone.
std::uint64_t shuffled(std::uint64_t number, std::uint64_t seed) {
    constexpr std::uint64_t mask = (1u << kBits) - 1;
    number = (number + seed) & mask;
    for (const std::uint64_t factor : {0x2c1b3c6dULL, 0x297a2d39ULL}) {
        number = (number * factor) & mask;
        number ^= number >> 11;
    }
    return number;
}

/// Three syllables of the low 18 bits, the first letter a capital.
std::string syllables(std::uint64_t bits) {
    std::string name;
    for (int i = 0; i < 3; ++i, bits >>= 6) {
        name += kConsonants[bits & 15];
        name += kVowels[bits >> 4 & 3];
    }
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

} // namespace

std::string SamplePerson::email(std::uint64_t provider) const {
    std::string text = firstName + "." + surname;
    for (char &c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text + "@" + std::string(kProviders[provider % kProviders.size()]);
}

SamplePerson SamplePeople::person(std::uint64_t number) const {
    const std::uint64_t bits = shuffled(number, m_seed);
    const auto first = kFirstNames[(number * 31 + m_seed) % kFirstNames.size()];
    return {std::string(first), syllables(bits) + std::string(kSurnameEnds[bits >> 18])};
}

Address SamplePeople::address(std::uint64_t number) const {
    const std::uint64_t bits = shuffled(number, m_seed >> 7);
    const std::size_t town = (number * 7 + m_seed) % kCities.size();
    // The end of a street depends on its syllables and the last four bits on the house, so that the pair is unique: the
    // house number has two digits, lest one be the beginning of another.
    const std::string street = syllables(bits) + std::string(kStreetEnds[bits & 7]) + " Street ";
    return {street + std::to_string(10 + (bits >> 18)), std::string(kCities[town]),
            std::to_string(10000 + bits % 90000), std::string(kCountries[town])};
}

} // namespace eventscope::samples
