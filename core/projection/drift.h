// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/model_difference.h"
#include "core/projection/projection_context.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// Which rows are looked at.
struct DriftScope {
    enum class Kind : std::uint8_t { All, Sample, Keys };
    Kind kind = Kind::All;
    std::size_t rows = 0; ///< of a sample: so many of the rows that are there, evenly over all keys
    std::string from, to; ///< keys from here to there, both included; all rows that should be there are looked at
    [[nodiscard]] static DriftScope all() { return {}; }
    [[nodiscard]] static DriftScope sample(std::size_t rows) { return {Kind::Sample, rows, {}, {}}; }
    [[nodiscard]] static DriftScope key(const std::string &key) { return {Kind::Keys, 0, key, key}; }
    [[nodiscard]] static DriftScope keys(std::string from, std::string to) {
        return {Kind::Keys, 0, std::move(from), std::move(to)};
    }
};

/// How a row came to be another one than it should be, as far as its events tell.
enum class Parting : std::uint8_t {
    Late,        ///< it is what it was before `event`: that one and those after it are missing from it
    Skipped,     ///< it is what it would be without `event`
    Doubled,     ///< it is what it would be had `event` been taken twice
    Unexplained, ///< no such thing; `event` is the last one that set a member that differs, if any did
};
/// "late", "skipped", "doubled", "unexplained"
[[nodiscard]] std::string_view name(Parting parting);

struct PartingEvent {
    Position position;
    StreamId stream;
    Version version;
    std::string type;
};

struct RowDrift {
    RowDifference difference;
    Parting parting = Parting::Unexplained;
    std::optional<PartingEvent> event; ///< the first one after which the rows part
};

struct DriftReport {
    Position asOf; ///< of both sides: the checkpoint of the live table
    ModelDifferences differences;
    std::vector<RowDrift> rows; ///< those of `differences.first`
};

/// Makes the rows aside, in memory, as of the live table's checkpoint, and compares them with it. Finds what explains
/// each of the first `explainedMax` differences. Rows of the table that are of events that failed are what the
/// projection makes of the others, on both sides. Errors: NotFound (no live table; neither it nor the events have a row
/// with a key of the scope), Refused (its rows are of another definition), those of the stores and of the run. Cost:
/// all events that the projection knows, once or twice; the chosen rows in memory.
[[nodiscard]] Result<DriftReport> findDrift(const ProjectionContext &context, const Projection &projection,
                                            const DriftScope &scope, std::size_t explainedMax, const JobControl &job);

} // namespace eventscope
