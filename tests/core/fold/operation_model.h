// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace eventscope::testing {

using ModelJson = nlohmann::ordered_json;

/// One operation of a declared fold, done a second time as plainly as possible, to check the real one against. Whole
/// numbers only. Nothing when it must fail.
[[nodiscard]] std::optional<ModelJson> applyModel(const ModelJson &operation, ModelJson state,
                                                  const ModelJson &payload);

/// A small document. `depth` bounds its nesting.
[[nodiscard]] ModelJson randomDocument(int depth);
/// A state with the members a, b, l (an array of objects mostly) and o, any of which may be missing or something else.
[[nodiscard]] ModelJson randomState();
/// A payload with the members id, k, n, v and e (an object with an id mostly), any of which may be missing.
[[nodiscard]] ModelJson randomPayload();
/// An operation of this verb that suits such states and payloads often.
[[nodiscard]] ModelJson randomOperation(const std::string &verb);

} // namespace eventscope::testing
