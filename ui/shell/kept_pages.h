// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <optional>
#include <string>
#include <vector>

namespace eventscope::ui {

/// The pages of one store and what they showed, as they are kept from one start to the next.
struct KeptPages {
    static constexpr std::size_t kPagesMax = 50;

    struct Page {
        std::string key; ///< as StorePages calls it
        bool isOnRight = false;
        bool isShown = false; ///< was on top of its side
        bool operator==(const Page &) const = default;
    };
    std::vector<Page> pages;          ///< in the order of the tabs
    std::string front;                ///< the key of the one of them that was in front; empty: the log was
    std::optional<Position> asOf;     ///< of the cursor; nothing: live
    std::optional<Position> selected; ///< in the log
    std::string filter;               ///< of the log
    bool operator==(const KeptPages &) const = default;
};

/// What could not be read again is left out: a page beyond kPagesMax, or a key that is no UTF-8.
[[nodiscard]] std::string textOf(const KeptPages &pages);
/// Of any text; what it does not say is as in a new KeptPages.
[[nodiscard]] KeptPages keptPagesOf(const std::string &text);

} // namespace eventscope::ui
