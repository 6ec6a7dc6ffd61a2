// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace eventscope {

/// A value, or the reason why there is none. Every public core function that can fail returns one.
template <class T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

[[nodiscard]] inline Failure fail(ErrorKind kind, std::string message, std::string hint = {}, std::string detail = {}) {
    return Failure(Error{kind, std::move(message), std::move(hint), std::move(detail), std::nullopt, false});
}

[[nodiscard]] inline Failure fail(Error error) { return Failure(std::move(error)); }

[[nodiscard]] inline Failure cancelled() { return fail(ErrorKind::Cancelled, "Cancelled"); }

} // namespace eventscope

/// Leaves the calling function with the error of `expression`, a Result, when it has one.
#define ES_TRY(expression)                                                                                             \
    do {                                                                                                               \
        if (auto esTried = (expression); !esTried) return ::eventscope::fail(std::move(esTried).error());              \
    } while (false)

/// Declares `variable` with the value of `expression`, a Result, or leaves the calling function with its error.
#define ES_ASSIGN(variable, expression)                                                                                \
    auto variable##Result = (expression);                                                                              \
    if (!variable##Result) return ::eventscope::fail(std::move(variable##Result).error());                             \
    auto variable = *std::move(variable##Result)
