// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/event_store.h"

#include <memory>
#include <string>

namespace eventscope {

/// Opens a file of events as it lies (JSON lines, a JSON array, CloudEvents) for reading. It is read into memory, at
/// about its own size, and never written to.
///
/// What the file leaves out is filled in as FileRows says. Duplicate event ids are taken as they are. A last line that
/// is not ended and not complete is left out, and StoreInfo::findings says so, as of unknown keys. head() and follow()
/// take complete lines that were appended since; when a file of another form grew, and when the file was cut, replaced
/// or edited (see TrackedFile::size()), they answer Unavailable, and what was read before stays readable. Progress:
/// bytes. Errors: NotFound, Unavailable, Unsupported (no regular file), Corrupt (naming the file and the line),
/// TooLarge.
[[nodiscard]] Result<std::shared_ptr<const EventStore>> openFileStore(const std::string &path, const JobControl &job);

} // namespace eventscope
