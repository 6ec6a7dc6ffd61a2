// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/description_node.h"
#include "core/fold/event_subject.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace eventscope {

/// Where an operation of a declared fold takes a value from: the payload ("/amount", "" for all of it), the event
/// itself
/// ("$recordedAt"), or the description (a literal).
class Source {
  public:
    /// A string: a JSON Pointer, or one of $stream, $category, $version, $position, $id, $type, $schemaVersion,
    /// $recordedAt, $validAt. Errors: Invalid, as DescriptionNode.
    [[nodiscard]] static Result<Source> reference(const DescriptionNode &node);
    /// A reference, or an object that says by a reference, or again by an object, what each of its members is.
    [[nodiscard]] static Result<Source> operand(const DescriptionNode &node);
    [[nodiscard]] static Source literal(Json value);
    /// What read() answers where the event has nothing.
    void setDefault(Json value) { m_default = std::move(value); }

    /// Errors: NotFound (the event has nothing there), Invalid (its payload is no JSON); the message has no payload in
    /// it.
    [[nodiscard]] Result<Json> read(const EventSubject &event) const;
    /// Columns beside the header that read() looks at.
    [[nodiscard]] Fields fields() const;

    struct Header;

  private:
    Source() = default;
    [[nodiscard]] Result<Json> find(const EventSubject &event) const;
    [[nodiscard]] Result<Json> compose(const EventSubject &event) const;

    const Header *m_header = nullptr;
    std::optional<Json> m_literal;
    std::optional<std::vector<std::pair<std::string, Source>>> m_members;
    Pointer m_pointer; // when it is neither of these
    std::optional<Json> m_default;
};

} // namespace eventscope
