// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/transformation.h"

#include <string>
#include <vector>

namespace eventscope {

/// Takes the source of a completed transformation away for good. The copy is verified once more, holds are looked for,
/// SourceTombstoned says in the log that it goes, then it is removed, the texts of `literals` are looked for in all
/// bytes of `files`, and SourceRemoved tells the outcome. From SourceTombstoned on there is no way back; the same call
/// goes on after a crash. Errors: Refused (not completed; the copy is not sound; a legal hold, on everybody or on one
/// whom the stream is about; no reason), WrongVersion (the source has grown since), those of the removal and of
/// transformStream().
[[nodiscard]] Result<TransformationResult> removeSource(const TransformationWorld &world,
                                                        const TransformationTask &task, const TransformationReason &why,
                                                        StreamRemoval &removal,
                                                        const std::vector<std::string> &literals,
                                                        const std::vector<std::string> &files, const JobControl &job);

/// What a person does to remove a stream from a store of another program, step by step. Nothing is done.
[[nodiscard]] std::vector<std::string> removalInstructions(const StoreInfo &store, const StreamId &stream,
                                                           Version last);

} // namespace eventscope
