// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/projection.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace eventscope::ui {

class ProgressChart;
class ProjectionRebuilds;
struct ProjectionLine;
struct Rebuild;

/// The rebuild of one projection, step by step: what it would cost, how far it is, what is different, the swap. Hidden
/// where there is none. GUI thread.
class RebuildPanel final : public QFrame {
    Q_OBJECT

  public:
    /// Both outlive it.
    RebuildPanel(ProjectionRebuilds &rebuilds, const Theme &theme, QWidget *parent = nullptr);

    /// Null: none.
    void showLine(const ProjectionLine *line);
    [[nodiscard]] QString text() const;
    /// How far it came and how fast, while it builds and when it has.
    [[nodiscard]] ProgressChart *chart() const { return m_chart; }
    [[nodiscard]] QPushButton *startButton() const { return m_start; }
    [[nodiscard]] QPushButton *stopButton() const { return m_stop; }
    [[nodiscard]] QPushButton *swapButton() const { return m_swap; }
    [[nodiscard]] QPushButton *swapKeepButton() const { return m_swapKeep; }
    [[nodiscard]] QPushButton *giveUpButton() const { return m_giveUp; }
    [[nodiscard]] QPushButton *closeButton() const { return m_close; }

  protected:
    void paintEvent(QPaintEvent *event) override;

  private:
    [[nodiscard]] QPushButton *makeButton(const QString &text, const QString &tip);
    void connectButtons();
    void showRebuild();
    void showButtons(const Rebuild &rebuild);
    [[nodiscard]] QString words(const Rebuild &rebuild) const;
    [[nodiscard]] QString withFailed(const QString &words) const;
    [[nodiscard]] QString plan(const Rebuild &rebuild) const;
    [[nodiscard]] QString comparison(const Rebuild &rebuild) const;

    ProjectionRebuilds &m_rebuilds;
    const Theme &m_theme;
    ProjectionPtr m_projection;
    std::uint64_t m_failed = 0; ///< events that the new rows are without
    QLabel *m_title;
    QLabel *m_text;
    QProgressBar *m_progress;
    ProgressChart *m_chart;
    QPushButton *m_start, *m_stop, *m_swap, *m_swapKeep, *m_giveUp, *m_close;
};

} // namespace eventscope::ui
