// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace eventscope {

/// A text to look for, whatever the case of its letters (simple case folding of Unicode, as RE2 does it). A text that
/// is no UTF-8 is looked for byte by byte. Threads: any.
class TextSearch {
  public:
    explicit TextSearch(std::string_view text);
    ~TextSearch();
    TextSearch(const TextSearch &) = delete;
    TextSearch &operator=(const TextSearch &) = delete;

    /// An empty text is nowhere. Cost: linear in the bytes, whatever they are.
    [[nodiscard]] bool isIn(std::string_view bytes) const;

  private:
    const std::string m_text;
    std::unique_ptr<const re2::RE2> m_pattern; ///< null: byte by byte
};

} // namespace eventscope
