// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/event_columns.h"
#include "ui/log/payload_pages.h"
#include "ui/session/session.h"

#include <QAbstractTableModel>

#include <algorithm>

namespace eventscope::ui {

/// The events that the session's filter shows as rows, oldest first. Headers are answered from memory,
/// payload-dependent cells from a sparse page cache: data() never blocks, a cell that is not there yet answers a
/// placeholder and changes later.
class EventTableModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    /// QTableView counts its height in int pixels and hangs beyond; so many rows of 24 px are safely below.
    static constexpr std::uint64_t kRowsMax = 80'000'000;

    /// Shows the first `rowsMax` events.
    explicit EventTableModel(Session &session, QObject *parent = nullptr, std::uint64_t rowsMax = kRowsMax);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// REQUIRES: a row of this model.
    [[nodiscard]] Position positionOf(int row) const;
    [[nodiscard]] StreamId streamOf(int row) const;
    /// The row at or last before `position`, or -1.
    [[nodiscard]] int rowOf(Position position) const;
    /// The first row at or after `position`; rowCount() when there is none.
    [[nodiscard]] int rowFrom(Position position) const;
    /// The row of the log behind `row`.
    [[nodiscard]] std::uint64_t logRow(int row) const {
        return m_session.filter().row(static_cast<std::uint64_t>(row));
    }
    /// A filter for the events that are in this cell as this one is; empty where nobody would ask for that.
    [[nodiscard]] QString filterFor(const QModelIndex &cell) const;
    /// The event as one line of tab-separated exact values, quoted where they need it. A cell that a spreadsheet would
    /// run as a formula gets an apostrophe in front, since spreadsheets are where such lines are pasted.
    [[nodiscard]] QString rowText(int row) const;

    /// A column for the values at a path, at the end. False: there is one already.
    bool addColumn(const PayloadPath &path);
    /// Removes a column that was added; others stay.
    void removeColumn(int column);
    [[nodiscard]] static bool isPayload(int column) { return column >= kEventColumns; }

    [[nodiscard]] std::uint64_t rowsMax() const { return m_rowsMax; }
    [[nodiscard]] PayloadPages &pages() const { return m_pages; }

  private:
    [[nodiscard]] QVariant payloadData(const QModelIndex &cell, int role) const;
    [[nodiscard]] QVariant payloadHeader(int section, int role) const;
    [[nodiscard]] QString text(int shownRow, EventColumn column) const;
    [[nodiscard]] QString brief(int shownRow, EventColumn column) const;
    [[nodiscard]] QString exact(int shownRow, EventColumn column) const;
    [[nodiscard]] QString spoken(int shownRow, EventColumn column) const;
    [[nodiscard]] EventMarks::Marks marks(int shownRow) const;
    [[nodiscard]] int series(int shownRow) const;
    [[nodiscard]] bool isSettled(std::uint64_t row) const { return row < m_session.settledRows(); }
    [[nodiscard]] QString toolTip(int shownRow, EventColumn column) const;
    void handleReset();
    void handleLoaded(quint64 first, quint64 last);
    void handleGrowth(quint64 rows);
    void handleSettled();
    void handleCursor();
    void changed(int first, int last, const QList<int> &roles);

    [[nodiscard]] int shown(std::uint64_t rows) const { return static_cast<int>(std::min(rows, m_rowsMax)); }
    /// How many rows of the table lie before `row` of the log.
    [[nodiscard]] int shownBefore(std::uint64_t row) const;

    Session &m_session;
    const std::uint64_t m_rowsMax;
    mutable PayloadPages m_pages; // a look at a cell may ask for its page
    int m_rows = 0;
    int m_rowsAtCursor = 0;
    int m_rowsSettled = 0; ///< as the views were told
};

} // namespace eventscope::ui
