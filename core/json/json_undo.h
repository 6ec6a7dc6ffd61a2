// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/json.h"

#include <array>
#include <cstddef>
#include <optional>

namespace eventscope {

/// What it takes to take back the edits of a draft that was told to note them here (see JsonDraft::noteIn()). A freeze
/// beforehand does as well, but then the first edit copies all of the document's own members; here the first few edits
/// of members that are there stay in place. One thread.
class JsonUndo {
  public:
    /// The document as it was when the draft was told. `edited` is what the draft made of it.
    [[nodiscard]] Json takeBack(Json edited) &&;

  private:
    friend class JsonDraft;
    struct Replaced {
        std::size_t member = 0;
        Json value;
    };
    /// Before an edit of the member at this index alone.
    void prepareMember(const Json &document) {
        if (m_count == m_replaced.size()) prepare(document);
    }
    /// Before any other edit.
    void prepare(const Json &document) {
        if (!m_whole) m_whole = document;
    }
    void replaced(std::size_t member, Json value) {
        if (!m_whole) m_replaced[m_count++] = {member, std::move(value)};
    }

    std::array<Replaced, 4> m_replaced;
    std::size_t m_count = 0;
    std::optional<Json> m_whole; ///< as it was after those edits
};

} // namespace eventscope
