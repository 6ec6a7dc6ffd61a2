// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/store/event_store.h"
#include "core/vault/key_ids.h"
#include "core/vault/privacy_policy.h"

#include <optional>

namespace eventscope {

/// Whom the last event of the stream at or before `until` that can name the subject of `field` names (see
/// PersonalField::subjectEvent). Nothing: there is none, or it names nobody. Errors: those of the store.
[[nodiscard]] Result<std::optional<SubjectId>> subjectNamedIn(const EventStore &store, const StreamId &stream,
                                                              const PersonalField &field, Position until,
                                                              const JobControl &job);

} // namespace eventscope
