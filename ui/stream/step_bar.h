// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace eventscope::ui {

class ElidedLabel;
class Theme;

/// The controls above a stream: first, previous, next, last; play, with a speed; and a field for the version, position
/// or time to jump to. It emits intents; the page decides. F10 steps, F5 plays and Ctrl+G jumps from anywhere in the
/// page. GUI thread.
class StepBar final : public QWidget {
    Q_OBJECT

  public:
    explicit StepBar(const Theme &theme, QWidget *parent = nullptr);

    /// What can be reached, and where one stands. Takes notices back.
    void show(const std::vector<Step> &steps, std::optional<std::size_t> current);
    void showPlaying(bool isPlaying);
    /// Begins to type where to jump to.
    void askWhere();
    /// Why playing stopped; `isProblem` where something is wrong. Until the next step is shown.
    void notice(const QString &text, bool isProblem);
    [[nodiscard]] QString noticeText() const;

  Q_SIGNALS:
    void firstRequested();
    void previousRequested();
    void nextRequested();
    void lastRequested();
    void playToggled();
    void speedChosen(int stepsASecond);
    /// What was typed, see parseStepTarget().
    void targetRequested(const QString &text);

  protected:
    void changeEvent(QEvent *event) override;

  private:
    void showMoment();
    QToolButton *addButton(const char *iconName, const QString &name, const QKeySequence &key,
                           void (StepBar::*intent)());
    void addSpeeds();
    void addField();

    const Theme &m_theme;
    QHBoxLayout *m_row;
    QToolButton *m_first, *m_previous, *m_next, *m_last, *m_play;
    QComboBox *m_speed;
    QLineEdit *m_field;
    QLabel *m_count;
    ElidedLabel *m_moment;
    std::optional<Time> m_time; ///< of the shown step
    QString m_shown;            ///< what the field says while nobody types
};

} // namespace eventscope::ui
