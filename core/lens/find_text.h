// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/filter/filter.h"
#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace eventscope {

/// Where a text was found, as far as the log was looked through.
struct FoundText {
    static constexpr std::size_t kPositionsMax = 1'000'000;

    std::vector<Position> positions;  ///< ascending, each event once
    Position searchedTo = kBeforeAll; ///< the last event that was looked at
    /// Nothing behind searchedTo was looked at, since there are kPositionsMax already.
    [[nodiscard]] bool isFull() const { return positions.size() >= kPositionsMax; }
};

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

/// Looks on behind `found.searchedTo`, up to `until`, for events that `filter` matches and that have `text` in the name
/// of their stream or type, in their metadata, or in their payload as it is seen through `lens` (see TextSearch). Adds
/// them to `found` and tells `onFound` (may be empty) after each batch. After an error what was found stays.
/// Errors: Cancelled, those of EventStore::scan.
[[nodiscard]] Result<void> findText(const EventStore &store, const Lens &lens, const Filter &filter,
                                    const std::string &text, Position until, FoundText &found,
                                    const std::function<void()> &onFound, const JobControl &job);

} // namespace eventscope
