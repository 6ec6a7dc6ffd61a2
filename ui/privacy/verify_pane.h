// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure_account.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// What was looked at after an erasure, how, and what came of it. GUI thread.
class VerifyPane final : public QWidget {
    Q_OBJECT

  public:
    VerifyPane(const Theme &theme, QWidget *parent = nullptr);
    void showAccount(const std::optional<ErasureAccount> &account);
    /// Whose it is is known, so that it can be repeated.
    void setRepeatable(bool isRepeatable);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QPushButton *againButton() const { return m_again; }

  Q_SIGNALS:
    void againRequested();

  private:
    bool m_isRepeatable = false, m_isDestroyed = false;
    CellModel m_model;
    ElidedLabel *m_title;
    QTableView *m_table;
    QPushButton *m_again;
};

} // namespace eventscope::ui
