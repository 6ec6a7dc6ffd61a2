// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/event/new_event.h"
#include "core/store/event_store.h"
#include "core/vault/key_vault.h"
#include "core/vault/privacy_policy.h"
#include "core/vault/sealing.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace eventscope {

/// An event on its way into a store.
struct EventToSeal {
    const StreamId *stream = nullptr;
    NewEvent *event = nullptr;
};

/// Puts envelopes in the place of the personal values of events before they are stored. Keeps in memory whom the
/// earlier events of a stream name, where the policy asks for that. One thread.
class EventSealer {
  public:
    /// All must outlive it. `store` is the id of the store that the events go to in the end, `reader` where those
    /// before them are.
    EventSealer(const PrivacyPolicy &policy, std::string store, const EventStore &reader, KeyVault::Lease &keys);

    /// Looks whether there is anything before them, once: to be called before a store is filled that cannot be read
    /// meanwhile. Errors: those of the store.
    [[nodiscard]] Result<void> lookFirst(const JobControl &job);

    /// In their order; events of one stream in that of their versions. All or none is changed. null of a subject who
    /// was erased stays as it is, since nobody is told by it. What comes as an envelope must be one that this vault has
    /// sealed for this place, or whatever stood in it would be kept in clear under its name. Errors: Invalid (a
    /// personal value without its subject, in a payload that is no JSON, or in an envelope that is not ours; `detail`
    /// is the number of the event, from 0), Refused (a subject was erased; the vault is locked), those of the vault's
    /// file and of the store.
    [[nodiscard]] Result<void> seal(std::span<const EventToSeal> events, const JobControl &job);

  private:
    struct Found {
        std::vector<ClearField> data, metadata;
    };
    struct Texts {
        std::string data, metadata;
    };
    using KeyOf = std::map<std::pair<std::string, SubjectId>, SubjectKey>; ///< by purpose and subject
    using KeyAt = std::map<std::string, SubjectKey>;                       ///< by pointer

    /// Where an event is already that names a subject for others, or wants it named, and is written once more. What it
    /// was sealed for is what the events before it say, whatever those behind it do. Nothing: it is new, or does
    /// neither.
    [[nodiscard]] Result<std::optional<Position>> presentAt(const EventToSeal &each, const JobControl &job);
    [[nodiscard]] Result<Found> find(const EventToSeal &each, std::optional<Position> present, const JobControl &job);
    [[nodiscard]] Result<void> checkSealed(const EventToSeal &each, std::span<const PersonalValue> values);
    [[nodiscard]] Result<KeyOf> keysOf(std::span<const Found> found);
    [[nodiscard]] Result<void> addKeysOfNulls(std::span<const Found> found, KeyOf &keys);
    /// As many of the first events as there can be keys for at once; at least one.
    [[nodiscard]] static std::span<const Found> stretchOf(std::span<const Found> found);
    /// Under which keys an event's values stand in the store, where it is there already and somebody's key was retired
    /// since: written once more it must be the same, or it would not be recognised. Nothing else is ever sealed with a
    /// retired key, since what is there already is not written. Cost: reads the event, where there is a retired key.
    [[nodiscard]] Result<KeyAt> keysAtRest(const EventToSeal &each, const Found &found, const KeyOf &keys,
                                           const JobControl &job);
    [[nodiscard]] Texts sealedTexts(const EventToSeal &each, const Found &found, const KeyOf &keys,
                                    const KeyAt &atRest) const;
    /// Keeps whom the event names, for those behind it.
    void note(const EventToSeal &each);
    [[nodiscard]] Result<std::optional<SubjectId>> earlierSubject(const StreamId &stream, const PersonalField &field,
                                                                  const JobControl &job);

    const PrivacyPolicy &m_policy;
    const std::string m_store;
    const EventStore &m_reader;
    KeyVault::Lease &m_keys;
    std::vector<PersonalField> m_earlier;               ///< the fields whose subjects stand in earlier events
    std::set<std::string> m_ofEarlier;                  ///< the types of both of these events
    std::optional<bool> m_isEmpty;                      ///< whether there was an event before those that are sealed
    std::unordered_map<std::string, SubjectId> m_named; ///< by stream and where it stands
};

} // namespace eventscope
