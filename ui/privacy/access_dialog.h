// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/access_report.h"
#include "ui/privacy/act_dialog.h"
#include "ui/privacy/secret_file_rows.h"
#include "ui/session/session.h"

class QLineEdit;

namespace eventscope::ui {

/// Makes the answer to a person who asks what is kept about them (Articles 15 and 20): one enciphered archive. Asks
/// for whom it is, where it is to lie, and for its passphrase, twice. GUI thread.
class AccessDialog final : public ActDialog {
    Q_OBJECT

  public:
    /// Both references outlive it.
    AccessDialog(Session &session, const Theme &theme, SubjectWanted wanted, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *receiver() const { return m_receiver; }
    [[nodiscard]] const SecretFileRows &archive() const { return m_archive; }

  protected:
    void cancel() override { m_making.cancel(); }

  private:
    void showPossible();
    void make();
    void handle(const Result<AccessMade> &made);

    Session &m_session;
    const SubjectWanted m_wanted;
    QLineEdit *m_receiver;
    SecretFileRows m_archive;
    Job<AccessMade> m_making; // last: its end is asked for first
};

} // namespace eventscope::ui
