// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/lens/value_protection.h"
#include "core/privacy/model_stores.h"
#include "core/store/event_store.h"
#include "core/vault/envelope.h"
#include "core/vault/key_ids.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Whom to look for.
struct SubjectWanted {
    SubjectId subject;
    std::vector<SubjectId> aliases;    ///< other ids of the same person
    std::vector<std::string> literals; ///< texts that clear data may hold; found in any letter case (see TextSearch)
};

/// Where something about a person was found, and why it is taken for theirs.
struct SubjectHit {
    enum class Place : std::uint8_t { Data, Metadata, StreamName, Snapshot, ModelRow, DeadLetter };
    enum class Reason : std::uint8_t {
        Envelope,   ///< sealed for them, in whatever form
        Policy,     ///< in clear, and the privacy policy says that it is theirs
        Identifier, ///< their id
        Literal,    ///< a text that was asked for, in clear
    };
    Place place = Place::Data;
    Reason reason = Reason::Envelope;
    FieldState state = FieldState::Clear; ///< of an envelope; all else is clear
    KeyId sealedBy;                       ///< of an envelope; zero: one of a later form does not tell
    std::string pointer;                  ///< in the document; empty: the whole of it, or a name
    std::string purpose;                  ///< of a sealed value that of its key; of one in clear what the policy says
    StreamId stream;                      ///< of an event or a snapshot; of a dead letter: of its event
    Version version;
    Position position;
    EventId event;
    std::string type;  ///< of an event; of a snapshot: its fold
    Time recordedAt;   ///< of a dead letter: when its event could not be taken
    std::string model; ///< of a row or a dead letter: the title of its read model (see ModelStores::list())
    std::string key;
    bool operator==(const SubjectHit &) const = default;
};
/// "data", "metadata", "stream name", "snapshot", "model row", "dead letter"
[[nodiscard]] std::string_view name(SubjectHit::Place place);
/// "envelope", "policy", "identifier", "literal"
[[nodiscard]] std::string_view name(SubjectHit::Reason reason);

/// Where to look.
struct SubjectSources {
    const EventStore &store;
    const StoreProtection &protection;
    ModelStores models = {}; ///< whose rows and dead letters are looked at
    /// An erasure deletes snapshots of what it touches; else they are another program's.
    bool deletesSnapshots = false;
};

/// \name Where something in one of these stands; why it is taken for theirs is for who finds it. `title` is that of its
/// read model.
/// @{
[[nodiscard]] SubjectHit hitIn(const Snapshot &snapshot);
[[nodiscard]] SubjectHit hitIn(const DeadLetter &letter, std::string_view title);
/// @}

/// What is looked at of a dead letter: where hits in it point.
[[nodiscard]] Json letterDocument(const DeadLetter &letter);

/// Everything that is about a person, in the order of the log, then snapshots, then rows and dead letters. Events that
/// hold nothing of theirs cost a search of their bytes. The vault is needed to tell whom envelopes are for: where it
/// cannot be opened that is an error; without one at all there are no envelopes to be told. Errors: Invalid (no id),
/// Refused and others of the vault, those of the stores and of `take`, Cancelled. Progress: events.
[[nodiscard]] Result<void> findSubject(const SubjectSources &sources, const SubjectWanted &wanted,
                                       const std::function<Result<void>(const SubjectHit &)> &take,
                                       const JobControl &job);

} // namespace eventscope
