// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/state_pane.h"

#include "ui/stream/search_bar.h"
#include "ui/stream/state_search.h"
#include "ui/stream/stream_words.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/json_tree_view.h"
#include "ui/widgets/plain_text.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr std::size_t kMatchesMax = 10'000;

JsonTreeModel::Marks marksOf(const StepViewPtr &view) {
    return [view](const Pointer &path) {
        const auto found = view->marks.find(path);
        return found == view->marks.end() ? JsonTree::Unmarked : found->second;
    };
}

JsonTreeModel::Blame blameOf(const StepViewPtr &view) {
    return [view](const Pointer &path) -> QString {
        const auto found = view->blame.find(path);
        return found == view->blame.end() ? QString() : stepText(view->history->steps()[found->second]);
    };
}

} // namespace

StatePane::StatePane(Workers &workers, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_title(new ElidedLabel(this)),
      m_search(new SearchBar(this)),
      m_tree(new JsonTreeView(theme, this)),
      m_searching(workers) {
    setAccessible(m_tree, tr("State"));
    addQuestion(tr("Watch"), Qt::Key_F9, &StatePane::watchRequested);
    addQuestion(tr("Plot over versions"), QKeyCombination(Qt::SHIFT, Qt::Key_F9), &StatePane::plotRequested);
    addQuestion(tr("List its values"), QKeyCombination(Qt::CTRL, Qt::Key_F9), &StatePane::valuesRequested);
    addQuestion(tr("Where it holds…"), QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_F9), &StatePane::holdsRequested);
    connect(m_tree, &JsonTreeView::blameActivated, this, &StatePane::blameActivated);
    connect(m_tree, &JsonTreeView::pointerSelected, this, &StatePane::showCount);
    connect(m_search, &SearchBar::textChanged, this, [this] {
        m_goToFirst = true;
        search();
    });
    connect(m_search, &SearchBar::nextRequested, this, &StatePane::findNext);
    connect(m_search, &SearchBar::previousRequested, this, &StatePane::findPrevious);
    connect(m_search, &SearchBar::closed, m_tree, [this] {
        m_title->show();
        m_tree->setFocus(Qt::OtherFocusReason);
    });
    auto *button = iconButton("search", tr("Search in the state (Ctrl+F)"), this);
    connect(button, &QToolButton::clicked, this, &StatePane::find);
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(titled(m_title, m_tree, {m_search, button}));
}

void StatePane::addQuestion(const QString &text, const QKeySequence &key,
                            void (StatePane::*question)(const Pointer &)) {
    auto *action = new QAction(text, m_tree);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, question] {
        if (const auto pointer = m_tree->currentPointer()) Q_EMIT(this->*question)(*pointer);
    });
    m_tree->addAction(action);
}

void StatePane::setView(const StepViewPtr &view) {
    m_tree->setDocument(view->step ? view->state.state : Json::object({}), marksOf(view), blameOf(view));
    m_title->setText(view->step ? tr("State at %1").arg(versionText(*view->history, view->step))
                                : tr("State before the first event"));
    search();
}

void StatePane::clear() {
    m_searching.drop();
    m_matches.clear();
    m_tree->setDocument(Json::object({}));
}

Pointer StatePane::selected() const { return m_tree->currentPointer().value_or(Pointer()); }

void StatePane::find() {
    m_title->hide(); // the search takes its place, and the bar says the version
    m_search->open();
    search();
}

void StatePane::search() {
    if (!m_search->isVisibleTo(this)) return;
    m_searching.start([state = m_tree->documentModel().document(), text = m_search->text()](
                          const JobControl &job) { return findInState(state, text, kMatchesMax, job); },
                      [this](Result<std::vector<Pointer>> found) {
                          if (!found) return;
                          m_matches = *std::move(found);
                          if (std::exchange(m_goToFirst, false) && !m_matches.empty())
                              m_tree->showPointer(m_matches.front());
                          showCount();
                      });
}

/// From 1; 0: another row than a match is selected.
std::size_t StatePane::currentMatch() const {
    const auto current = m_tree->currentPointer();
    if (!current) return 0;
    const auto found = std::ranges::find(m_matches, *current);
    return found == m_matches.end() ? 0 : static_cast<std::size_t>(found - m_matches.begin()) + 1;
}

void StatePane::showCount() { m_search->showCount(currentMatch(), m_matches.size(), m_matches.size() == kMatchesMax); }

void StatePane::moveMatch(std::ptrdiff_t by) {
    if (!m_search->isVisibleTo(this)) return find();
    if (m_matches.empty()) return;
    const auto count = static_cast<std::ptrdiff_t>(m_matches.size());
    // From a row that is no match: to the first or the last one.
    const auto current = static_cast<std::ptrdiff_t>(currentMatch());
    const std::ptrdiff_t wanted = current == 0 ? (by > 0 ? 0 : count - 1) : (current - 1 + by + count) % count;
    m_tree->showPointer(m_matches[static_cast<std::size_t>(wanted)]);
    showCount();
}

} // namespace eventscope::ui
