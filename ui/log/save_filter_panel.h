// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace eventscope::ui {

/// A line under the filter that asks for the name to save it by, hidden until it is opened. Enter saves, Escape does
/// not. A name that is taken replaces the filter that has it, which is said before.
class SaveFilterPanel final : public QWidget {
    Q_OBJECT

  public:
    SaveFilterPanel(Session &session, QWidget *parent);

    /// Asks for the name of `filter`; proposes the one that it has, or else its beginning.
    void open(const QString &filter);
    [[nodiscard]] QLineEdit *name() const { return m_name; }

  Q_SIGNALS:
    /// The user is done here.
    void closed();

  protected:
    void keyPressEvent(QKeyEvent *event) override;

  private:
    void layOut();
    void showState();
    void save();
    void close();

    Session &m_session;
    QString m_filter;
    QLineEdit *m_name;
    QLabel *m_note;
    QPushButton *m_save;
    QPushButton *m_cancel;
};

} // namespace eventscope::ui
