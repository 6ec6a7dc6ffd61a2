// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/codec/byte_source.h"

#include <memory>
#include <stop_token>
#include <string>

namespace eventscope::cli {

/// The file at `path`, or the standard input for "-". Waiting for someone who types or for a slow pipe ends with
/// `stop`: reading then answers Cancelled. Errors: as openFile.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> openInput(const std::string &path, std::stop_token stop);

} // namespace eventscope::cli
