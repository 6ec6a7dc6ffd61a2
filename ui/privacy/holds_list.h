// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/subject_study.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// The legal holds that forbid to erase a person, with what adds and releases one. GUI thread.
class HoldsList final : public QWidget {
    Q_OBJECT

  public:
    HoldsList(const Theme &theme, QWidget *parent = nullptr);

    /// REQUIRES: null, or with a plan.
    void showStudy(const SubjectStudyPtr &study);
    /// What came of the last act; until somebody else is shown.
    void say(const QString &text);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    [[nodiscard]] QLineEdit *until() const { return m_until; }
    [[nodiscard]] QPushButton *addButton() const { return m_add; }
    [[nodiscard]] QPushButton *releaseButton() const { return m_release; }
    [[nodiscard]] QString titleText() const;

  Q_SIGNALS:
    /// `until` as typed: a day or a time; empty: without an end.
    void addRequested(const QString &reason, const QString &until);
    void releaseRequested(quint64 number);

  private:
    void layOut();
    void showPossible();
    void add();
    void release();

    SubjectStudyPtr m_study;
    CellModel m_model;
    ElidedLabel *m_title;
    QTableView *m_table;
    QLineEdit *m_reason, *m_until;
    QPushButton *m_add, *m_release;
};

} // namespace eventscope::ui
