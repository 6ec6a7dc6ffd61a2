// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection_context.h"

#include <string>
#include <vector>

namespace eventscope {

/// What making one key again came to.
struct MendedKey {
    bool changed = false;                  ///< the row was another one before
    std::vector<std::string> stillFailing; ///< reasons of events of this key that fail as they did
};

/// Makes the row of one key again from all its events up to the checkpoint of the live table, and takes away the dead
/// letters that this settles. Errors: NotFound (no live table; there was no row with this key, and no event goes to
/// one), Refused (another program carries it on), those of the stores and of the run.
[[nodiscard]] Result<MendedKey> rebuildKey(const ProjectionContext &context, const ProjectionPtr &projection,
                                           const std::string &key, const JobControl &job);

/// Tries an event again that could not be taken. Where it can be by now, the rows that it goes to are made again from
/// all their events, so that it counts in its place and not behind later ones. Errors: as rebuildKey().
[[nodiscard]] Result<MendedKey> retryLetter(const ProjectionContext &context, const ProjectionPtr &projection,
                                            const DeadLetter &letter, const JobControl &job);

} // namespace eventscope
