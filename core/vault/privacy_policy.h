// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"
#include "core/vault/keep_period.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
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
    std::string meaning;              ///< what it is, for the person; empty: not said
};

/// What a purpose is, for the person whose data is kept for it. All of it may be empty: not said.
struct PrivacyPurpose {
    std::string meaning;                 ///< "Bringing what you ordered to you"
    std::string ground;                  ///< the legal one, such as "Art. 6(1)(b)"
    std::string retention;               ///< for how long
    std::vector<std::string> recipients; ///< who gets it
    std::optional<KeepPeriod> keep = {}; ///< for how long, to be reckoned with; nothing: without an end
    bool operator==(const PrivacyPurpose &) const = default;
};

/// The event with which an erasure closes a stream. Nothing in it is about a person but their id, which is in the
/// stream's name.
struct TombstoneRule {
    /// In data a text that is not taken as it is: the person's id; the time of the erasure, as toIso() writes it.
    static constexpr std::string_view kSubject = "$subject", kNow = "$now";
    std::string type;             ///< such as "CandidateAnonymized"
    Json data = Json::object({}); ///< its members are no lists and no objects
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
/// What a person is told of it stands beside: a field's "meaning", and
///
///     "controller": "Shop Ltd, privacy@shop.example",
///     "purposes": { "delivery": { "meaning": "...", "ground": "...", "retention": "...", "recipients": ["..."] } }
///
/// A purpose's "keep": "P2Y" is for the list of what is due (see dueData()): for how long after the last event that
/// holds something of a person for it.
///
/// An erasure of somebody as a whole appends an event to each stream that bears their id behind its category (see
/// TombstoneRule):
///
///     "tombstones": { "candidate": { "type": "CandidateAnonymized",
///                                    "data": { "candidateId": "$subject", "anonymizedAt": "$now" } } }
///
/// An erasure can be made the decision of two people: "confirmation": { "secondPerson": true }.
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
    /// The one that an event's value at this place is under, as the sealing takes it; null: none.
    [[nodiscard]] const PersonalField *fieldAt(std::string_view type, PersonalField::Part part,
                                               std::span<const std::string> path) const;

    /// An erasure is asked for by two people who are not the same.
    [[nodiscard]] bool needsSecondPerson() const { return m_needsSecondPerson; }
    /// By the category of the streams that it closes; null: streams of this one are not closed.
    [[nodiscard]] const TombstoneRule *tombstoneOf(std::string_view category) const;
    /// Who is responsible and how they are reached; empty: not said.
    [[nodiscard]] const std::string &controller() const { return m_controller; }
    /// Those that are told about, by name.
    [[nodiscard]] const std::map<std::string, PrivacyPurpose, std::less<>> &purposes() const { return m_purposes; }

  private:
    bool m_needsSecondPerson = false;
    std::string m_controller;
    std::map<std::string, PrivacyPurpose, std::less<>> m_purposes;
    std::map<std::string, TombstoneRule, std::less<>> m_tombstones;
    std::map<std::string, std::vector<PersonalField>, std::less<>> m_fields;
};

} // namespace eventscope
