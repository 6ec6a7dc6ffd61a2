// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_options.h"

#include <QWidget>

class QAction;
class QComboBox;
class QToolButton;

namespace eventscope::ui {

/// Where the user says what a timeline counts and how it draws it. GUI thread.
class TimelineControls final : public QWidget {
    Q_OBJECT

  public:
    explicit TimelineControls(QWidget *parent = nullptr);

    [[nodiscard]] const TimelineOptions &options() const { return m_options; }
    void setOptions(const TimelineOptions &options);
    /// Whether a stream is in front; without one that choice cannot be made.
    void setStreamAvailable(bool isAvailable);

    [[nodiscard]] QComboBox *scope() const { return m_scope; }
    [[nodiscard]] QComboBox *stack() const { return m_stack; }
    [[nodiscard]] QToolButton *look() const { return m_look; }

  Q_SIGNALS:
    void optionsChanged();

  private:
    void fillLook();
    void read();
    QAction *addLook(const QString &text);

    TimelineOptions m_options;
    QComboBox *m_scope; ///< from here on in the order of Tab
    QComboBox *m_stack;
    QToolButton *m_look; ///< a menu for what follows
    QAction *m_linear = nullptr, *m_logarithmic = nullptr, *m_lanes = nullptr, *m_folds = nullptr;
};

} // namespace eventscope::ui
