// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/writable_event_store.h"
#include "ui/privacy/subject_study.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace eventscope::ui {

class Banner;

/// Appends the event that says that a person is forgotten, and says plainly what that does not do. GUI thread.
class TombstonePane final : public QWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    TombstonePane(Session &session, const Theme &theme, QWidget *parent = nullptr);

    /// Null: nobody.
    void showStudy(const SubjectStudyPtr &study);
    [[nodiscard]] QComboBox *stream() const { return m_stream; }
    [[nodiscard]] QLineEdit *type() const { return m_type; }
    [[nodiscard]] QLineEdit *data() const { return m_data; }
    [[nodiscard]] QPushButton *appendButton() const { return m_append; }
    [[nodiscard]] Banner *outcome() const { return m_outcome; }

  private:
    void layOut();
    void showPossible();
    void append();

    Session &m_session;
    SubjectStudyPtr m_study;
    Banner *m_outcome;
    QComboBox *m_stream;
    QLineEdit *m_type, *m_data;
    QPushButton *m_append;
    Job<Appended> m_acting; // last: its end is asked for first
};

} // namespace eventscope::ui
