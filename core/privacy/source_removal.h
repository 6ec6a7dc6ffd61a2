// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/file_roles.h"
#include "core/privacy/transformation.h"

#include <string>
#include <vector>

namespace eventscope {

/// Takes the source of a completed transformation away for good. The copy is verified once more, holds are looked for,
/// SourceTombstoned says in the log that it goes, then it is removed. What came from it is looked for in the read
/// models of `world`, by the place that it names, and the texts of `literals` in all bytes of `files`; SourceRemoved
/// tells what is left. From SourceTombstoned on there is no way back; the same call goes on after a crash. Once the
/// source is removed it looks anew and removes nothing; where it finds something else than was told before,
/// SourceRemovalVerified tells it. Errors: Refused (not completed; the copy is not sound; a legal hold, on everybody or
/// on one whom the stream is about), Invalid (no reason), WrongVersion (the source has grown since), those of the
/// removal, of the read models and of transformStream().
[[nodiscard]] Result<TransformationResult> removeSource(const TransformationWorld &world,
                                                        const TransformationTask &task, const TransformationReason &why,
                                                        StreamRemoval &removal,
                                                        const std::vector<std::string> &literals,
                                                        const SearchedFiles &files, const JobControl &job);

/// Whether the source is gone already, by this transformation, so that nothing is left to be copied. Errors: those of
/// the store, Refused (the id is another stream's, or was begun with other rules).
[[nodiscard]] Result<bool> isSourceGone(const TransformationWorld &world, const TransformationTask &task,
                                        const JobControl &job);

/// What a person does to remove a stream from a store of another program, step by step. Nothing is done.
[[nodiscard]] std::vector<std::string> removalInstructions(const StoreInfo &store, const StreamId &stream,
                                                           Version last);

} // namespace eventscope
