// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stream/value_track.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace eventscope::ui {

/// The watched values of a stream: path, value at the shown step, and the step that last changed it. GUI thread.
class WatchModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { PathColumn, ValueColumn, SinceColumn, ColumnCount };
    static constexpr int kChangedRole = Qt::UserRole; ///< bool: the shown step changed it

    using QAbstractTableModel::QAbstractTableModel;

    /// The row of the path, added if need be.
    int add(const Pointer &path);
    void remove(int row);
    [[nodiscard]] const Pointer &path(int row) const { return m_watches[static_cast<std::size_t>(row)].path; }
    /// Null while it is worked out.
    [[nodiscard]] const ValueTrackPtr &track(int row) const { return m_watches[static_cast<std::size_t>(row)].track; }
    /// The same by its path; null also where it is not watched.
    [[nodiscard]] ValueTrackPtr trackOf(const Pointer &path) const;
    void setTrack(const ValueTrackPtr &track);
    void setProblem(const Pointer &path, const QString &problem);
    /// Another history: nothing is known of any value as yet.
    void setHistory(HistoryPtr history);
    /// The same history with more steps: what is known holds.
    void growTo(HistoryPtr history) { m_history = std::move(history); }
    void setStep(std::optional<std::size_t> step);
    /// The watched values that `step` changed.
    [[nodiscard]] std::vector<Pointer> changedAt(std::size_t step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    struct Watch {
        Pointer path;
        ValueTrackPtr track;
        QString problem;
    };
    [[nodiscard]] int rowOf(const Pointer &path) const;
    [[nodiscard]] QString text(const Watch &watch, int column) const;
    void announce(int row);

    std::vector<Watch> m_watches;
    HistoryPtr m_history;
    std::optional<std::size_t> m_step;
};

} // namespace eventscope::ui
