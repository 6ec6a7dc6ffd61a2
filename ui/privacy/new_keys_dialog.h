// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/key_ids.h"
#include "ui/privacy/act_dialog.h"
#include "ui/session/session.h"

#include <string>
#include <vector>

class QLineEdit;

namespace eventscope::ui {

/// A person who was erased has come back: asks why they get new keys and who decides it, which the ledger keeps. GUI
/// thread.
class NewKeysDialog final : public ActDialog {
    Q_OBJECT

  public:
    /// Both references outlive it.
    NewKeysDialog(Session &session, const Theme &theme, SubjectId person, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    [[nodiscard]] QLineEdit *decidedBy() const { return m_by; }

  Q_SIGNALS:
    void allowed();

  protected:
    void cancel() override { m_allowing.cancel(); }

  private:
    void showPossible();
    void allow();
    void handle(const Result<std::vector<std::string>> &purposes);

    Session &m_session;
    const SubjectId m_person;
    QLineEdit *m_reason, *m_by;
    bool m_isDone = false;
    Job<std::vector<std::string>> m_allowing; // last: its end is asked for first
};

} // namespace eventscope::ui
