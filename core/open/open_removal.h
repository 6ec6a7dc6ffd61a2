// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/open/open_store.h"
#include "core/store/stream_removal.h"

#include <memory>
#include <string>

namespace eventscope {

/// Whether openStreamRemoval() takes something out of such a store: it is one of ours. Never blocks.
[[nodiscard]] bool canRemoveFrom(const StoreInfo &store);

/// The explicit act that removing a stream needs; `purpose` is shown in errors. `clock` must outlive it. Errors:
/// Unsupported (a store of another program, which removes by its own means), Refused (the connection is read-only), and
/// those of openSqliteRemoval() and openPostgresRemoval().
[[nodiscard]] Result<std::unique_ptr<StreamRemoval>>
openStreamRemoval(const StoreAccess &access, Clock &clock, const std::string &purpose, const JobControl &job);

} // namespace eventscope
