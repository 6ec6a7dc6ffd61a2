// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/stream/step_view.h"

#include <QWidget>

namespace eventscope::ui {

class ElidedLabel;
class JsonTreeView;
class SearchBar;
class Theme;

/// The state after a step as a tree, with marks for what changed, the blame of every value, and a search. What one may
/// ask about a value (watch, plot, list) stands in its menu and on keys. GUI thread.
class StatePane final : public QWidget {
    Q_OBJECT

  public:
    StatePane(Workers &workers, const Theme &theme, QWidget *parent = nullptr);

    /// REQUIRES: not null.
    void setView(const StepViewPtr &view);
    void clear();
    [[nodiscard]] JsonTreeView *tree() const { return m_tree; }
    [[nodiscard]] SearchBar *searchBar() const { return m_search; }
    /// The value that is selected; the whole state without one.
    [[nodiscard]] Pointer selected() const;

  public Q_SLOTS: // NOLINT(readability-redundant-access-specifiers): moc reads it
    void find();
    void findNext() { moveMatch(1); }
    void findPrevious() { moveMatch(-1); }

  Q_SIGNALS:
    void blameActivated(const eventscope::Pointer &pointer);
    void watchRequested(const eventscope::Pointer &pointer);
    void plotRequested(const eventscope::Pointer &pointer);
    void valuesRequested(const eventscope::Pointer &pointer);
    void holdsRequested(const eventscope::Pointer &pointer);

  private:
    void addQuestion(const QString &text, const QKeySequence &key, void (StatePane::*question)(const Pointer &));
    void search();
    void moveMatch(std::ptrdiff_t by);
    void showCount();
    [[nodiscard]] std::size_t currentMatch() const;

    ElidedLabel *m_title;
    SearchBar *m_search;
    JsonTreeView *m_tree;
    std::vector<Pointer> m_matches;
    bool m_goToFirst = false;              ///< with the next answer: another text is searched for
    Job<std::vector<Pointer>> m_searching; // last: its end is asked for first
};

} // namespace eventscope::ui
