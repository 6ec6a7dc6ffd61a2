// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/memory_keyring.h"
#include "ui/connections/connections.h"

#include <QTemporaryDir>
#include <QTest>

namespace eventscope::ui {

/// A book of connections in a folder of the test's own, and what tests ask of it.
class SomeConnections {
  public:
    SomeConnections() { (void)again(); }

    [[nodiscard]] std::string file() const {
        return m_folder.filePath(QStringLiteral("connections.json")).toStdString();
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] MemoryKeyring &keyring() { return m_keyring; }
    [[nodiscard]] Connections &all() { return *m_connections; }
    /// The same as another program sees it.
    Connections &again() { return *(m_connections = std::make_unique<Connections>(file(), m_keyring)); }

    void add(const char *name, const char *folder, const char *address,
             Environment environment = Environment::Unmarked) {
        Connection connection;
        connection.name = name;
        connection.folder = folder;
        connection.address = address;
        connection.environment = environment;
        const auto put = m_connections->put(connection);
        if (!put) qFatal("%s", describe(put.error()).c_str());
    }

  private:
    QTemporaryDir m_folder;
    MemoryKeyring m_keyring;
    std::unique_ptr<Connections> m_connections;
};

} // namespace eventscope::ui
