// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure_account.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QTableView;

namespace eventscope::ui {

class Banner;
class ElidedLabel;
class LongTextView;

/// What an erasure came to, what is left to be done, and the lines of the ledger that prove it. GUI thread.
class ReportPane final : public QWidget {
    Q_OBJECT

  public:
    ReportPane(const Theme &theme, QWidget *parent = nullptr);
    void showAccount(const std::optional<ErasureAccount> &account);
    /// Whether the person whose erasure is shown is known by their id, so that they can be allowed new keys.
    void setPersonKnown(bool isKnown);
    [[nodiscard]] QTableView *table() const { return m_table; }
    /// All that the line says that is chosen in the table.
    [[nodiscard]] LongTextView *line() const { return m_line; }
    [[nodiscard]] Banner *verdict() const { return m_verdict; }
    [[nodiscard]] QPushButton *saveButton() const { return m_save; }
    [[nodiscard]] QPushButton *allowButton() const { return m_allow; }

  Q_SIGNALS:
    void saveRequested();
    /// The person has come back.
    void allowRequested();

  private:
    void showLine();

    std::vector<LedgerEntry> m_lines; ///< one a row
    CellModel m_model;
    Banner *m_verdict;
    QLabel *m_open;
    ElidedLabel *m_title;
    QTableView *m_table;
    LongTextView *m_line;
    QPushButton *m_save, *m_allow;
};

} // namespace eventscope::ui
