// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

namespace eventscope::samples {

/// One kind of thing that goes on in a sample. Each call runs one or a few commands, at the world's time.
class SampleLife {
  public:
    virtual ~SampleLife() = default;
    /// Something happens on its own. The answer names it, for its later resumptions; 0 when nothing will follow.
    [[nodiscard]] virtual Result<std::uint64_t> begin() = 0;
    /// `subject` goes on with what the agenda says is due.
    [[nodiscard]] virtual Result<void> resume(std::uint64_t subject) = 0;
};

/// What is due when.
class SampleAgenda {
  public:
    struct Item {
        Time due;
        std::uint64_t order = 0; ///< of two items due at once the earlier made goes first
        SampleLife *life = nullptr;
        std::uint64_t subject = 0;
    };

    void add(Time due, SampleLife &life, std::uint64_t subject) { m_items.push({due, m_made++, &life, subject}); }
    /// Takes the first item if it is due at `now`.
    [[nodiscard]] std::optional<Item> takeDue(Time now) {
        if (m_items.empty() || m_items.top().due > now) return std::nullopt;
        const Item item = m_items.top();
        m_items.pop();
        return item;
    }

  private:
    struct Later {
        bool operator()(const Item &a, const Item &b) const {
            return a.due != b.due ? a.due > b.due : a.order > b.order;
        }
    };
    std::priority_queue<Item, std::vector<Item>, Later> m_items;
    std::uint64_t m_made = 0;
};

} // namespace eventscope::samples
