// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/event_store.h"

#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What was done of a transformation, and when.
struct TransformationStep {
    Time at;
    std::string type; ///< of the event that says so: "TransformationCompleted"
    std::string by, reason;
    bool operator==(const TransformationStep &) const = default;
};

/// How a transformation stands, by what the store says of it.
struct TransformationAccount {
    StreamId target;
    std::vector<TransformationStep> steps; ///< the oldest first
    std::vector<std::string> open;         ///< what was left when it was last looked, each a sentence
    std::vector<std::string> remaining;    ///< what no removal reaches, likewise
    bool isSourceRemoved = false;
    [[nodiscard]] bool isComplete() const { return open.empty(); }
};

/// Reads the evidence of the transformation `id` of `source`; looks at nothing else. Errors: NotFound (there is none),
/// Refused (it is of another stream), those of the store.
[[nodiscard]] Result<TransformationAccount> transformationAccount(const EventStore &store, const StreamId &source,
                                                                  std::string_view id, const JobControl &job);

} // namespace eventscope
