// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/stream/change_model.h"
#include "ui/stream/step_model.h"
#include "ui/stream/step_view.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;

namespace eventscope::ui {

class JsonTreeView;
class StepBar;
class Theme;

/// One stream: its events, the state after the event at the cursor with the blame of every value, and what that event
/// changed. Stepping moves the session's cursor; the page shows the world as of it. GUI thread, never blocks.
class StreamPage final : public QWidget {
    Q_OBJECT

  public:
    StreamPage(Session &session, const Theme &theme, StreamId stream, QWidget *parent = nullptr);
    ~StreamPage() override;

    [[nodiscard]] const StreamId &stream() const { return m_stream; }
    /// True once the whole history is there and the step at the cursor is shown.
    [[nodiscard]] bool isSettled() const;
    /// The step that is shown; nothing: before the first event.
    [[nodiscard]] std::optional<std::size_t> shownStep() const { return m_shown->step; }

  Q_SIGNALS:
    /// The event at the cursor of this page changed, for the inspector.
    void eventSelected(eventscope::Position position);

  protected:
    void resizeEvent(QResizeEvent *event) override;

  private:
    void build(const FoldPtr &fold);
    void letGo();
    void showHistory(const HistoryPtr &history, bool complete);
    void showProblem(const Error &error);
    void handleCursor();
    void requestStep(std::optional<std::size_t> step);
    void showStep(StepViewPtr view);
    void showCurrentRow();
    void fitEvents();
    void goTo(std::optional<std::size_t> step);
    void describeState();
    void handleBlame(const Pointer &pointer);
    [[nodiscard]] const std::vector<Step> &steps() const;
    [[nodiscard]] QWidget *makeEvents();
    [[nodiscard]] QWidget *makeState(const Theme &theme);
    [[nodiscard]] QWidget *makeChanges(const Theme &theme);
    [[nodiscard]] QWidget *makeHead();

    Session &m_session;
    const StreamId m_stream;
    StepModel m_steps;
    ChangeModel m_changes;
    StepBar *m_bar;
    QLabel *m_title;
    QLabel *m_badge;
    QLabel *m_facts;
    QLabel *m_message;
    QLabel *m_stateTitle;
    QLabel *m_changesTitle;
    QComboBox *m_fold;
    QStackedWidget *m_stack;
    QTableView *m_events;
    JsonTreeView *m_tree;
    StepViewPtr m_shown = std::make_shared<StepView>();
    int m_recordedWidth = 0;
    bool m_complete = false;
    Latest<HistoryPtr> m_parts;
    Job<HistoryPtr> m_building; // last two: their end is asked for first
    Job<StepViewPtr> m_stepping;
};

} // namespace eventscope::ui
