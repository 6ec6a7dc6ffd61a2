// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

#include <cstdint>

class QToolButton;

namespace eventscope::ui {

/// The seven steps from a person's name to the proof that they are forgotten.
enum class PrivacyStep : std::uint8_t { Find, Preview, Holds, Confirm, Run, Verify, Report };
inline constexpr int kPrivacySteps = 7;

/// One line with the steps: which is shown, which are done, which can be gone to. GUI thread.
class StepStrip final : public QWidget {
    Q_OBJECT

  public:
    explicit StepStrip(QWidget *parent = nullptr);

    [[nodiscard]] PrivacyStep current() const { return m_current; }
    /// Shows it as the one that is shown; tells nobody.
    void setCurrent(PrivacyStep step);
    void setPossible(PrivacyStep step, bool isPossible);
    void setDone(PrivacyStep step, bool isDone);
    [[nodiscard]] QToolButton *button(PrivacyStep step) const { return m_buttons[static_cast<int>(step)]; }

  Q_SIGNALS:
    /// By the user.
    void chosen(eventscope::ui::PrivacyStep step);

  private:
    PrivacyStep m_current = PrivacyStep::Find;
    QList<QToolButton *> m_buttons;
};

} // namespace eventscope::ui
