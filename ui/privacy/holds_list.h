// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/subject_study.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// The legal holds that forbid to erase a person, with what adds and releases one. GUI thread.
class HoldsList final : public QWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    HoldsList(Session &session, const Theme &theme, QWidget *parent = nullptr);

    /// REQUIRES: null, or with a plan.
    void showStudy(const SubjectStudyPtr &study);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    [[nodiscard]] QLineEdit *authority() const { return m_authority; }
    [[nodiscard]] QComboBox *purpose() const { return m_purpose; }
    [[nodiscard]] QLineEdit *until() const { return m_until; }
    [[nodiscard]] QPushButton *addButton() const { return m_add; }
    [[nodiscard]] QPushButton *releaseButton() const { return m_release; }
    [[nodiscard]] QString titleText() const;

  Q_SIGNALS:
    /// The ledger says something else now.
    void changed();

  private:
    void layOut();
    void showPurposes();
    void showPossible();
    void add();
    void release();
    /// `act` writes into the ledger.
    void decide(const QString &what, Call<void> act);

    Session &m_session;
    SubjectStudyPtr m_study;
    CellModel m_model;
    ElidedLabel *m_title;
    QTableView *m_table;
    QLineEdit *m_reason, *m_authority;
    QComboBox *m_purpose;
    QLineEdit *m_until;
    QPushButton *m_add, *m_release;
    Job<void> m_deciding; // last: its end is asked for first
};

} // namespace eventscope::ui
