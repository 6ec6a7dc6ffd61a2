// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/description_node.h"
#include "core/fold/event_subject.h"

#include <optional>
#include <string>

namespace eventscope {

/// Where an operation of a declared fold takes a value from: the payload ("/amount", "" for all of it), the event
/// itself
/// ("$recordedAt"), or the description (a literal).
class Source {
  public:
    /// A string: a JSON Pointer, or one of $stream, $category, $version, $position, $id, $type, $schemaVersion,
    /// $recordedAt, $validAt. Errors: Invalid, as DescriptionNode.
    [[nodiscard]] static Result<Source> reference(const DescriptionNode &node);
    [[nodiscard]] static Source literal(Json value);
    /// What read() answers where the event has nothing.
    void setDefault(Json value) { m_default = std::move(value); }

    /// Errors: Invalid (the event has nothing there, or its payload is no JSON); the message has no payload in it.
    [[nodiscard]] Result<Json> read(const EventSubject &event) const;
    /// Columns beside the header that read() looks at.
    [[nodiscard]] Fields fields() const;

    struct Header;

  private:
    Source() = default;
    [[nodiscard]] Result<std::optional<Json>> find(const EventSubject &event) const;

    const Header *m_header = nullptr;
    std::optional<Json> m_literal;
    Pointer m_pointer; // when it is neither of these
    std::optional<Json> m_default;
};

} // namespace eventscope
