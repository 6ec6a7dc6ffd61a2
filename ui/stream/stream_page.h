// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/stream/history_feed.h"
#include "ui/stream/player.h"
#include "ui/stream/plot_place.h"
#include "ui/stream/step_model.h"
#include "ui/stream/step_view.h"

#include <QWidget>

#include <optional>

class QShortcut;
class QSplitter;
class QStackedWidget;

namespace eventscope::ui {

class EmptyState;
class PlotPane;
class StatePane;
class StepBar;
class StepTableView;
class StreamHead;
class StreamQuestions;
class Theme;

/// One stream: its events, the state after the event at the cursor with the blame of every value, what that event
/// changed or how it differs from another version, and the life of single values: watched, listed, plotted. Stepping
/// and playing move the session's cursor; the page shows the world as of it. New events of the stream join: while the
/// cursor is live the page goes with them, else what is shown stays. GUI thread, never blocks.
class StreamPage final : public QWidget {
    Q_OBJECT

  public:
    StreamPage(Session &session, const Theme &theme, StreamId stream, QWidget *parent = nullptr);
    ~StreamPage() override;

    [[nodiscard]] const StreamId &stream() const { return m_stream; }
    /// True once the whole history is there and the step at the cursor is shown.
    [[nodiscard]] bool isSettled() const;
    /// The same for the watched, listed and plotted values, and for events that were appended.
    [[nodiscard]] bool isUpToDate() const;
    /// The step that is shown; nothing: before the first event.
    [[nodiscard]] std::optional<std::size_t> shownStep() const { return m_shown->step; }
    [[nodiscard]] bool isPlaying() const { return m_player.isPlaying(); }
    [[nodiscard]] const std::vector<Step> &steps() const;

  public Q_SLOTS: // NOLINT(readability-redundant-access-specifiers): moc reads it
    void watch(const eventscope::Pointer &path);
    void plot(const eventscope::Pointer &path);
    void listValues(const eventscope::Pointer &path);
    /// Nothing: shows what each step changed again.
    void compareWith(const std::optional<eventscope::ui::CompareBase> &base);
    void compareWithStream(const eventscope::StreamId &other);
    void showWhere(const QString &condition);
    void find(const QString &text);

  Q_SIGNALS:
    /// The event at the cursor of this page changed, for the inspector.
    void eventSelected(eventscope::Position position);

  protected:
    void resizeEvent(QResizeEvent *event) override;
    void hideEvent(QHideEvent *event) override;

  private:
    void layOut(const Theme &theme);
    void layOutPanes(const Theme &theme);
    void connectBar();
    void connectPanes();
    void connectFeed();
    void addKeys();
    void addCopyMenu();
    void build();
    void letGo();
    void setPaneHistory(const HistoryPtr &history);
    void grow(const HistoryPtr &history);
    void showHistory(const HistoryPtr &history, bool complete);
    void showProblem(const Error &error);
    void say(const QString &title, const QString &explanation, const QString &action = {});
    void handleCursor();
    void showCursor();
    void requestStep(std::optional<std::size_t> step);
    void showStep(StepViewPtr view);
    void goTo(std::optional<std::size_t> step, Cursor::Move move = Cursor::Move::Step);
    void jump(const QString &text);
    void compareWithText(const QString &text);
    void togglePlay();
    void playStep();

    Session &m_session;
    const StreamId m_stream;
    StepModel m_steps;
    Player m_player;
    StreamHead *m_head = nullptr;
    StepBar *m_bar = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_message = nullptr; ///< where there is no state to show
    QSplitter *m_all = nullptr;      ///< the panes above, the plot below
    StepTableView *m_events = nullptr;
    StatePane *m_state = nullptr;
    StreamQuestions *m_questions = nullptr;
    PlotPane *m_plot = nullptr;
    std::optional<PlotPlace> m_plotPlace;
    QList<QShortcut *> m_stopKeys; ///< at work while playing only
    StepViewPtr m_shown = std::make_shared<StepView>();
    std::optional<CompareBase> m_base;
    bool m_isPlayStep = false; ///< the cursor is being moved by the player
    bool m_complete = false;
    HistoryFeed m_feed;
    Job<StepViewPtr> m_stepping; // last: its end is asked for first
};

} // namespace eventscope::ui
