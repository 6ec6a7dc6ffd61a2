// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/transformation_preview.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope {

/// One thing in which a copy is not what it must be. Names places, never values.
struct CopyFault {
    Version version; ///< of the source, else of the copy
    std::string what;
};

struct CopyVerdict {
    static constexpr std::size_t kFaultsMax = 100;

    std::uint64_t sourceEvents = 0, copyEvents = 0;
    std::uint64_t identical = 0; ///< events whose data is the same byte for byte
    std::uint64_t faultCount = 0;
    std::vector<CopyFault> faults; ///< the first ones
    Version last;                  ///< of the source
    [[nodiscard]] bool isSound() const { return faultCount == 0 && sourceEvents > 0; }
};

/// "version 3: another event stands in its place"; empty for a sound one.
[[nodiscard]] std::vector<std::string> sentencesOf(const CopyVerdict &verdict);

/// Compares a copy with its source, by what both hold and without the code that made it: as many events in the same
/// order; ids, types, schema versions and valid times; version, position and time of the source in the metadata; the
/// same values, as they are read, wherever no rule leads to, and the same bytes where nothing was to change; what was
/// sealed for a person is sealed for the same one; no text of `literals` in clear. Reads only. Errors: those of the
/// store and of the vault.
[[nodiscard]] Result<CopyVerdict> checkCopy(const TransformationSources &sources, const TransformationTask &task,
                                            const std::vector<std::string> &literals, const JobControl &job);

} // namespace eventscope
