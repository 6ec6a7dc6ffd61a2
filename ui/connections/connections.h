// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connection_book.h"
#include "ui/connections/keyring.h"

#include <QObject>

#include <optional>
#include <string>
#include <vector>

namespace eventscope::ui {

/// The user's connections as the window shows them. The book on disk is the truth: every change goes there first, with
/// what other programs changed meanwhile. GUI thread.
class Connections final : public QObject {
    Q_OBJECT

  public:
    /// Reads the book in `file`. `keyring` outlives it.
    Connections(std::string file, Keyring &keyring, QObject *parent = nullptr);

    /// In folders, then by name.
    [[nodiscard]] const std::vector<Connection> &all() const { return m_all; }
    /// Why the book cannot be read; then all() is what was read last.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    [[nodiscard]] std::optional<Connection> find(const QString &name) const;
    /// Folders in use, sorted.
    [[nodiscard]] QStringList folders() const;
    /// "shop", else "shop 2", "shop 3": a name that is still free.
    [[nodiscard]] QString freeName(const QString &wanted) const;

    void reload();
    /// Adds it, or replaces the one named `replacing`. The remembered password of one that is renamed is forgotten.
    [[nodiscard]] Result<void> put(const Connection &connection, const QString &replacing = {});
    /// With its remembered password.
    [[nodiscard]] Result<void> remove(const QString &name);
    [[nodiscard]] Keyring &keyring() const { return m_keyring; }

  Q_SIGNALS:
    void changed();

  private:
    /// Does `change` to the book as it is on disk now, and shows what came of it.
    template <class Change>
    [[nodiscard]] Result<void> changeBook(Change change);

    const std::string m_file;
    Keyring &m_keyring;
    std::vector<Connection> m_all;
    std::optional<Error> m_problem;
};

} // namespace eventscope::ui
