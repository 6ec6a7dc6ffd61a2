// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fold/fold.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope::testing {

/// An event as the tests of folds write it down.
struct TestEvent {
    std::string type;
    std::string data = "{}";
    Encoding encoding = Encoding::Json;
    std::string metadata = "{}";
    int schemaVersion = 1;
    std::optional<Time> validAt = {};
};

/// Events of stream "account-7": versions from `firstVersion`, positions a hundred higher, a second apart from
/// 2026-03-04T12:00:00Z on.
[[nodiscard]] ReadableBatch batchOf(const std::vector<TestEvent> &events, std::int64_t firstVersion = 1);

/// Everything that a run tells its sink.
struct ToldStep {
    std::size_t row = 0;
    std::optional<std::string> state; ///< as text
    StepOutcome outcome;
    bool operator==(const ToldStep &) const = default;
};
class RecordingSink final : public StepSink {
  public:
    [[nodiscard]] Result<Flow> step(std::size_t row, const Json *state, const StepOutcome &outcome) override;
    std::vector<ToldStep> told;
    std::size_t enoughAfter = ~std::size_t{0};
};

/// What folding `events` with Emit::each() tells. Fails the test program when the run ends with an error.
std::vector<ToldStep> foldAll(FoldRun &run, const ReadableBatch &events);
/// The state of a run as text.
[[nodiscard]] std::string stateOf(FoldRun &run);
/// Parses a document that must be one.
[[nodiscard]] Json json(std::string_view text);

} // namespace eventscope::testing
