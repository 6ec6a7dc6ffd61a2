// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/subject_study.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace eventscope::ui {

/// Where a person is named: their id, other ids of theirs, and texts that clear data may hold. What is typed here is
/// kept nowhere. GUI thread.
class SubjectBar final : public QWidget {
    Q_OBJECT

  public:
    explicit SubjectBar(QWidget *parent = nullptr);

    /// Without an id nobody is meant.
    [[nodiscard]] SubjectWanted wanted() const;
    /// As if they had been typed, with nothing more about them.
    void setPerson(const SubjectId &person);
    /// Somebody is shown who can be answered; null: nobody is.
    void showStudy(const SubjectStudyPtr &study);
    [[nodiscard]] QLineEdit *subject() const { return m_subject; }
    [[nodiscard]] QLineEdit *aliases() const { return m_aliases; }
    [[nodiscard]] QPlainTextEdit *literals() const { return m_literals; }
    [[nodiscard]] QToolButton *findButton() const { return m_find; }
    [[nodiscard]] QToolButton *moreButton() const { return m_more; }
    [[nodiscard]] QToolButton *answerButton() const { return m_answer; }
    [[nodiscard]] QToolButton *retireButton() const { return m_retire; }

  Q_SIGNALS:
    void findRequested();
    /// The person wants to know what is kept about them.
    void answerRequested();
    /// What comes of them is to be sealed with other keys.
    void retireRequested();

  private:
    QLineEdit *m_subject, *m_aliases;
    QPlainTextEdit *m_literals;
    QToolButton *m_find, *m_more, *m_answer, *m_retire;
};

} // namespace eventscope::ui
