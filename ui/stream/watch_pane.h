// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/stream/watch_model.h"

#include <QWidget>

class QCheckBox;
class QTableView;
class QToolButton;

namespace eventscope::ui {

class Theme;

/// The watched values, with the ways to the next and previous change of one of them, and whether playing stops when one
/// changes. Works the values out in the background, one pass over the stream each. GUI thread.
class WatchPane final : public QWidget {
    Q_OBJECT

  public:
    WatchPane(Workers &workers, const Theme &theme, QWidget *parent = nullptr);

    /// Watches the value, or makes its row the current one where it is watched already.
    void watch(const Pointer &path);
    /// Null: none for now.
    void setHistory(const HistoryPtr &history);
    /// The same history with more steps.
    void growTo(const HistoryPtr &history);
    void setStep(std::optional<std::size_t> step);
    [[nodiscard]] int count() const { return m_model.rowCount(); }
    /// True once every watched value is known over all steps.
    [[nodiscard]] bool isUpToDate() const { return !m_history || (m_queue.empty() && !m_tracking.isRunning()); }
    /// Why playing is to stop after `step`: the watched values that it changed. Empty: play on.
    [[nodiscard]] std::vector<Pointer> stopsAt(std::size_t step) const;

  public Q_SLOTS: // NOLINT(readability-redundant-access-specifiers): moc reads it
    void goToNextChange();
    void goToPreviousChange();

  Q_SIGNALS:
    void stepRequested(std::size_t step);
    void plotRequested(const eventscope::Pointer &pointer);
    void valuesRequested(const eventscope::Pointer &pointer);
    void countChanged();

  private:
    void track(const Pointer &path);
    void trackNext();
    void removeCurrent();
    [[nodiscard]] int currentRow() const;
    void addQuestions();
    void enable();

    WatchModel m_model;
    QTableView *m_table;
    QToolButton *m_previous, *m_next, *m_remove;
    QCheckBox *m_stops;
    HistoryPtr m_history;
    std::optional<std::size_t> m_step;
    std::vector<Pointer> m_queue;  ///< whose values are still to be worked out
    Job<ValueTrackPtr> m_tracking; // last: its end is asked for first
};

} // namespace eventscope::ui
