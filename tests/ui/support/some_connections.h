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
    SomeConnections() { reload(); }

    [[nodiscard]] std::string file() const {
        return m_folder.filePath(QStringLiteral("connections.json")).toStdString();
    }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] MemoryKeyring &keyring() { return m_keyring; }
    [[nodiscard]] Connections &all() { return m_connections; }
    /// As another program sees it.
    [[nodiscard]] std::optional<Connection> onDisk(const char *name) const {
        const auto book = ConnectionBook::load(file());
        if (!book) qFatal("%s", describe(book.error()).c_str());
        const auto found = book->find(name);
        return found ? std::optional(*found) : std::nullopt;
    }

    // As those of Connections, but done when they return.
    Result<void> put(const Connection &connection, const QString &replacing = {}) {
        return outcome([&](auto done) { m_connections.put(connection, replacing, &m_receiver, done); });
    }
    Result<void> remove(const char *name) {
        return outcome([&](auto done) { m_connections.remove(QString::fromUtf8(name), &m_receiver, done); });
    }
    void reload() {
        (void)outcome([&](auto done) { m_connections.reload(&m_receiver, done); });
    }

    void add(const char *name, const char *folder, const char *address,
             Environment environment = Environment::Unmarked) {
        Connection connection;
        connection.name = name;
        connection.folder = folder;
        connection.address = address;
        connection.environment = environment;
        const auto added = put(connection);
        if (!added) qFatal("%s", describe(added.error()).c_str());
    }

  private:
    template <class Ask>
    Result<void> outcome(Ask ask) {
        constexpr int kPatienceMs = 60'000;
        std::optional<Result<void>> answer;
        ask([&](const Result<void> &given) { answer = given; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, kPatienceMs)) qFatal("The book never answered");
        return *answer;
    }

    QTemporaryDir m_folder;
    MemoryKeyring m_keyring;
    Workers m_workers;
    QObject m_receiver;
    Connections m_connections{m_workers, file(), m_keyring};
};

} // namespace eventscope::ui
