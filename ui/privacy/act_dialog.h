// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QFormLayout;
class QLayout;
class QProgressBar;
class QPushButton;

namespace eventscope::ui {

class Banner;

/// A dialog that says what it is about to do, asks for what that needs to be told, does it when it is told to, and
/// stays to say what came of it. It deletes itself when it is closed. GUI thread.
class ActDialog : public QDialog {
    Q_OBJECT

  public:
    [[nodiscard]] QPushButton *actButton() const { return m_act; }
    /// Reads Cancel while the act is under way.
    [[nodiscard]] QPushButton *closeButton() const { return m_close; }
    /// What came of it; hidden until then.
    [[nodiscard]] Banner *outcome() const { return m_outcome; }
    void reject() override;

  protected:
    /// `theme` outlives it.
    ActDialog(const Theme &theme, const QString &title, QWidget *parent);

    /// Once, when all of `content` is made: `what` is about to be done is said above it, and `act` is what the button
    /// reads that does it.
    void layOut(const QString &what, QLayout *content, const QString &act, int widthSteps);
    /// The button that closes it cancels meanwhile (see cancel()).
    void setRunning(bool isRunning);
    /// Of an act that was cancelled that it was.
    void say(const Error &error);
    void say(Role severity, const QString &text);
    /// After what is shown has become more.
    void fitHeight();
    /// Asked for while the act is under way.
    virtual void cancel() {}

  private:
    bool m_isRunning = false;
    Banner *m_outcome;
    QProgressBar *m_progress;
    QPushButton *m_act = nullptr, *m_close = nullptr;
};

/// Of a dialog, empty.
[[nodiscard]] QFormLayout *newForm();
/// A row of a form whose label names `field`; `row` (may be null) is shown in its place and holds it.
void addNamed(QFormLayout &form, const QString &name, QWidget *field, QLayout *row = nullptr);

} // namespace eventscope::ui
