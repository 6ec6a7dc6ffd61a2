// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure_account.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

#include <string>
#include <vector>

class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// The erasures of a store that its ledger tells of, the newest first. GUI thread.
class AccountsList final : public QWidget {
    Q_OBJECT

  public:
    AccountsList(const Theme &theme, QWidget *parent = nullptr);
    void setAccounts(const std::vector<ErasureAccount> &accounts);
    [[nodiscard]] QTableView *table() const { return m_table; }

  Q_SIGNALS:
    void activated(const std::string &erasure);

  private:
    std::vector<std::string> m_erasures; ///< one a row
    CellModel m_model;
    ElidedLabel *m_title;
    QTableView *m_table;
};

} // namespace eventscope::ui
