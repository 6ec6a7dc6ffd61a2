// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"
#include "ui/session/event_marks.h"
#include "ui/stream/step_columns.h"
#include "ui/stream/step_view.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>

namespace eventscope::ui {

/// The steps of a history as rows, oldest first. Growing parts of the same history only add rows. GUI thread.
class StepModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    /// Which series an event type has, for the mark at the left edge.
    using SeriesOf = std::function<std::optional<std::size_t>(const Step &)>;

    /// `marks` outlives it.
    StepModel(SeriesOf seriesOf, const EventMarks &marks, QObject *parent = nullptr);

    /// REQUIRES: a longer part of the history shown, or another one after clear().
    void setHistory(HistoryPtr history);
    void clear();
    [[nodiscard]] const HistoryPtr &history() const { return m_history; }
    /// Which step is shown; later ones are dimmed. Nothing: before the first event.
    void setCurrent(std::optional<std::size_t> step);
    [[nodiscard]] std::optional<std::size_t> current() const { return m_current; }
    /// The version that others are compared with; its row says so.
    void setBase(const std::optional<CompareBase> &base);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] QString text(std::size_t row, int column) const;
    [[nodiscard]] QString spoken(std::size_t row, int column) const;
    [[nodiscard]] QString tip(const Step &step) const;

    const SeriesOf m_seriesOf;
    const EventMarks &m_marks;
    HistoryPtr m_history;
    int m_rows = 0;
    std::optional<std::size_t> m_current;
    std::optional<CompareBase> m_base;
};

} // namespace eventscope::ui
