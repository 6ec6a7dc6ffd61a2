// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/access_report.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace eventscope::ui {

class Banner;

/// Makes the answer to a person who asks what is kept about them (Articles 15 and 20): one enciphered archive. Asks
/// for whom it is, where it is to lie, and for its passphrase, twice. GUI thread.
class AccessDialog final : public QDialog {
    Q_OBJECT

  public:
    /// Both references outlive it.
    AccessDialog(Session &session, const Theme &theme, SubjectWanted wanted, QWidget *parent = nullptr);
    ~AccessDialog() override;

    [[nodiscard]] QLineEdit *receiver() const { return m_receiver; }
    [[nodiscard]] QLineEdit *file() const { return m_file; }
    [[nodiscard]] QLineEdit *passphrase() const { return m_passphrase; }
    [[nodiscard]] QLineEdit *again() const { return m_again; }
    [[nodiscard]] QPushButton *makeButton() const { return m_make; }
    [[nodiscard]] Banner *outcome() const { return m_outcome; }

  private:
    void layOut();
    void chooseFile();
    /// Empty: nothing stands in the way.
    [[nodiscard]] QString obstacle() const;
    void showPossible();
    void make();
    void handle(const Result<AccessMade> &made);

    Session &m_session;
    const SubjectWanted m_wanted;
    Banner *m_outcome;
    QLineEdit *m_receiver, *m_file, *m_passphrase, *m_again;
    QPushButton *m_choose, *m_make;
    Job<AccessMade> m_making; // last: its end is asked for first
};

} // namespace eventscope::ui
