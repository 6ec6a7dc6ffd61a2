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

/// What is kept about a person for one purpose.
struct StudiedPurpose {
    std::string name;               ///< empty: for none
    std::uint64_t values = 0;       ///< in events, that are sealed and can still be read
    std::vector<LedgerEntry> holds; ///< that forbid to erase it
    bool isChosen = false;          ///< the plan would erase it
};

/// Everything that is known of one person in a store, at the moment of the question. Immutable.
struct SubjectStudy {
    SubjectWanted wanted;
    Time at;                      ///< when it was asked
    std::vector<SubjectHit> hits; ///< the first kHitsMax
    std::uint64_t hitsLeftOut = 0;
    ErasurePlan plan;
    std::set<std::string> purposes;      ///< that are told apart in what is kept; without the empty one
    std::vector<StudiedPurpose> choices; ///< those of which something is kept, or that a legal hold is about
    std::vector<std::string> chosen;     ///< those of the plan; empty: all
    std::vector<LedgerEntry> holds;      ///< on anything of theirs; the plan has those that forbid what it would do
    std::set<std::string> retirable;     ///< for which what comes would be sealed with a key that is there
    bool needsSecondPerson = false;      ///< the privacy policy wants two people to decide
    ErasurePreview preview;              ///< of that plan
    std::vector<LedgerEntry> entries;    ///< what the ledger says of them, the oldest first
    static constexpr std::size_t kHitsMax = 50'000;
};
using SubjectStudyPtr = std::shared_ptr<const SubjectStudy>;

/// The streams with events that hold something of theirs, by name; of those that are listed.
[[nodiscard]] std::vector<StreamId> streamsOf(const SubjectStudy &study);

/// Which purposes an erasure is planned for. Nothing: those of an erasure that is under way, else all that no legal
/// hold forbids. None named: all.
using ChosenPurposes = std::optional<std::vector<std::string>>;

/// Blocks: for a call of StorePrivacy. Errors: those of planErasure() and previewErasure().
[[nodiscard]] Result<SubjectStudyPtr> studySubject(const StorePrivacy::Desk &desk, const SubjectWanted &wanted,
                                                   const ChosenPurposes &chosen, const JobControl &job);

} // namespace eventscope::ui
