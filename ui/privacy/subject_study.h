// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure_plan.h"
#include "core/privacy/erasure_preview.h"
#include "ui/session/store_privacy.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace eventscope::ui {

/// Everything that is known of one person in a store, at the moment of the question. Immutable.
struct SubjectStudy {
    SubjectWanted wanted;
    std::vector<SubjectHit> hits; ///< the first kHitsMax
    std::uint64_t hitsLeftOut = 0;
    ErasurePlan plan;
    std::set<std::string> purposes;   ///< that are told apart in what is kept; without the empty one
    bool needsSecondPerson = false;   ///< the privacy policy wants two people to decide
    ErasurePreview preview;           ///< of that plan
    std::vector<LedgerEntry> entries; ///< what the ledger says of them, the oldest first
    static constexpr std::size_t kHitsMax = 50'000;
};
using SubjectStudyPtr = std::shared_ptr<const SubjectStudy>;

/// The streams with events that hold something of theirs, by name; of those that are listed.
[[nodiscard]] std::vector<StreamId> streamsOf(const SubjectStudy &study);

/// Blocks: for a call of StorePrivacy. Errors: those of planErasure() and previewErasure().
[[nodiscard]] Result<SubjectStudyPtr> studySubject(const StorePrivacy::Desk &desk, const SubjectWanted &wanted,
                                                   const JobControl &job);

} // namespace eventscope::ui
