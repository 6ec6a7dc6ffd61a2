// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/backup_reminder.h"
#include "core/privacy/vault_fit.h"
#include "ui/async/job.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

#include <optional>

namespace eventscope::ui {

class Banner;
class Session;

/// What is said across the window, one below the other: what could not be opened or else was found on opening, that the
/// vault at hand is not that of the store in front, which backups of its vault want to be looked after, what ended its
/// reading, and that its role could write. What was dismissed stays away.
class StoreBanners final : public QWidget {
    Q_OBJECT

  public:
    explicit StoreBanners(const Theme &theme, QWidget *parent = nullptr);

    /// Says what is to be said of the store in front from now on; one before must still live. Null: nothing is open;
    /// what could not be opened stays.
    void setSession(Session *session);
    /// Below those said since hideFailures().
    void sayFailure(const QString &text);
    void hideFailures();

  Q_SIGNALS:
    /// For the store in front.
    void chooseVaultRequested();
    void showBackupsRequested();

  private:
    void showOpening();
    void lookAtVault();
    void showVault(VaultFit fit);
    void lookAtBackups();
    void showBackups(const BackupReminder &reminder);
    void showProblem();
    void showRole();

    void dismissOpening();
    [[nodiscard]] bool isDismissed(const char *what) const;
    void dismiss(const char *what);

    Session *m_session = nullptr;
    QStringList m_failures;                 ///< not dismissed
    Banner *m_opening;                      ///< what could not be opened, else what was found
    Banner *m_vault;                        ///< that it is the wrong one
    Banner *m_backups;                      ///< that some still hold destroyed keys, or are to be deleted
    Banner *m_reading;                      ///< what ended the reading
    Banner *m_role;                         ///< that the role could write
    std::optional<Job<VaultFit>> m_looking; // these two last: their end is asked for first
    std::optional<Job<BackupReminder>> m_reminding;
};

} // namespace eventscope::ui
