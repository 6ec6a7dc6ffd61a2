// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stream/value_model.h"
#include "ui/stream/value_tracker.h"

#include <QWidget>

class QTableView;

namespace eventscope::ui {

class ElidedLabel;
class Theme;

/// The list of every value that one place of the state ever had. Worked out in the background. Enter or a double click
/// goes to the version. GUI thread.
class ValuePane final : public QWidget {
    Q_OBJECT

  public:
    ValuePane(Workers &workers, const Theme &theme, QWidget *parent = nullptr);

    void showPath(const Pointer &path);
    /// The place whose values are listed; nothing before showPath().
    [[nodiscard]] const std::optional<Pointer> &path() const { return m_path; }
    /// Null: none for now.
    void setHistory(const HistoryPtr &history);
    /// The same history with more steps.
    void growTo(const HistoryPtr &history);
    void setStep(std::optional<std::size_t> step);
    [[nodiscard]] bool isUpToDate() const { return !m_tracking.isRunning(); }

  Q_SIGNALS:
    void stepRequested(std::size_t step);

  private:
    void track();
    void showTrack(const Result<ValueTrackPtr> &track);
    void showCurrentRow();

    ValueModel m_model;
    ElidedLabel *m_title;
    QTableView *m_table;
    std::optional<Pointer> m_path;
    HistoryPtr m_history;
    ValueTracker m_tracking; // last: its end is asked for first
};

} // namespace eventscope::ui
