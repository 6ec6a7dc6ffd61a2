// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/keyring.h"

#include <QObject>

namespace QKeychain {
class Job;
}

namespace eventscope::ui {

/// The keyring of the desktop: the Secret Service (GNOME Keyring, KeePassXC) or KWallet. Never falls back to a file.
class DesktopKeyring final : public QObject, public Keyring {
    Q_OBJECT

  public:
    using QObject::QObject;

    void read(const KeyringEntry &entry, Found found) override;
    void store(const KeyringEntry &entry, const Secret &password, Done done) override;
    void forget(const QString &connection, Done done) override;

  private:
    void start(QKeychain::Job *job, const QString &connection, std::function<void(QKeychain::Job &)> finished);
};

} // namespace eventscope::ui
