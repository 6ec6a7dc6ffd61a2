// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/event_table_model.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QMenu;
class QSplitter;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace eventscope::ui {

class Banner;
class ColumnFit;
class ColumnMemory;
class ColumnMenu;
class EventCopyMenu;
class EmptyState;
class FilterBar;
class FilterMenu;
class FindBar;
class LogExport;
class LogFollow;
class StatisticsPanel;

/// The events of the store that match a filter, oldest first. Follows new events as LogFollow says.
class LogPage final : public QWidget {
    Q_OBJECT

  public:
    LogPage(Session &session, const Theme &theme, QWidget *parent = nullptr,
            std::uint64_t rowsMax = EventTableModel::kRowsMax);

    /// Selects the event at or last before `position` and brings it into sight.
    void showPosition(Position position);
    /// Shows the values at a path in a column of their own.
    void addColumn(const PayloadPath &path);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] EventTableModel *model() const { return m_model; }
    /// Copies what is selected.
    [[nodiscard]] EventCopyMenu *copying() const { return m_copying; }
    [[nodiscard]] LogExport *exporting() const { return m_exporting; }
    [[nodiscard]] LogFollow *follow() const { return m_follow; }
    /// Made when it is first asked for.
    [[nodiscard]] StatisticsPanel *statistics();
    /// Shows or hides the statistics of what is shown; shown, they get the keyboard.
    void showStatistics(bool isWanted);
    [[nodiscard]] FindBar *findBar() const { return m_find; }
    [[nodiscard]] FilterBar *filterBar() const { return m_filter; }

  Q_SIGNALS:
    void eventSelected(eventscope::Position position);
    /// The user wants to see the stream of an event, at that event.
    void streamActivated(const eventscope::StreamId &stream, eventscope::Position position);
    /// The user wants to see the world as of an event.
    void asOfRequested(eventscope::Position position);
    void statisticsShown(bool isShown);

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    void setUpTable();
    void addPauseButton();
    QToolButton *addTool(const char *iconName, const QString &name, const QString &tip);
    void addCopying();
    void addFinding();
    void addStatistics();
    void beginAtEnd();
    void showState();
    void showProblems();
    void goOn();
    /// The row of the event; invalid when it is not shown.
    [[nodiscard]] QModelIndex exactly(Position position) const;
    void selectAgain();
    void settle();
    void showMenu(const QPoint &place);
    void fillMenu(QMenu &menu, const QModelIndex &at);
    void handleCursor();
    void keepPlace();
    void restorePlace();

    /// Where the reader is, by what does not change when rows get other numbers.
    struct Place {
        std::vector<std::pair<Position, Position>> selected;
        std::optional<Position> current, top;
        std::optional<Position> wanted; ///< to be selected again, or what is near it to be in sight
        bool isAtEnd = true;
    };

    Session &m_session;
    const Theme &m_theme;
    EventTableModel *m_model;
    FilterBar *m_filter;
    FindBar *m_find;
    FilterMenu *m_filterMenu;
    ColumnMenu *m_columns = nullptr; ///< of the header
    ColumnMemory *m_columnMemory = nullptr;
    ColumnFit *m_fit = nullptr;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    Banner *m_banner;
    Banner *m_note; ///< what came of something, until it is read
    QTableView *m_table;
    QSplitter *m_parts;            ///< the events, and below them their statistics
    LogFollow *m_follow = nullptr; ///< of the table, as the next three
    EventCopyMenu *m_copying = nullptr;
    LogExport *m_exporting = nullptr;
    StatisticsPanel *m_statistics = nullptr; ///< null until it is wanted
    Place m_place;                           ///< while rows move
    bool m_isRestoring = false;
    bool m_isUnsettled = false;            ///< what is shown is still searched for
    std::optional<Position> m_selectAgain; ///< what was selected and has not been found yet
};

} // namespace eventscope::ui
