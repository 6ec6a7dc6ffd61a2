// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/byte_search.h"
#include "core/privacy/erasure_evidence.h"
#include "core/privacy/erasure_plan.h"
#include "core/store/writable_event_store.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What a person asks for. Nothing of it may name the one who is erased: it is kept.
struct ErasureRequest {
    std::string erasure; ///< its id: letters, digits, "-" and "_"; the same one goes on with what was begun
    SubjectId subject;
    std::vector<std::string> purposes; ///< none: all
    std::string reason;                ///< the legal ground
    std::string by, second; ///< roles or numbers of who decided; the second one may be empty, unless the policy asks
    std::string caseNumber;
    std::optional<Time> receivedAt; ///< when the person asked for it
    std::optional<Time> dueAt;      ///< nothing: a month after they asked (Article 12(3))
};

/// What an erasure works on; all of it outlives it.
struct ErasureWorld {
    WritableEventStore &store;         ///< as it is: evidence has no personal values
    const StoreProtection &protection; ///< with its vault unlocked
    KeyVault &vault;
    ErasureLedger &ledger;
    ModelStores models = {};
    Clock &clock;
    std::vector<std::string> files; ///< that are searched for remnants: of the store, the vault, read models, exports
    /// Empties what the store keeps beside its files and answers what stands in the way, each a sentence without a
    /// path; empty: the store is asked for nothing of that kind.
    std::function<Result<std::vector<std::string>>(const JobControl &job)> settle = {};
    std::map<std::string, std::string> roles = {};    ///< what a file of these is, for the report: "vault"
    std::map<std::string, std::string> versions = {}; ///< of the program and its libraries, for the report
    /// Told each act (see the ledger's acts) once it is noted; empty: nobody is. On the thread of the erasure.
    std::function<void(std::string_view act)> onAct = {};
};

/// How an erasure stands.
struct ErasureResult {
    std::string erasure;
    bool isComplete = false;
    std::vector<std::string> open; ///< what is left to be done, each a sentence
};

/// Destroys the keys of a person, so that what was sealed for them can never be read again, and proves it: request,
/// fence, destroy, rotate, look after what was made of it, leave evidence, verify, close. Each step is in the ledger
/// before the next begins, and does no harm when it is repeated: whoever calls this again with the same id after a
/// crash goes on where it stopped. From the fence on there is no way back.
///
/// Copies of their data that the register of exports knows are deleted where they still lie as they were made; one that
/// was changed there is left open, one that is not there any more is listed for who has it (export_register.h). Backups
/// of the vault from before it are listed with the day on which they expire, and are no reason for it to stay open
/// (backup_register.h).
///
/// Evidence of other erasures that the store has lost, since it is a restored copy, is put back first.
///
/// What the store keeps beside its file is emptied (`settle`): while a reader keeps it from that, the erasure is not
/// complete.
///
/// `literals` are texts that must be nowhere any more; only their number is kept, so that an erasure that goes on
/// without them stays open until it is verified with them. Complete only when nothing is open. Errors: Invalid (the
/// request), Refused (a legal hold; the policy wants a second person, other than the first; another erasure of the same
/// person is under way; the vault is locked), those of the stores, the vault and the ledger: what was done until then
/// stands, and is told by its ledger. Cancelled only between steps before the fence.
[[nodiscard]] Result<ErasureResult> erase(const ErasureWorld &world, const ErasureRequest &request,
                                          const std::vector<std::string> &literals, const JobControl &job);

/// Repeats the verification alone, and closes with what it finds: one more line in the ledger, and the evidence where
/// it is missing. Errors: NotFound (no such erasure, or it has not destroyed anything yet), Refused (it is of somebody
/// else), as erase().
[[nodiscard]] Result<ErasureResult> verifyErasure(const ErasureWorld &world, const std::string &erasure,
                                                  const SubjectId &subject, const std::vector<std::string> &literals,
                                                  const JobControl &job);

/// By when who asked at `time` must be answered: the same day of the next month, or its last one (Article 12(3)).
[[nodiscard]] Time dueAfter(Time time);

} // namespace eventscope
