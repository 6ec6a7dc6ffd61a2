// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/statistics_counter.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QModelIndex;
class QStackedLayout;
class QTableView;
class QTabWidget;
class QToolButton;

namespace eventscope::ui {

class EmptyState;
class FilterMenu;
class StatisticsModel;
struct StatisticsRow;

/// Statistics of what the log shows, or of what is selected in it: figures, types, categories and streams as tables.
/// Enter or a double click on a line shows only the events behind it, or goes to where something happened; its menu
/// makes filters and copies. GUI thread.
class StatisticsPanel final : public QWidget {
    Q_OBJECT

  public:
    /// All outlive it; `log` shows what the session's filter does; `filters` makes filters of lines.
    StatisticsPanel(Session &session, const Theme &theme, QTableView &log, FilterMenu &filters);

    [[nodiscard]] StatisticsCounter *counter() const { return m_counter; }
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    /// What is in front, as CSV with a line of titles.
    [[nodiscard]] QString csv() const;
    /// Everything, see statisticsJson(); empty before it is counted.
    [[nodiscard]] QString json() const;

  Q_SIGNALS:
    /// The user wants to see only this.
    void applyRequested(const QString &filter);
    void positionRequested(eventscope::Position position);
    /// The user is done here.
    void closeRequested();

  protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

  private:
    void layOut();
    QTableView *addTable(StatisticsModel *model, const Theme &theme, const QString &name);
    void fillCopyMenu();
    void readSelection();
    void showState();
    void fill(std::size_t tab, std::vector<StatisticsRow> rows);
    [[nodiscard]] QString sizesState() const;
    [[nodiscard]] QTableView *front() const;
    [[nodiscard]] const StatisticsRow &rowAt(const QModelIndex &index) const;
    void activate(const StatisticsRow &row);
    void showMenu(QTableView *table, const QPoint &place);
    void fillMenu(QMenu &menu, const QModelIndex &at);

    Session &m_session;
    QTableView &m_log;
    FilterMenu &m_filters;
    StatisticsCounter *m_counter;
    QComboBox *m_scope;
    QLabel *m_state;
    QToolButton *m_copy;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    QTabWidget *m_tabs;
    std::vector<StatisticsModel *> m_models; ///< of each tab
};

} // namespace eventscope::ui
