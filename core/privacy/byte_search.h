// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Of a text that is looked for in files: shorter ones are everywhere.
inline constexpr std::size_t kSearchedBytesMin = 4;

/// How a text may stand in a file: as it is and in lower case, in UTF-16 (both byte orders), base64 at each of its
/// three alignments, hexadecimal (both cases), and with the escapes of JSON; of each but once. Empty for less than
/// kSearchedBytesMin.
[[nodiscard]] std::vector<std::string> writingsOf(std::string_view text);

/// What a search of bytes has looked at, and where it found something; never what.
struct ByteSearch {
    struct Hit {
        std::string file;
        std::uint64_t offset = 0;
        bool operator==(const Hit &) const = default;
    };
    std::uint64_t files = 0, bytes = 0;
    std::vector<Hit> hits;                            ///< the first of each file
    std::map<std::string, std::uint64_t> bytesByName; ///< of each that was given, with those beside it
};

/// Looks for the needles in all bytes of these files, those that SQLite keeps beside one too ("-wal", "-shm",
/// "-journal"); what is not there is not looked at. Errors: Unavailable (a file cannot be read), Cancelled. Progress:
/// bytes. Cost: about a second for each gigabyte, however many needles there are.
/// REQUIRES: needles of at least kSearchedBytesMin.
[[nodiscard]] Result<ByteSearch> searchBytes(std::span<const std::string> files, std::span<const std::string> needles,
                                             const JobControl &job);
/// For needles that are kept elsewhere; no byte of them is copied.
[[nodiscard]] Result<ByteSearch> searchBytes(std::span<const std::string> files,
                                             std::span<const std::string_view> needles, const JobControl &job);

/// What lies beside a file and is called as it is, but for an end: its temporary files, and copies that somebody made
/// of it ("shop.evdb.old"). Not what searchBytes() looks at anyway, and none of `but`. What cannot be listed is left
/// out.
[[nodiscard]] std::vector<std::string> filesBeside(const std::string &path, std::span<const std::string> but);

} // namespace eventscope
