// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/connections/connection.h"
#include "core/json/json.h"

#include <string>
#include <vector>

namespace eventscope {

/// What the file of connections holds: {"schema": 1, "connections": [{"name": ..., "address": ..., ...}]}. `document`
/// is the whole of it, with keys that this version does not know; `connections` are its entries in order.
struct ConnectionDocument {
    Json document;
    std::vector<Connection> connections;
};
/// Errors: Corrupt (no such file of ours), Unsupported (of a newer program), and of an entry those of
/// checkConnection().
[[nodiscard]] Result<ConnectionDocument> parseConnections(const std::string &text);
/// A file without entries.
[[nodiscard]] ConnectionDocument emptyConnections();

/// Puts `connection` at `index` (its number of entries: behind the last), and keeps what else stands there.
[[nodiscard]] Result<void> putConnection(ConnectionDocument &document, std::size_t index, Connection connection);
[[nodiscard]] Result<void> removeConnection(ConnectionDocument &document, std::size_t index);

} // namespace eventscope
