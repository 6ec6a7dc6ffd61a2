// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/privacy/model_stores.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope {

/// What one read model keeps of a stream that was removed.
struct LeftInModel {
    std::string name; ///< of its projection
    ModelRole role = ModelRole::Live;
    std::uint64_t rows = 0, letters = 0;
    bool operator==(const LeftInModel &) const = default;
};

/// Finds what came from the stream by the place that it names: rows by their envelopes, dead letters by their event.
/// What an event says that stands under that name now, since the stream has begun anew, is none of it. Rows that were
/// made of values in clear do not say where they come from. Errors: those of the stores. Cost: reads all rows and dead
/// letters.
[[nodiscard]] Result<std::vector<LeftInModel>> leftInModels(const EventStore &store, const ModelStores &models,
                                                            const StreamId &removed, const JobControl &job);

/// "2 rows of the read model orders still hold ..., make it anew (...)"
[[nodiscard]] std::string sentenceOf(const LeftInModel &left);

} // namespace eventscope
