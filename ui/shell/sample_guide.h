// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/index/matching_rows.h"
#include "ui/async/job.h"
#include "ui/async/latest.h"
#include "ui/session/session.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace eventscope::ui {

class MainWindow;
class StreamPage;

/// The steps from nothing to "this event drove the account below zero, and that is who wrote it", in the sample store.
/// It looks at the window, and a step is done when what is seen there says so, whichever way the user took. GUI thread.
class SampleGuide final : public QObject {
    Q_OBJECT

  public:
    struct Step {
        QString title;
        QString advice;               ///< one sentence
        std::function<bool()> isDone; ///< by what the window shows now
        std::function<void()> show;   ///< does it for the user
        bool wasDone = false;         ///< stays so: the user goes on from there
    };

    /// What leaves an account below zero, in the filter language.
    static constexpr const char *kFilter = "data.balanceAfter < 0";

    /// `window` outlives it.
    explicit SampleGuide(MainWindow &window, QObject *parent = nullptr);

    [[nodiscard]] const std::vector<Step> &steps() const { return m_steps; }
    /// The first that is not done; nothing: all are.
    [[nodiscard]] std::optional<std::size_t> current() const;
    /// Does the current step for the user.
    void show();
    /// Which event it was and who wrote it, as read from the inspected event; empty until that was seen.
    [[nodiscard]] QString finding() const { return m_finding; }

  Q_SIGNALS:
    void changed();

  private:
    void addSteps();
    void look();
    void find();
    void rememberFinding();
    [[nodiscard]] bool isShownAlone() const;
    [[nodiscard]] bool isInspected() const;
    [[nodiscard]] bool showsWhoWroteIt() const;
    [[nodiscard]] StreamPage *page() const;

    MainWindow &m_window;
    std::vector<Step> m_steps;
    QPointer<Session> m_session;       ///< the one that was searched
    std::optional<Position> m_culprit; ///< the event to be found
    StreamId m_stream;                 ///< of that event
    QString m_finding;
    std::shared_ptr<MatchingRows> m_matching;
    QTimer m_tick; // what is seen lies in many pages: looking at it now and then needs nothing of them
    std::unique_ptr<Latest<bool>> m_found;
    std::unique_ptr<Job<void>> m_search; // last: its end is asked for first
};

} // namespace eventscope::ui
