// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_report.h"
#include "core/privacy/erasure_request.h"
#include "core/privacy/erasure_world.h"

#include <string>
#include <vector>

namespace eventscope {

/// How an erasure stands.
struct ErasureResult {
    std::string erasure;
    bool isComplete = false;
    std::vector<std::string> open;    ///< what is left to be done, each a sentence
    std::vector<ErasureCheck> checks; ///< of the verification
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
/// `literals` are texts that must be nowhere any more; only a mark of each is kept (text_marks.h), so that an erasure
/// that goes on without them, or with others, stays open until it is verified with them. Complete only when nothing is
/// open. Errors: Invalid (the request; a purpose that is not known), NotFound (nothing is known of the person, and the
/// request does not allow it), Refused (a legal hold; the policy wants a second person, other than the first; another
/// erasure of the same person is under way; the vault is locked), those of the stores, the vault and the ledger: what
/// was done until then stands, and is told by its ledger. Cancelled only between steps before the fence.
[[nodiscard]] Result<ErasureResult> erase(const ErasureWorld &world, const ErasureRequest &request,
                                          const std::vector<std::string> &literals, const JobControl &job);

/// What erase() checks before it does anything: the request, holds, who decides, whether anything is known of the
/// person, the plan, and what was asked for with the same id before. For who asks somebody before. Changes nothing.
/// Errors: those of erase(), before it records anything.
[[nodiscard]] Result<void> checkErasure(const ErasureWorld &world, const ErasureRequest &request,
                                        const std::vector<std::string> &literals, const JobControl &job);

/// Repeats the verification alone, and closes with what it finds: in the ledger, and by the evidence where it is
/// missing. Where the store of `world` is only looked at nothing is written anywhere: what would be done, such as
/// deleting a copy, is told as open. Errors: NotFound (no such erasure, or it has not destroyed anything yet), Refused
/// (it is of somebody else), Invalid (a text that is too short to be looked for, where something is written), as
/// erase().
[[nodiscard]] Result<ErasureResult> verifyErasure(const ErasureWorld &world, const std::string &erasure,
                                                  const SubjectId &subject, const std::vector<std::string> &literals,
                                                  const JobControl &job);

} // namespace eventscope
