// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/field_reader.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eventscope::samples {

/// An amount with two places, exact; in JSON a number that always shows both: 120.00.
struct Money {
    static constexpr bool kIsDecimal = true;
    std::int64_t cents = 0;
    auto operator<=>(const Money &) const = default;
};

/// A share of the whole with two places, exact; in JSON 0.87.
struct Score {
    static constexpr bool kIsDecimal = true;
    std::int64_t hundredths = 0;
    auto operator<=>(const Score &) const = default;
};

/// Nothing when the result does not fit.
[[nodiscard]] std::optional<Money> sum(Money a, Money b);
[[nodiscard]] std::optional<Money> difference(Money a, Money b);
[[nodiscard]] std::optional<Money> product(Money price, std::int64_t quantity);

/// "120.00", "-0.05"
[[nodiscard]] std::string toString(Money money);
/// Takes a plain decimal whose third and later places are 0. Nothing for anything else, and when it does not fit.
[[nodiscard]] std::optional<Money> parseMoney(std::string_view text);

void printValue(std::string &out, const Money &money);
void printValue(std::string &out, const Score &score);
[[nodiscard]] bool readValue(FieldReader &reader, Money &money);
[[nodiscard]] bool readValue(FieldReader &reader, Score &score);
[[nodiscard]] bool takeCompact(std::string_view &rest, Money &money);
[[nodiscard]] bool takeCompact(std::string_view &rest, Score &score);

} // namespace eventscope::samples
