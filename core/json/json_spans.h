// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Looks at values where they stand in the text of a JSON document, so that some can be changed and everything around
/// them stays byte for byte as it is.
class JsonSpanVisitor {
  public:
    virtual ~JsonSpanVisitor() = default;
    using Path = std::vector<std::string>; ///< the tokens of the value's JSON Pointer
    /// Whether the value at `path`, with which `text` begins, is to be taken as a whole. Else what is in it is looked
    /// at. Of members with the same name each is asked about.
    [[nodiscard]] virtual bool wants(const Path &path, std::string_view text) = 0;
    /// How many bytes the value that was wanted last has, where the visitor has found it to be JSON of this length: it
    /// is not read again then. 0: the visitor does not know.
    [[nodiscard]] virtual std::size_t knownBytes() const { return 0; }
    /// A value that was wanted: the `bytes` of the document from `offset` on.
    [[nodiscard]] virtual Result<void> take(const Path &path, std::size_t offset, std::size_t bytes) = 0;
};

/// In the order of the text. Errors: Invalid (no JSON; `detail` is "byte N"), TooLarge (nested deeper than 512), those
/// of the visitor. What is wanted is taken before an error behind it is found. Cost: one pass.
[[nodiscard]] Result<void> visitSpans(std::string_view document, JsonSpanVisitor &visitor);

} // namespace eventscope
