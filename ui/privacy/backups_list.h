// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/backup_register.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QPushButton;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// The backups of a store's vault that its ledger tells of, what became of each, and the ways to make one and to give
/// the vault another passphrase. GUI thread.
class BackupsList final : public QWidget {
    Q_OBJECT

  public:
    /// Both references outlive it.
    BackupsList(Session &session, const Theme &theme, QWidget *parent = nullptr);

    /// Looks at the register and at each backup's place; nothing is written.
    void readAnew();
    /// There is a vault, and it is open: else there is nothing to be shown.
    [[nodiscard]] bool hasVault() const { return m_hasVault; }
    [[nodiscard]] bool isBusy() const { return m_reading.isRunning(); }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QPushButton *makeButton() const { return m_make; }
    [[nodiscard]] QPushButton *changeButton() const { return m_change; }
    /// Of the selected one.
    [[nodiscard]] QPushButton *destroyedButton() const { return m_destroyed; }
    [[nodiscard]] QString titleText() const;

  Q_SIGNALS:
    /// It was read anew.
    void changed();

  private:
    struct Line {
        RegisteredBackup backup;
        ExportState state = ExportState::There;
        std::vector<std::string> erasures; ///< that have destroyed keys since
    };
    using Lines = std::optional<std::vector<Line>>; ///< nothing: no vault

    [[nodiscard]] static Call<Lines> look(Session &session);
    [[nodiscard]] static CellRow cellsOf(const Line &line, Time now);
    void handle(const Result<Lines> &lines);
    void make();
    /// The selected one, unless it was destroyed; null: none is.
    [[nodiscard]] const RegisteredBackup *selected() const;
    void sayDestroyed();
    void showPossible();

    Session &m_session;
    const Theme &m_theme;
    bool m_hasVault = false;
    CellModel m_model;
    ElidedLabel *m_title;
    QTableView *m_table;
    QPushButton *m_make, *m_destroyed, *m_change;
    std::vector<RegisteredBackup> m_backups; ///< of the rows
    Job<Lines> m_reading;                    // last: its end is asked for first
};

} // namespace eventscope::ui
