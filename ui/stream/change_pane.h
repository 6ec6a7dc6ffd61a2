// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stream/change_model.h"
#include "ui/stream/step_view.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace eventscope::ui {

class ElidedLabel;
class Theme;

/// What a step changed, or the difference to another version that is chosen here. A step that could not be folded says
/// why. GUI thread.
class ChangePane final : public QWidget {
    Q_OBJECT

  public:
    ChangePane(const Theme &theme, QWidget *parent = nullptr);

    /// REQUIRES: not null.
    void setView(const StepViewPtr &view);
    void clear();
    /// The field's text is not a version; until the next view.
    void showProblem(const QString &problem);
    /// Puts the keyboard into the field for the other version.
    void askForBase();

  Q_SIGNALS:
    /// What was typed, see parseStepTarget(); empty: the version before.
    void baseRequested(const QString &text);
    /// The user wants to see where a change was made.
    void pathActivated(const eventscope::Pointer &pointer);

  private:
    void makeField();
    void showFailure(const StepView &view);
    [[nodiscard]] QString titleOf(const StepView &view) const;

    const Theme &m_theme;
    ChangeModel m_model;
    ElidedLabel *m_title;
    QLabel *m_why; ///< a step could not be folded; hidden otherwise
    QTableView *m_table;
    QLineEdit *m_base;
    QToolButton *m_clear;
};

} // namespace eventscope::ui
