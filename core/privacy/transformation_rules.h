// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/vault/privacy_policy.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What becomes of a value: a pure function of it.
struct TransformationRule {
    enum class Act : std::uint8_t {
        Remove,    ///< gone with its name; an element of an array becomes null, so that the others keep their places
        Replace,   ///< by the text `with`
        Null,      ///< by null
        Year,      ///< of a time as ISO 8601 writes it the year alone stays, as a text
        Step,      ///< a number goes down to the next multiple of `step`
        Pseudonym, ///< by a keyed hash that is the same for equal values within one transformation
    };
    std::string type; ///< of events, as stored; "*": every one that is not excluded
    PersonalField::Part part = PersonalField::Part::Data;
    FieldPath path;
    Act act = Act::Remove;
    std::string with; ///< of Replace: JSON
    std::string step; ///< of Step: a number above 0
};

/// How the events of a stream become those of its copy, as a team writes it in a JSON file:
///
///     { "transformation": 1, "exclude": ["StreamArchived"], "rules": [
///         { "event": "*", "path": "/name", "do": "remove" },
///         { "event": "CandidateApplied", "path": "/email", "do": "pseudonym" },
///         { "event": "CandidateApplied", "path": "/bornAt", "do": "year" },
///         { "event": "OfferMade", "path": "/salary", "do": "step", "step": 10000 },
///         { "event": "OfferMade", "path": "/items/*/note", "do": "replace", "with": "n/a" },
///         { "event": "*", "in": "metadata", "path": "/ip", "do": "null" } ] }
///
/// In a path the token "*" stands for any one. All rules that match an event run, in the order of the file, each on
/// what the one before has left. Rules for every event leave those of the excluded types as they are. Value type.
class TransformationRules {
  public:
    /// Errors: Invalid (with the place), TooLarge.
    [[nodiscard]] static Result<TransformationRules> parse(std::string_view json);

    [[nodiscard]] std::span<const TransformationRule> all() const { return m_rules; }
    [[nodiscard]] const std::vector<std::string> &excluded() const { return m_excluded; }
    [[nodiscard]] bool isExcluded(std::string_view type) const;
    /// The rules for events of this type, in their order.
    [[nodiscard]] std::vector<const TransformationRule *> rulesOf(std::string_view type) const;
    /// Some rule leads to this place or above it: what stands there is masked.
    [[nodiscard]] bool masks(std::string_view type, PersonalField::Part part, std::span<const std::string> path) const;
    /// Some rule makes pseudonyms.
    [[nodiscard]] bool needsSecret() const;
    /// Of all that the file says, however it is spaced.
    [[nodiscard]] const Hash &hash() const { return m_hash; }

  private:
    std::vector<TransformationRule> m_rules;
    std::vector<std::string> m_excluded;
    Hash m_hash;
};

} // namespace eventscope
