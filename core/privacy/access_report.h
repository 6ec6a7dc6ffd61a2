// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/secret.h"
#include "core/base/write_bytes.h"
#include "core/privacy/erasure_ledger.h"
#include "core/privacy/subject_finder.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// Something about a person, as they may see it.
struct AccessValue {
    SubjectHit::Place place = SubjectHit::Place::Data;
    SubjectHit::Reason reason = SubjectHit::Reason::Envelope;
    FieldState state = FieldState::Clear;
    std::string pointer; ///< in the document; empty: the whole of it, or a name
    Json value;          ///< opened; a ProtectedMark where it is not clear; kAnotherPerson where it is somebody else's
    std::string purpose; ///< of the policy, or of the key it was sealed with; empty: not said
    std::string meaning; ///< of the policy, or the plain one of an id or a stream's name; empty: not said
};

/// Where values about a person stand: an event, a snapshot, a row of a read model, or a dead letter of one.
struct AccessSource {
    SubjectHit::Place place = SubjectHit::Place::Data; ///< Data: an event
    std::string stream;                                ///< of an event or a snapshot, or of a dead letter's event
    Version version;
    Position position;
    EventId event;
    std::string type; ///< of an event; of a snapshot: its fold
    Time recordedAt;
    std::string model, key; ///< of a row or a dead letter
    std::vector<AccessValue> values;
    /// The event's data and metadata with what is others' masked, where more in it than a text that was looked for is
    /// theirs; else nothing.
    std::optional<Json> data, metadata;
};

/// What a store holds about a person, as they may see it: everything that findSubject() finds, each once. In memory
/// only, in clear.
struct AccessReport {
    SubjectId subject;
    std::vector<SubjectId> aliases;
    Time madeAt;
    std::string receiver;                                        ///< whom it is made for; may be empty
    std::string controller;                                      ///< of the policy; may be empty
    std::map<std::string, PrivacyPurpose, std::less<>> purposes; ///< those of the policy that any value has
    std::vector<AccessSource> sources;                           ///< in the order of findSubject()
    std::uint64_t masked = 0;                                    ///< so often something is kAnotherPerson
};
/// How many values there are, by a word for each: of place and state.
struct AccessCounts {
    std::uint64_t values = 0, events = 0, snapshots = 0, rows = 0, letters = 0;
    std::map<std::string, std::uint64_t, std::less<>> byState, byPurpose;
};
[[nodiscard]] AccessCounts countsOf(const AccessReport &report);

/// Errors: as findSubject(). Progress: events. Cost: two passes over what is theirs, one over the log.
[[nodiscard]] Result<AccessReport> collectAccess(const SubjectSources &sources, const SubjectWanted &wanted, Time now,
                                                 const JobControl &job);

/// As JSON Lines, for machines (Article 20): a line about the report, one for each source, one with the counts. Errors:
/// those of `write`, Cancelled.
[[nodiscard]] Result<void> writeAccessLines(const AccessReport &report, const WriteBytes &write, const JobControl &job);

/// What an access report is made of, and where it is entered; all outlive the call.
struct AccessWorld {
    const EventStore &store;
    const StoreProtection &protection;
    KeyVault *vault = nullptr;       ///< unlocked; null: the store has none
    ErasureLedger *ledger = nullptr; ///< its register of exports; null: the store has no vault, and so no register
    ModelStores models = {};
    Clock &clock;
};
struct AccessRequest {
    SubjectWanted wanted;
    std::string path;     ///< of the archive; a file that is there is replaced
    std::string receiver; ///< whom it is for: a role or number, no name, since the register keeps it
    std::string by;       ///< who makes it, likewise
};
struct AccessMade {
    AccessCounts counts;
    std::uint64_t masked = 0;
    std::uint64_t bytes = 0;
    Hash hash;                             ///< BLAKE2b-256 of the archive
    std::optional<std::uint64_t> exportNo; ///< in the register
};

/// Makes the answer to a person who asks what is kept about them (Articles 15 and 20): one archive, enciphered with
/// `passphrase`, with the same in three forms: personal-data.jsonl, .html and .pdf. Nothing of it comes to a disk in
/// clear. The file appears whole or not at all, and not before the register has it, so that a later erasure finds it.
/// Errors: those of collectAccess(), of writing and of the ledger, Refused (a passphrase that is too short), Invalid
/// (what the register would keep holds the person's id, a text that was looked for or one of their values), Cancelled.
/// Progress: events, then what is written.
[[nodiscard]] Result<AccessMade> makeAccessReport(const AccessWorld &world, const AccessRequest &request,
                                                  const Secret &passphrase, const JobControl &job);

} // namespace eventscope
