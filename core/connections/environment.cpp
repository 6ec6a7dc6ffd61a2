// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/connections/environment.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string>

namespace eventscope {

namespace {

constexpr std::array<std::string_view, 4> kWords = {"unmarked", "development", "test", "production"};

} // namespace

std::string_view name(Environment environment) { return kWords[static_cast<std::size_t>(environment)]; }

Result<Environment> parseEnvironment(std::string_view word) {
    const auto *const found = std::ranges::find(kWords, word);
    if (found != kWords.end()) return static_cast<Environment>(found - kWords.begin());
    return fail(ErrorKind::Invalid,
                "There is no environment \"" + shortenEnd(safeText(word, LineBreaks::Escape), 40) + "\"",
                "Say development, test, production or unmarked");
}

} // namespace eventscope
