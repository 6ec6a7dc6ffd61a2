// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/processes/board_view.h"

#include "ui/processes/board_column.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QScopedValueRollback>

#include <algorithm>

namespace eventscope::ui {

BoardView::BoardView(const Theme &theme, QWidget *parent) : QScrollArea(parent), m_theme(theme) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setAccessible(this, tr("Steps of the process"));
    auto *content = new QWidget(this);
    m_row = new QHBoxLayout(content);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(Metrics(font()).steps(1));
    m_row->addStretch(1);
    content->setMinimumHeight(Metrics(font()).steps(30)); // its heading and a card
    setWidget(content);
}

BoardColumn *BoardView::addColumn() {
    auto *column = new BoardColumn(m_theme, widget());
    m_row->insertWidget(static_cast<int>(m_columns.size()), column);
    m_columns.push_back(column);
    column->list()->installEventFilter(this);
    connect(column->list()->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this, column] { handleChoice(column); });
    connect(column->list(), &QListView::clicked, this, [this, column] { handleChoice(column); });
    return column;
}

void BoardView::showOverview(const ProcessOverview &overview) {
    while (m_columns.size() > overview.columns.size()) {
        delete m_columns.back();
        m_columns.pop_back();
    }
    for (std::size_t i = 0; i < overview.columns.size(); ++i) {
        BoardColumn *column = i < m_columns.size() ? m_columns[i] : addColumn();
        const QScopedValueRollback nobodyChooses(m_isShowing, true);
        column->showColumn(overview.columns[i], overview.asOf);
        column->show();
    }
}

void BoardView::choose(const std::string &key) {
    for (BoardColumn *column : m_columns) {
        const QModelIndex card = column->cards().indexOf(key);
        const QScopedValueRollback nobodyChooses(m_isShowing, true);
        if (card.isValid()) {
            column->list()->setCurrentIndex(card);
            ensureWidgetVisible(column, 0, 0);
        } else {
            column->list()->selectionModel()->clear();
        }
    }
}

void BoardView::focusCards() {
    if (m_columns.empty()) return;
    const auto hasChosen = [](const BoardColumn *column) { return column->list()->currentIndex().isValid(); };
    const auto found = std::ranges::find_if(m_columns, hasChosen);
    (found == m_columns.end() ? m_columns.front() : *found)->list()->setFocus();
}

/// As high as several cards.
QSize BoardView::sizeHint() const { return {QScrollArea::sizeHint().width(), Metrics(font()).steps(60)}; }

void BoardView::handleChoice(BoardColumn *column) {
    const QModelIndex card = column->list()->currentIndex();
    if (!card.isValid() || m_isShowing) return;
    const std::string key = column->cards().instance(card).key;
    choose(key);
    Q_EMIT chosen(QString::fromStdString(key));
}

bool BoardView::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() != QEvent::KeyPress) return QScrollArea::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const auto from = std::ranges::find(m_columns, watched, &BoardColumn::list);
    if (from == m_columns.end() || (key != Qt::Key_Left && key != Qt::Key_Right))
        return QScrollArea::eventFilter(watched, event);
    const std::ptrdiff_t to = from - m_columns.begin() + (key == Qt::Key_Left ? -1 : 1);
    if (to >= 0 && to < std::ssize(m_columns))
        goTo(static_cast<std::size_t>(to), (*from)->list()->currentIndex().row());
    return true;
}

void BoardView::goTo(std::size_t column, int row) {
    QListView *list = m_columns[column]->list();
    list->setFocus(Qt::TabFocusReason);
    ensureWidgetVisible(m_columns[column], 0, 0);
    list->setCurrentIndex(list->model()->index(std::clamp(row, 0, list->model()->rowCount() - 1), 0));
}

} // namespace eventscope::ui
