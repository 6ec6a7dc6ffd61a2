// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace eventscope {

// PostgreSQL's own numbers of the types that are read and written here; fixed for ever (its pg_type.dat).
constexpr std::uint32_t kBool = 16;
constexpr std::uint32_t kBytea = 17;
constexpr std::uint32_t kInt8 = 20;
constexpr std::uint32_t kInt2 = 21;
constexpr std::uint32_t kInt4 = 23;
constexpr std::uint32_t kFloat4 = 700;
constexpr std::uint32_t kFloat8 = 701;
constexpr std::uint32_t kTimestamp = 1114;
constexpr std::uint32_t kTimestampTz = 1184;

constexpr std::uint32_t kChar = 18;
constexpr std::uint32_t kName = 19;
constexpr std::uint32_t kText = 25;
constexpr std::uint32_t kJson = 114;
constexpr std::uint32_t kUnknown = 705;
constexpr std::uint32_t kBpchar = 1042;
constexpr std::uint32_t kVarchar = 1043;
constexpr std::uint32_t kUuid = 2950;
constexpr std::uint32_t kJsonb = 3802;

constexpr std::uint32_t kByteaArray = 1001;
constexpr std::uint32_t kTextArray = 1009;
constexpr std::uint32_t kInt8Array = 1016;
constexpr std::uint32_t kTimestampTzArray = 1185;
constexpr std::uint32_t kUuidArray = 2951;

/// From 1970 to PostgreSQL's epoch, 2000-01-01, in microseconds.
constexpr std::int64_t kEpochUs = 946'684'800'000'000;

} // namespace eventscope
