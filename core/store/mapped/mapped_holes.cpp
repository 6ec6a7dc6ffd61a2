// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_holes.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kHolesMax = 100;
constexpr const char *kDeadRows = "1000";
constexpr const char *kOpenRows = "10000";

struct Gap {
    std::int64_t first = 0, last = 0;
};

/// Gaps between the numbers that `rows` selects, as far as they lie above `floor`.
Result<std::vector<Gap>> gapsIn(PgSnapshot &snapshot, const std::string &rows, const std::string &floor,
                                const std::string &order, const JobControl &job) {
    ES_ASSIGN(found, snapshot.query("SELECT before + 1, number - 1 FROM (SELECT number, lag(number, 1, " + floor +
                                        ") OVER (ORDER BY number) AS before FROM (" + rows +
                                        ") AS r) AS g WHERE number > before + 1 ORDER BY 1 " + order + " LIMIT " +
                                        std::to_string(kHolesMax),
                                    job));
    std::vector<Gap> gaps;
    for (std::size_t row = 0; row < found.rows(); ++row) {
        ES_ASSIGN(first, found.number(row, 0));
        ES_ASSIGN(last, found.number(row, 1));
        gaps.push_back({first, last});
    }
    return gaps;
}

Hole holeAt(std::int64_t number, Hole::State state, const std::string &evidence) {
    return {{0, static_cast<std::uint64_t>(number)}, state, evidence};
}

} // namespace

Result<std::vector<Hole>> holesIn(PgSnapshot &snapshot, const MappedTable &table, const HoleWatch::Answer &answer,
                                  const JobControl &job) {
    const std::string number = table.keys[0] + "::bigint", settled = std::to_string(answer.settled);
    const std::string rows = "SELECT " + number + " AS number FROM " + table.name + " WHERE " + table.keys[0];
    const std::string ordered = " ORDER BY " + table.keys[0];
    ES_ASSIGN(dead, gapsIn(snapshot, rows + " <= " + settled + ordered + " DESC LIMIT " + kDeadRows, "NULL::bigint",
                           "DESC", job));
    ES_ASSIGN(open, gapsIn(snapshot, rows + " > " + settled + ordered + " LIMIT " + kOpenRows, settled, "ASC", job));
    std::vector<Hole> holes;
    for (const Gap &gap : dead) {
        for (std::int64_t at = gap.last; at >= gap.first && holes.size() < kHolesMax; --at)
            holes.push_back(holeAt(at, Hole::State::Dead,
                                   "every transaction that ran when it was first seen missing has ended, and it is "
                                   "still empty"));
    }
    std::ranges::reverse(holes);
    const std::size_t most = holes.size() + kHolesMax;
    for (const Gap &gap : open) {
        for (std::int64_t at = gap.first; at <= gap.last && holes.size() < most; ++at)
            holes.push_back(holeAt(at, answer.beyond, answer.evidence));
    }
    return holes;
}

} // namespace eventscope
