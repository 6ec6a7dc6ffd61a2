// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/saved_section.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/menu_offer.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

constexpr int kRowsInSight = 8;

} // namespace

SavedSection::SavedSection(Session &session, const Theme &theme, QWidget *parent)
    : NavigatorSection(tr("Saved"), tr("Saved filters"), parent),
      m_session(session),
      m_model(new SavedFiltersModel(session, theme, this)),
      m_note(plainLabel({}, this)),
      m_undo(new QPushButton(tr("Undo"), this)) {
    layOut();
    connect(this, &NavigatorSection::folded, this, &SavedSection::showState);
    connect(list(), &QTreeView::clicked, this, &SavedSection::apply);
    connect(list(), &QWidget::customContextMenuRequested, this, &SavedSection::showMenu);
    new MenuOffer(list(), [this](QMenu &menu) { fillMenu(menu, list()->currentIndex()); });
    connect(m_undo, &QPushButton::clicked, &session.undoStack(), &QUndoStack::undo);
    connect(&session.undoStack(), &QUndoStack::indexChanged, this, [this] { say({}, false); });
    connect(m_model, &SavedFiltersModel::refused, this, [this](const QString &reason) { say(reason, false); });
    connect(m_model, &SavedFiltersModel::renamed, this, [this](const QString &name) {
        if (const int row = m_model->rowOf(name); row >= 0) list()->setCurrentIndex(m_model->index(row, 0));
    });
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const QModelIndex current = list()->currentIndex();
        m_current = current.isValid() ? m_model->nameOf(current.row()) : QString();
        m_hasFocus = list()->hasFocus();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &SavedSection::showState);
    connect(&session.savedFilters(), &SavedFilters::problemChanged, this, [this] {
        if (!m_session.savedFilters().problem() && m_isProblemSaid) say({}, false);
        showState();
    });
    showState();
}

void SavedSection::layOut() {
    const Metrics metrics(font());
    list()->setModel(m_model);
    list()->setEditTriggers(QTreeView::EditKeyPressed);
    list()->setContextMenuPolicy(Qt::CustomContextMenu);
    list()->header()->setStretchLastSection(false);
    list()->header()->setMinimumSectionSize(1);
    list()->header()->setSectionResizeMode(SavedFiltersModel::NameColumn, QHeaderView::Stretch);
    list()->header()->setSectionResizeMode(SavedFiltersModel::CountColumn, QHeaderView::Fixed);
    list()->header()->resizeSection(SavedFiltersModel::CountColumn,
                                    QFontMetrics(fixedFont()).horizontalAdvance(QStringLiteral("999,999\u2026")) +
                                        metrics.steps(3));
    list()->installEventFilter(this);
    wrap(*m_note);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), 0);
    below->addWidget(m_note, 1);
    below->addWidget(m_undo);
    column()->addLayout(below);
    say({}, false);
}

void SavedSection::showState() {
    const auto &problem = m_session.savedFilters().problem();
    // A store that cannot have any is no news.
    const bool isProblem = problem && problem->kind != ErrorKind::Unsupported;
    const int rows = m_model->rowCount();
    setVisible(rows > 0 || isProblem || m_undo->isVisibleTo(this));
    fitList(kRowsInSight);
    if (isProblem && m_undo->isHidden()) {
        say(shortened(problem->message, kMessageCharacters), false);
        m_isProblemSaid = true;
    }
    if (const int row = m_model->rowOf(m_current); row >= 0) list()->setCurrentIndex(m_model->index(row, 0));
    if (std::exchange(m_hasFocus, false) && list()->isVisible()) list()->setFocus(Qt::OtherFocusReason);
}

void SavedSection::apply(const QModelIndex &index) {
    if (index.isValid()) Q_EMIT applyRequested(m_model->textOf(index.row()));
}

void SavedSection::copy(int row) const { QGuiApplication::clipboard()->setText(m_model->textOf(row)); }

void SavedSection::remove(int row) {
    const QString name = m_model->nameOf(row);
    m_session.savedFilters().remove(name);
    say(tr("\u201c%1\u201d was deleted").arg(shortened(name.toStdString(), kNameCharacters)), true);
    showState();
    // The next one is as near as the one that is gone.
    if (m_model->rowCount() > 0) list()->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1), 0));
}

void SavedSection::say(const QString &text, bool isUndoable) {
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    m_undo->setVisible(isUndoable);
    m_isProblemSaid = false;
}

void SavedSection::showMenu(const QPoint &place) {
    QMenu menu(this);
    fillMenu(menu, list()->indexAt(place));
    if (!menu.isEmpty()) menu.exec(list()->viewport()->mapToGlobal(place));
}

void SavedSection::fillMenu(QMenu &menu, const QModelIndex &at) {
    if (!at.isValid()) return;
    const int row = at.row();
    menu.addAction(tr("Show what matches"), this, [this, at] { apply(at); });
    menu.addAction(tr("Write it into the filter"), this,
                   [this, row] { Q_EMIT prepareRequested(m_model->textOf(row)); });
    menu.addSeparator();
    const auto add = [&menu](const QString &words, const QKeySequence &key, auto act) {
        menu.addAction(words, act)->setShortcut(key);
    };
    add(tr("Rename"), Qt::Key_F2, [this, row] { list()->edit(m_model->index(row, SavedFiltersModel::NameColumn)); });
    add(tr("Copy the filter"), QKeySequence::Copy, [this, row] { copy(row); });
    add(tr("Delete"), QKeySequence::Delete, [this, row] { remove(row); });
    addProblem(menu, row);
}

/// What is wrong with it, and what can be done.
void SavedSection::addProblem(QMenu &menu, int row) {
    const SavedFilters &filters = m_session.savedFilters();
    const SavedFilters::Entry &entry = filters.all()[static_cast<std::size_t>(row)];
    if (entry.read && (filters.isCounted(entry) || !filters.countProblem())) return;
    menu.addSeparator();
    const std::string &why = entry.read ? filters.countProblem()->message : entry.read.error().message;
    QString words = entry.read ? tr("Not all counted: %1") : tr("Cannot be read: %1");
    words = words.arg(shortened(why, kNameCharacters)).replace(QLatin1Char('&'), QStringLiteral("&&"));
    menu.addAction(words)->setEnabled(false);
    if (entry.read) menu.addAction(tr("Count again"), &m_session.savedFilters(), &SavedFilters::retryCounting);
}

bool SavedSection::eventFilter(QObject *watched, QEvent *event) {
    if (watched != list() || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const QModelIndex current = list()->currentIndex();
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool isOurs = key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Delete) || isEnter;
    if (!current.isValid() || !isOurs) return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return false;
    }
    if (isEnter)
        apply(current);
    else if (key->matches(QKeySequence::Copy))
        copy(current.row());
    else
        remove(current.row());
    return true;
}

} // namespace eventscope::ui
