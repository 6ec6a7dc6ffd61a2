// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/connections/connection.h"
#include "core/connections/connection_json.h"

#include <string>
#include <vector>

namespace eventscope {

/// The user's connections, in a JSON file of theirs that never holds a secret.
///
/// Changes read the file again, change it and replace it whole, under a lock beside it: two programs never lose each
/// other's entries, and what is killed meanwhile leaves the old file or the new one. Keys that this version does not
/// know are kept. A damaged file, or one of a newer program, is an error and is never overwritten. One thread.
class ConnectionBook {
  public:
    /// A missing file is an empty book. Errors: Corrupt, Unsupported (a newer program's), Unavailable, TooLarge, and of
    /// an entry those of checkConnection().
    [[nodiscard]] static Result<ConnectionBook> load(std::string path);

    /// In the order of the file.
    [[nodiscard]] const std::vector<Connection> &connections() const { return m_content.connections; }
    /// Errors: NotFound, with the names there are.
    [[nodiscard]] Result<Connection> find(const std::string &name) const;

    /// Adds `connection`, or changes the one named `replacing` into it. Errors: those of load() and checkConnection(),
    /// NotFound (`replacing`), Refused (the name is taken; what becomes production begins without the right to write;
    /// another program has held the lock for 5 s), Cancelled (while it waited for the lock).
    [[nodiscard]] Result<void> put(const Connection &connection, const std::string &replacing = {},
                                   const JobControl &job = {});
    /// Errors: NotFound, Refused and Cancelled (the lock), and those of load().
    [[nodiscard]] Result<void> remove(const std::string &name, const JobControl &job = {});

  private:
    explicit ConnectionBook(std::string path) : m_path(std::move(path)), m_content(emptyConnections()) {}
    [[nodiscard]] Result<void> reload();
    [[nodiscard]] Result<void> save();
    template <class Change>
    [[nodiscard]] Result<void> changing(const JobControl &job, Change &&change);
    [[nodiscard]] Result<std::size_t> indexOf(const std::string &name) const;

    std::string m_path;
    ConnectionDocument m_content;
};

/// "connections.json" in $EVENTSCOPE_CONFIG_DIR, else in $XDG_CONFIG_HOME/eventscope, else in ~/.config/eventscope.
/// Variables that are no absolute path do not count. Empty when there is no such folder; load() then says so.
[[nodiscard]] std::string defaultConnectionsFile();

} // namespace eventscope
