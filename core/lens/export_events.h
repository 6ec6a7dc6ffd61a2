// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/codec/encoder.h"
#include "core/event/filter/filter.h"
#include "core/lens/lens.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Takes the next piece of a text.
using WriteText = std::function<Result<void>(std::string_view)>;

struct ExportRange {
    std::uint64_t limit = kNoLimit; ///< the first that match
    std::uint64_t expected = 0;     ///< how many there are likely to be, for the progress; 0: unknown
};

/// \name Events as stored, encoded and handed on in pieces of about a MiB
/// Nothing is upcast in what is written, so that an import gives the same store again. They answer how many events were
/// written, and report progress. Errors: Cancelled, those of the store and of `write`.
/// @{
/// Those that `filter` matches as seen through `lens`; each once, however many the lens makes of it.
[[nodiscard]] Result<std::uint64_t> exportMatching(const EventStore &store, const Lens &lens, const Filter &filter,
                                                   const ExportRange &range, const Encoder &encoder,
                                                   const WriteText &write, const JobControl &job);
/// Those at these positions, which ascend. One that is not there is left out.
[[nodiscard]] Result<std::uint64_t> exportAt(const EventStore &store, const std::vector<Position> &positions,
                                             const Encoder &encoder, const WriteText &write, const JobControl &job);
/// @}

/// What writes a text and answers how many events are in it.
using ExportText = std::function<Result<std::uint64_t>(const WriteText &)>;

/// Puts it into a file that appears whole or not at all. Errors: those of AtomicFile and of `text`; Cancelled.
[[nodiscard]] Result<std::uint64_t> exportToFile(const std::string &path, const ExportText &text,
                                                 const JobControl &job);

} // namespace eventscope
