// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_request.h"
#include "core/privacy/erasure_world.h"
#include "core/privacy/subject_finder.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace eventscope {

/// What closes the stream in which this was found, when its person is erased: the policy names it for the category, and
/// the rest of the stream's name, or of the name that it is a transformed copy of, is their id. Null: nothing does.
[[nodiscard]] const TombstoneRule *tombstoneFor(const PrivacyPolicy &policy, const SubjectHit &hit,
                                                const SubjectId &subject);

/// Whether the stream is closed already: its newest event is of that type. Errors: those of the store.
[[nodiscard]] Result<bool> isClosed(const EventStore &store, const StreamId &stream, const TombstoneRule &rule,
                                    const JobControl &job);

/// Closes each of these streams of one person, with events of which everything follows from the erasure, so that one
/// which is there is never there twice; one that another program closed stays as it is. Answers how many of them are
/// closed by this erasure, by the type of the event. Errors: WrongVersion (others append to it all the time), those of
/// the store. REQUIRES: the policy closes all of them; the ledger's line "destroyed".
[[nodiscard]] Result<std::map<std::string, std::uint64_t>> closeStreams(const ErasureWorld &world,
                                                                        const ErasureRequest &request,
                                                                        const std::set<StreamId> &streams,
                                                                        const JobControl &job);

} // namespace eventscope
