// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>

class QLineEdit;
class QPushButton;

namespace eventscope {
class StoreVault;
struct StoreProtection;
} // namespace eventscope

namespace eventscope::ui {

class Banner;

/// Asks for the passphrase of a store's vault. A wrong one is said, and asked for again; whoever leaves it locked sees
/// the store with its personal data closed. One of another store is told before it is tried. Accepted: the vault is
/// unlocked.
class VaultDialog final : public QDialog {
    Q_OBJECT

  public:
    /// `store` is what a person calls it. REQUIRES: the protection has a vault.
    VaultDialog(Workers &workers, const Theme &theme, const StoreProtection &protection, const QString &store,
                QWidget *parent = nullptr);
    ~VaultDialog() override;

    [[nodiscard]] QLineEdit *passphrase() const { return m_passphrase; }
    [[nodiscard]] QPushButton *unlockButton() const { return m_unlock; }
    [[nodiscard]] QPushButton *leaveButton() const { return m_leave; }
    /// What was wrong with the last try.
    [[nodiscard]] Banner *refusal() const { return m_refusal; }

    void reject() override;

  private:
    void lookAtIt(const StoreProtection &protection);
    void tryIt();
    void handle(const Result<void> &unlocked);
    void warnOfMemory();
    void showPossible();
    void fitHeight();

    const std::shared_ptr<StoreVault> m_vault;
    Banner *m_refusal;
    QLineEdit *m_passphrase;
    QPushButton *m_leave;
    QPushButton *m_unlock;
    Job<bool> m_looking; ///< whether it is that of another store
    Job<void> m_trying;  // these two last: its end is asked for first
};

} // namespace eventscope::ui
