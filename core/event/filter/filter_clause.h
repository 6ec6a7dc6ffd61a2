// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"
#include "core/json/pointer.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace eventscope {

/// How a path goes into an array.
enum class FilterElements : std::uint8_t {
    Any, ///< data.items[*].sku
    One, ///< data.items[3].sku
};

/// The path of the value at `pointer` of a document that filters call `root` (see Filter): data.items[*].sku. Empty
/// where a filter cannot name it: a key that is no UTF-8, or a path too long for a filter. REQUIRES: the value is
/// there.
[[nodiscard]] std::string filterPath(std::string_view root, const Json &document, const Pointer &pointer,
                                     FilterElements elements);

/// What matches events with such a value at `path`: data.amount == 100.00, where it is a scalar that a filter can name;
/// otherwise that there is a value. Empty for an empty path.
[[nodiscard]] std::string filterClause(std::string_view path, const Json &value);

} // namespace eventscope
