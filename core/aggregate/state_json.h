// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/record.h"
#include "core/base/result.h"
#include "core/json/json.h"

#include <string>
#include <string_view>

namespace eventscope {

/// The record as a document, its members in their order. Errors: TooLarge (nested beyond what Json takes).
template <Record T>
[[nodiscard]] Result<Json> toJson(const T &record) {
    return Json::parse(printRecord(record));
}

/// Errors: Invalid (no JSON object, or a member is missing or of another kind).
template <Record T>
[[nodiscard]] Result<T> stateFromText(std::string_view text) {
    FieldReader reader;
    T record;
    if (!reader.open(text, FieldReader::Slack::None))
        return fail(ErrorKind::Invalid, "A saved state is no JSON object");
    if (const std::string_view wrong = readRecord(reader, record); !wrong.empty()) {
        return fail(ErrorKind::Invalid, "A saved state has no usable \"" + std::string(wrong) + "\"");
    }
    return record;
}

/// The inverse of toJson(). Errors as stateFromText().
template <Record T>
[[nodiscard]] Result<T> fromJson(const Json &document) {
    return stateFromText<T>(print(document));
}

} // namespace eventscope
