// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QString>

#include <functional>
#include <optional>

namespace eventscope::ui {

/// Whose password it is.
struct KeyringEntry {
    QString connection; ///< its name in the book
    QString login;      ///< "ada@db.example.org:5432/shop": a password is given to nobody but whom it was stored for
};

/// Where passwords of connections may be remembered. Answers come later, on the GUI thread; none after the keyring is
/// gone. Every failure means that there is no keyring to rely on: Unavailable, saying why. GUI thread.
class Keyring {
  public:
    using Found = std::function<void(Result<std::optional<Secret>>)>;
    using Done = std::function<void(Result<void>)>;

    virtual ~Keyring() = default;
    /// Nothing: it knows none, or one for another login.
    virtual void read(const KeyringEntry &entry, Found found) = 0;
    /// Replaces what it knows of the connection.
    virtual void store(const KeyringEntry &entry, const Secret &password, Done done) = 0;
    /// No error when it knew none.
    virtual void forget(const QString &connection, Done done) = 0;
};

} // namespace eventscope::ui
