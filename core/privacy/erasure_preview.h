// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/fold/fold_registry.h"
#include "core/json/diff.h"
#include "core/lens/upcaster.h"
#include "core/privacy/subject_finder.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace eventscope {

/// How the state of a stream will read for people once the keys are gone.
struct StateAfterErasure {
    StreamId stream;
    std::string fold;
    std::vector<Change> changes; ///< from how it reads now; empty: it stays as it is
};
/// How a row of a read model will read.
struct RowAfterErasure {
    std::string model, key;
    std::vector<Change> changes;
};
struct ErasurePreview {
    std::vector<StateAfterErasure> states;
    std::vector<RowAfterErasure> rows;
    std::uint64_t statesLeftOut = 0, rowsLeftOut = 0; ///< beyond the limits
};

/// How those streams and rows are read.
struct PreviewSources {
    const SubjectSources &sources;
    const std::vector<UpcasterPtr> &upcasters;
    const FoldRegistry &folds;
    std::size_t statesMax = 100, rowsMax = 200;
};

/// What people will see of a person after an erasure that destroys `keys`, of all that `hits` names; reads each stream
/// and row twice, as it is and as if they were destroyed already. Errors: those of the stores and the vault,
/// Cancelled. Progress: streams and rows.
[[nodiscard]] Result<ErasurePreview> previewErasure(const PreviewSources &sources, std::span<const SubjectHit> hits,
                                                    const std::set<KeyId> &keys, const JobControl &job);

} // namespace eventscope
