// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sample_guide.h"

#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/holds_pane.h"
#include "ui/stream/stream_page.h"
#include "ui/stream/watch_pane.h"
#include "ui/widgets/format.h"
#include "ui/widgets/json_tree_view.h"
#include "ui/widgets/safe_text.h"

#include <QTabWidget>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kLookMs = 200;
/// So few that one sees at once which it is.
constexpr std::uint64_t kFew = 20;

} // namespace

SampleGuide::SampleGuide(MainWindow &window, QObject *parent) : QObject(parent), m_window(window) {
    addSteps();
    m_tick.setInterval(kLookMs);
    connect(&m_tick, &QTimer::timeout, this, &SampleGuide::look);
    m_tick.start();
}

void SampleGuide::addSteps() {
    const auto add = [this](const QString &title, const QString &advice, std::function<bool()> isDone,
                            std::function<void()> show) {
        m_steps.push_back({title, advice, std::move(isDone), std::move(show)});
    };
    add(
        tr("Open the sample store"),
        tr("Press \u201cOpen the sample store\u201d: a small shop with a few faults in it."),
        [this] { return m_culprit.has_value(); }, [this] { m_window.openSample(); });
    add(
        tr("Filter the log"),
        tr("Click the filter above the events, type  %1  and press Enter; \u201cbal\u201d is enough to be offered the "
           "name.")
            .arg(QLatin1String(kFilter)),
        [this] { return isShownAlone(); }, [this] { m_window.pages()->showMatching(QLatin1String(kFilter)); });
    add(
        tr("Select the event"), tr("Click the event that is left; the inspector at the right shows what is in it."),
        [this] { return isInspected(); },
        [this] {
            m_window.pages()->showLog();
            m_window.pages()->log()->showPosition(*m_culprit);
        });
    add(
        tr("See who caused it"), tr("Open \u201cMetadata\u201d in the inspector and read userId."),
        [this] { return showsWhoWroteIt(); },
        [this] {
            m_window.inspector()->showPosition(*m_culprit);
            m_window.inspector()->tabs()->setCurrentWidget(m_window.inspector()->metadata());
        });
    add(
        tr("Open its stream"),
        tr("Double-click the event: its stream opens with the state after it and what it changed."),
        [this] { return page() && page()->isSettled(); },
        [this] { m_window.pages()->openStream(m_stream, *m_culprit); });
    add(
        tr("Watch the balance"),
        tr("Select balance in the state and press F9; \u201cWatched\u201d keeps its value in sight, "
           "\u201cValues\u201d lists how it went."),
        [this] { return page() && page()->findChild<WatchPane *>()->count() > 0; },
        [this] { m_window.pages()->openStream(m_stream, *m_culprit)->watch(*Pointer::parse("/balance")); });
    add(
        tr("Ask how long it lasted"),
        tr("Open \u201cHolds\u201d, type  state.balance < 0  and press Enter: the versions at which that is so."),
        [this] { return page() && !page()->findChild<HoldsPane *>()->condition().empty(); },
        [this] { m_window.pages()->openStream(m_stream, *m_culprit)->showWhere(QStringLiteral("state.balance < 0")); });
}

std::optional<std::size_t> SampleGuide::current() const {
    const auto open = std::ranges::find(m_steps, false, &Step::wasDone);
    return open == m_steps.end() ? std::nullopt : std::optional(static_cast<std::size_t>(open - m_steps.begin()));
}

void SampleGuide::show() {
    const auto step = current();
    if (step && (*step == 0 || m_window.session() == m_session)) m_steps[*step].show();
    look();
}

void SampleGuide::look() {
    if (m_window.session() != m_session) {
        m_culprit.reset();
        m_search.reset();
        m_session = nullptr;
    }
    if (!m_session && m_window.session() && m_window.session()->isLoaded()) find();
    bool isNew = false;
    for (Step &step : m_steps) {
        if (step.wasDone) continue;
        if (&step != &m_steps.front() && (!m_session || !m_culprit)) break;
        if (!step.isDone()) continue;
        step.wasDone = isNew = true;
    }
    if (m_finding.isEmpty() && showsWhoWroteIt()) {
        rememberFinding();
        isNew = true;
    }
    if (isNew) Q_EMIT changed();
}

/// The guide knows what is to be found as a user would: by the filter.
void SampleGuide::find() {
    m_session = m_window.session();
    m_matching = std::make_shared<MatchingRows>(*Filter::parse(kFilter));
    m_found = std::make_unique<Latest<bool>>(m_session->workers(), [](bool) {});
    m_search = std::make_unique<Job<void>>(m_session->workers());
    m_search->start(m_session->search(m_matching, m_session->rows(), m_found->restart()),
                    [this](const Result<void> &searched) {
                        if (!searched || !m_session || m_matching->count() == 0) return;
                        const LogIndex &log = m_session->index();
                        const std::uint64_t row = (*m_matching)[0];
                        m_culprit = log.position(row);
                        m_stream = StreamId{std::string(log.dictionary().stream(log.streamCode(row)))};
                        look();
                    });
}

bool SampleGuide::isShownAlone() const {
    const LogFilter &filter = m_session->filter();
    const auto row = m_session->rowAt(*m_culprit);
    return filter.isOn() && !filter.isSearching() && filter.count() <= kFew && row &&
           filter.countBefore(*row + 1) > filter.countBefore(*row);
}

bool SampleGuide::isInspected() const {
    if (!m_culprit || !m_window.inspector()) return false;
    const auto &details = m_window.inspector()->details();
    return details && details->event().position() == *m_culprit;
}

bool SampleGuide::showsWhoWroteIt() const { return isInspected() && m_window.inspector()->metadata()->isVisible(); }

StreamPage *SampleGuide::page() const {
    auto *front = qobject_cast<StreamPage *>(m_window.pages()->currentWidget());
    return front && front->stream() == m_stream ? front : nullptr;
}

void SampleGuide::rememberFinding() {
    const EventDetails &details = *m_window.inspector()->details();
    const auto user = details.metadata ? valueAt(*details.metadata, *Pointer::parse("/userId")) : std::nullopt;
    const EventView event = details.event();
    m_finding =
        tr("%1 %2 of %3, at position %4. Its metadata say userId: %5.")
            .arg(shortened(event.type()), formatVersion(event.version()), shortened(event.stream()),
                 formatPosition(event.position()), user && user->isString() ? shortened(user->token()) : tr("nobody"));
}

} // namespace eventscope::ui
