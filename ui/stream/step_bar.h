// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"

#include <QWidget>

#include <optional>

class QLabel;
class QSpinBox;
class QToolButton;

namespace eventscope::ui {

/// The controls above a stream: first, previous, next, last, and the version to jump to. It emits intents; the page
/// decides. F10 and Shift+F10 step from anywhere in the window of the page. GUI thread.
class StepBar final : public QWidget {
    Q_OBJECT

  public:
    explicit StepBar(QWidget *parent = nullptr);

    /// What can be reached, and where one stands.
    void show(const std::vector<Step> &steps, std::optional<std::size_t> current);

  Q_SIGNALS:
    void firstRequested();
    void previousRequested();
    void nextRequested();
    void lastRequested();
    void versionRequested(eventscope::Version version);

  private:
    QToolButton *addButton(const char *iconName, const QString &name, const QKeySequence &key,
                           void (StepBar::*intent)());

    QToolButton *m_first, *m_previous, *m_next, *m_last;
    QSpinBox *m_version;
    QLabel *m_count;
    QLabel *m_moment;
};

} // namespace eventscope::ui
