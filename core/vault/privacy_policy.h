// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// A place in payloads: the tokens of a JSON Pointer, of which "*" stands for any one.
struct FieldPath {
    std::vector<std::string> tokens;
    [[nodiscard]] bool matches(std::span<const std::string> path) const;
    /// One leads to, or through, what the other leads to.
    [[nodiscard]] bool meets(std::span<const std::string> path) const;
    bool operator==(const FieldPath &) const = default;
};

/// A value that is about a person.
struct PersonalField {
    enum class Part : std::uint8_t { Data, Metadata };
    Part part = Part::Data;
    FieldPath path;
    std::vector<std::string> subject; ///< the tokens of where in the data the person's id stands; empty: see below
    bool isSubjectInStream = false;   ///< the id is what follows the category in the stream's name (see originalOf)
    std::string subjectEvent;         ///< the type of the earlier event of the stream in whose data it stands instead
    std::string purpose;              ///< what it is kept for; empty: any
};

/// Which values of which events are about whom, as a team says it in a JSON file of its domain pack:
///
///     { "policy": 1, "events": { "OrderPlaced": [
///         { "path": "/shippingAddress", "subject": "/customerId", "purpose": "delivery" },
///         { "path": "/items/*/engraving", "subject": "/customerId" } ],
///       "OrderDelivered": [ { "path": "/signature", "subject": { "event": "OrderPlaced", "path": "/customerId" } } ],
///       "UserRegistered": [ { "path": "/email", "subject": "stream" },
///                           { "path": "/remoteAddress", "in": "metadata", "subject": "stream" } ] } }
///
/// Value type.
class PrivacyPolicy {
  public:
    PrivacyPolicy() = default;
    /// Errors: Invalid (with the place), TooLarge.
    [[nodiscard]] static Result<PrivacyPolicy> parse(std::string_view json);

    [[nodiscard]] bool isEmpty() const { return m_fields.empty(); }
    /// None: nothing in events of this type is personal.
    [[nodiscard]] std::span<const PersonalField> fieldsOf(std::string_view type) const;
    [[nodiscard]] std::vector<std::string> types() const;

  private:
    std::map<std::string, std::vector<PersonalField>, std::less<>> m_fields;
};

} // namespace eventscope
