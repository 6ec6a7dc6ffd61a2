// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/secret.h"
#include "core/event/event_batch.h"
#include "core/event/new_event.h"
#include "core/lens/value_protection.h"
#include "core/privacy/rule_text.h"
#include "core/vault/key_vault.h"
#include "core/vault/sealing.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace eventscope {

/// What becomes of a protected value that cannot be read and that no rule takes care of. Its envelope is bound to its
/// event, so it cannot be carried along.
enum class Unreadable : std::uint8_t {
    Refuse,
    Null, ///< stands in the copy as null
};

/// From which stream to which, and how.
struct TransformationTask {
    std::string id; ///< of the transformation
    StreamId source, target;
    TransformationRules rules;
    Unreadable unreadable = Unreadable::Refuse;
    Secret secret; ///< for pseudonyms; may be empty where no rule makes any
};

/// A value that is another one in the copy.
struct TransformedPlace {
    std::string pointer;              ///< RFC 6901; behind "metadata:" in metadata
    std::string before;               ///< JSON; of a value that cannot be read its ProtectedMark
    std::optional<std::string> after; ///< nothing: removed
};

/// Why an event cannot be copied. Names places, never values.
struct TransformationProblem {
    Version version; ///< of the source
    std::string type, pointer, what;
};

struct TransformedEvent {
    NewEvent event;       ///< as it is to be appended: personal values in clear
    bool isRuled = false; ///< some rule is for events of its type
    std::vector<TransformedPlace> places;
    std::vector<TransformationProblem> problems;
    std::set<std::string> personal; ///< the places of the copy's values that the policy names
};

/// The member of a copy's metadata that says which event it stands for:
///
///     "$transformedFrom": { "transformation": "T-1", "event": "<id>", "version": 3, "position": "48",
///                           "recordedAt": "2026-03-04T12:00:03.000000Z" }
///
/// Metadata that is no JSON object stands in it as "metadata", or in base64 as "metadataBase64". That of a copy of a
/// copy has what was there before as "before".
inline constexpr std::string_view kTransformedFrom = "$transformedFrom";

/// "<source>~t<id>"
[[nodiscard]] StreamId transformedStream(const StreamId &source, const std::string &id);
/// The same for the same event of the same transformation, so that what is repeated is recognised.
[[nodiscard]] EventId transformedId(const std::string &transformation, const EventId &source);

/// When the event was recorded that this one stands for, through copies of copies; nothing: it is of no copy, or its
/// id and stream are not those that the transformation gives the event that its metadata names. Never later than it was
/// itself recorded. REQUIRES: its id and metadata were read.
[[nodiscard]] std::optional<Time> sourceRecordedAt(const EventView &event);

/// Makes the events of a copy, one by one, in the order of their stream and from its beginning. One thread.
class EventTransformer {
  public:
    /// Both must outlive it. `vault` is null where there is none, or it cannot be opened.
    EventTransformer(const TransformationTask &task, const StoreProtection &protection, const KeyVault *vault)
        : m_task(task), m_protection(protection), m_vault(vault) {}

    /// REQUIRES: all fields; `keys` are the vault's, or null. Errors: those of the vault's file.
    [[nodiscard]] Result<TransformedEvent> transform(const EventView &event, KeyVault::Lease *keys);

    /// Those whom sealed or personal values of the source are about.
    [[nodiscard]] const std::set<SubjectBinding> &people() const { return m_people; }

  private:
    /// Whom earlier events name, by the type of event and where in it.
    using Named = std::map<std::pair<std::string, std::vector<std::string>>, SubjectId>;
    /// A protected value of the source.
    struct Sealed {
        std::vector<std::string> path;
        FieldState state = FieldState::Locked;
        std::optional<SubjectBinding> subject;
    };
    /// A part of an event on its way.
    struct Part {
        PersonalField::Part part = PersonalField::Part::Data;
        bool isJson = true;
        std::string opened; ///< with what was sealed in clear, as far as it can be read
        std::string text;   ///< after the rules
        std::vector<Sealed> sealed;
    };

    [[nodiscard]] Result<Part> open(const EventView &event, PersonalField::Part part, const Payload &payload,
                                    KeyVault::Lease *keys) const;
    [[nodiscard]] Result<void> rule(Part &part, TransformedEvent &made) const;
    [[nodiscard]] Result<void> settleUnreadable(Part &part, TransformedEvent &made) const;
    [[nodiscard]] Result<void> checkPeople(const Part &part, const std::string &before, const std::string &after,
                                           TransformedEvent &made);
    [[nodiscard]] Result<bool> wasErased(const ClearField &field);
    void note(std::string_view type, const std::string &data, Named &named) const;
    [[nodiscard]] std::string stampedMetadata(const EventView &event, const Part &part) const;

    const TransformationTask &m_task;
    const StoreProtection &m_protection;
    const KeyVault *m_vault;
    Named m_before, m_after; ///< in the source, and in the copy
    std::set<SubjectBinding> m_people;
    std::map<std::pair<SubjectId, std::string>, bool> m_erased; ///< by purpose
    Version m_version;                                          ///< of the event at hand
};

} // namespace eventscope
