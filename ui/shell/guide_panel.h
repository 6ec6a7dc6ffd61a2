// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/sample_guide.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace eventscope::ui {

/// The list of a guide's steps: those done are ticked, the current one says what to do and has a button that does it.
class GuidePanel final : public QWidget {
    Q_OBJECT

  public:
    GuidePanel(MainWindow &window, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] const SampleGuide &guide() const { return m_guide; }
    [[nodiscard]] QPushButton *showMe() const { return m_show; }

  Q_SIGNALS:
    void closeRequested();

  private:
    void layOut();
    void showSteps();

    const Theme &m_theme;
    SampleGuide m_guide;
    struct Line {
        QLabel *sign;
        QLabel *title;
    };
    std::vector<Line> m_lines;
    QLabel *m_head;
    QScrollArea *m_list; ///< of the steps
    QLabel *m_advice;    ///< below the current step: what to do now, and what was found
    QPushButton *m_show;
    QVBoxLayout *m_steps;
};

} // namespace eventscope::ui
