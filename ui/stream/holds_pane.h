// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/stream/interval_model.h"

#include <QWidget>

class QLineEdit;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// Exactly where a condition on the state holds: "state.balance < 0". Worked out in the background. Enter or a double
/// click on a row goes to where it begins. GUI thread.
class HoldsPane final : public QWidget {
    Q_OBJECT

  public:
    explicit HoldsPane(Workers &workers, QWidget *parent = nullptr);

    /// Asks for a condition on the value at `path` of `state`, which is to be completed by the user. REQUIRES: it is
    /// there.
    void ask(const Json &state, const Pointer &path);
    void setCondition(const QString &condition);
    /// The condition whose intervals are listed; empty: none.
    [[nodiscard]] const std::string &condition() const { return m_condition; }
    /// Null: none for now.
    void setHistory(const HistoryPtr &history);
    /// The same history with more steps.
    void growTo(const HistoryPtr &history);
    [[nodiscard]] bool isUpToDate() const { return !m_looking.isRunning(); }
    [[nodiscard]] QString titleText() const;

  Q_SIGNALS:
    void stepRequested(std::size_t step);

  private:
    void look();
    void lookOn();
    void handleFound(const HistoryPtr &history, const Result<std::vector<Interval>> &found);

    IntervalModel m_model;
    QLineEdit *m_field;
    ElidedLabel *m_title;
    QTableView *m_table;
    std::string m_condition;
    std::optional<Filter> m_predicate; ///< of m_condition; nothing: none
    std::vector<Interval> m_known;     ///< where it holds among the first m_knownSteps
    std::size_t m_knownSteps = 0;
    HistoryPtr m_history;
    Job<std::vector<Interval>> m_looking; // last: its end is asked for first
};

} // namespace eventscope::ui
