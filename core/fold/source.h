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

/// What a description may speak about where it stands: the event, or also one element of an array in its payload.
enum class SourceScope : std::uint8_t { Event, Element };

/// Where an operation of a declared fold takes a value from: the payload ("/amount", "" for all of it), the event
/// itself ("$recordedAt"), an element of the payload ("$each/amount", "$each" for all of it), or the description (a
/// literal).
class Source {
  public:
    /// A string: a JSON Pointer, or one of $stream, $category, $version, $position, $id, $type, $schemaVersion,
    /// $recordedAt, $validAt, and $month ("2026-03"), $day ("2026-03-04"), $hour ("2026-03-04T12"): in which of them,
    /// in UTC, the event was recorded; in the scope of an element also $each with a JSON Pointer into it. Errors:
    /// Invalid, as DescriptionNode.
    [[nodiscard]] static Result<Source> reference(const DescriptionNode &node, SourceScope scope = SourceScope::Event);
    /// A reference, or an object that says by a reference, or again by an object, what each of its members is.
    [[nodiscard]] static Result<Source> operand(const DescriptionNode &node, SourceScope scope = SourceScope::Event);
    [[nodiscard]] static Source literal(Json value);
    /// What read() answers where the event has nothing.
    void setDefault(Json value) { m_default = std::move(value); }

    /// Errors: NotFound (the event has nothing there), Invalid (its payload is no JSON); the message has no payload in
    /// it. REQUIRES: an element, for a source of that scope.
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
    Pointer m_pointer;       // when it is neither of these
    bool m_isInEach = false; // whether that leads into the element
    std::optional<Json> m_default;
};

} // namespace eventscope
