// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/description/description_node.h"
#include "core/fold/event_subject.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eventscope {

/// What a description may speak about where it stands, beside the event.
struct SourceScope {
    bool hasElement = false; ///< one element of an array ($each)
    bool hasState = false;   ///< $state
};

/// Where an operation of a declared fold takes a value from: the payload ("/amount", "" for all of it), the event
/// itself ("$recordedAt"), an element ("$each/amount", "$each" for all of it), the state ("$state/total"), or the
/// description (a literal).
class Source {
  public:
    /// A string: a JSON Pointer, or one of $stream, $category, $version, $position, $id, $type, $schemaVersion,
    /// $recordedAt, $validAt, and $month ("2026-03"), $day ("2026-03-04"), $hour ("2026-03-04T12"): in which of them,
    /// in UTC, the event was recorded; where the scope has them also $each and $state with a JSON Pointer into them.
    /// Errors: Invalid, as DescriptionNode.
    [[nodiscard]] static Result<Source> reference(const DescriptionNode &node, SourceScope scope = {});
    /// A reference, or an object that says by a reference, or again by an object, what each of its members is.
    [[nodiscard]] static Result<Source> operand(const DescriptionNode &node, SourceScope scope = {});
    [[nodiscard]] static Source literal(Json value);
    /// What read() answers where the event has nothing.
    void setDefault(Json value) { m_default = std::move(value); }

    /// Errors: NotFound (the event has nothing there), Invalid (its payload is no JSON); the message has no payload in
    /// it. REQUIRES: an element and a state, for a source of such a scope.
    [[nodiscard]] Result<Json> read(const EventSubject &event) const;
    /// Columns beside the header that read() looks at.
    [[nodiscard]] Fields fields() const;

    // What it is; all of these say nothing for one that is composed, and for those of an element or a state.

    /// "$stream", "$day" ..., or empty.
    [[nodiscard]] std::string_view headerName() const;
    /// Null when it is not in the payload.
    [[nodiscard]] const Pointer *payloadPlace() const;
    [[nodiscard]] const std::optional<Json> &literalValue() const { return m_literal; }
    [[nodiscard]] const std::optional<Json> &defaultValue() const { return m_default; }

    struct Header;

  private:
    Source() = default;
    [[nodiscard]] Result<Json> find(const EventSubject &event) const;
    [[nodiscard]] Result<Json> compose(const EventSubject &event) const;
    [[nodiscard]] Result<Json> valueIn(const Json &document, std::string_view word) const;
    [[nodiscard]] static Result<Source> header(const DescriptionNode &node, std::string_view token);

    const Header *m_header = nullptr;
    std::optional<Json> m_literal;
    std::optional<std::vector<std::pair<std::string, Source>>> m_members;
    enum class Into : std::uint8_t { Payload, Element, State };
    Pointer m_pointer;           // when it is neither of these
    Into m_into = Into::Payload; // what that leads into
    std::optional<Json> m_default;
};

} // namespace eventscope
