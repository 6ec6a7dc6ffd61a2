// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QStandardItemModel;

namespace eventscope::ui {

class ActionRegistry;

/// One line to go anywhere: a position, a time, a stream, an event id; or, after ">", an action by name.
class GoToBox final : public QLineEdit {
    Q_OBJECT

  public:
    explicit GoToBox(const ActionRegistry &actions, QWidget *parent = nullptr);

    /// Says below the line why there was nowhere to go.
    void showProblem(const QString &problem);

  Q_SIGNALS:
    void targetRequested(const QString &text);

  protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

  private:
    void listActions();
    void handleReturn();
    [[nodiscard]] bool triggerAction(const QString &text);

    const ActionRegistry &m_actions;
    QStandardItemModel *m_list;
};

} // namespace eventscope::ui
