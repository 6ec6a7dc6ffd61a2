// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/privacy/transformation_rules.h"
#include "core/vault/envelope.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// Rules on JSON texts: what no rule leads to stays byte for byte as it was.

/// A value that a rule has changed.
struct RuleChange {
    std::vector<std::string> path;
    std::string before;               ///< JSON as it stood there
    std::optional<std::string> after; ///< nothing: removed
};

/// A value that a rule leads to and that it cannot be applied to.
struct RuleProblem {
    std::vector<std::string> path;
    std::string what; ///< such as "is no time"; never the value
    bool isSealed = false;
};

struct RuledText {
    std::string text;
    std::vector<RuleChange> changes; ///< in the order of the text
    std::vector<RuleProblem> problems;
};

/// What `secret` makes of one value for a rule that makes pseudonyms: "p-" and 32 hexadecimal digits, as JSON.
[[nodiscard]] std::string pseudonymOf(std::string_view secret, std::string_view json);

/// Applies one rule to a document. Envelopes are taken whole: nothing in them is looked at, and a rule that needs to
/// read one cannot be applied. null is left by all rules that read. Errors: Invalid, TooLarge (no JSON).
[[nodiscard]] Result<RuledText> applied(const TransformationRule &rule, std::string_view text, std::string_view secret);

/// Where a value stands in a text.
struct TextPlace {
    std::vector<std::string> path;
    std::size_t offset = 0, bytes = 0;
};
/// The envelopes in a document, those that are not understood too. Errors as applied().
[[nodiscard]] Result<std::vector<TextPlace>> envelopesIn(std::string_view text);

/// Takes the member away whose value stands there, with its name and a comma. False: it is an element of an array,
/// which became null.
bool removeAt(std::string &text, std::size_t offset, std::size_t bytes);

} // namespace eventscope
