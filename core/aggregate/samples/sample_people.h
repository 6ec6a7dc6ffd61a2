// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/samples/order.h"

#include <cstdint>
#include <string>

namespace eventscope::samples {

/// A made-up person. The surname belongs to nobody else.
struct SamplePerson {
    std::string firstName;
    std::string surname;

    [[nodiscard]] std::string fullName() const { return firstName + " " + surname; }
    /// "A. Surname"
    [[nodiscard]] std::string signature() const { return firstName.substr(0, 1) + ". " + surname; }
    /// The address at one of several providers; each `provider` gives another one.
    [[nodiscard]] std::string email(std::uint64_t provider) const;
};

/// The people of a sample: person number n is the same whenever it is asked for.
///
/// Surnames and streets are made of syllables so that each is unique, all have the same length, and no name, email or
/// street is a part of another person's: a search for what should be gone cannot hit somebody else.
class SamplePeople {
  public:
    /// How many different people there are.
    static constexpr std::uint64_t kPeopleMax = 1u << 22;

    explicit SamplePeople(std::uint64_t seed) : m_seed(seed) {}
    /// The number of somebody new.
    [[nodiscard]] std::uint64_t add() { return m_people++; }
    [[nodiscard]] SamplePerson person(std::uint64_t number) const;
    /// Where that person lives.
    [[nodiscard]] Address address(std::uint64_t number) const;

  private:
    const std::uint64_t m_seed;
    std::uint64_t m_people = 0;
};

} // namespace eventscope::samples
