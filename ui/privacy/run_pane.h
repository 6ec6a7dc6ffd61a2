// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure_account.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

#include <optional>

class QTableView;

namespace eventscope::ui {

class Banner;
class ElidedLabel;

/// How an erasure goes on, step by step, as its ledger tells it. GUI thread.
class RunPane final : public QWidget {
    Q_OBJECT

  public:
    RunPane(const Theme &theme, QWidget *parent = nullptr);

    /// Nothing: none.
    void showAccount(const std::optional<ErasureAccount> &account);
    /// While it runs: the act that was noted last.
    void showAct(const QString &erasure, const std::string &act);
    /// What came of it.
    void say(Role severity, const QString &text);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] Banner *outcome() const { return m_outcome; }

  private:
    CellModel m_model;
    Banner *m_outcome;
    ElidedLabel *m_title;
    QTableView *m_table;
};

} // namespace eventscope::ui
