// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/screenshots.h"

#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/shell/lock_panel.h"
#include "ui/shell/navigator.h"
#include "ui/shell/page_tabs.h"
#include "ui/shell/top_bar.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/timeline_panel.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

namespace eventscope::gui {

namespace {

constexpr int kPollMs = 20;
constexpr int kPatienceMs = 60'000;
/// Throttled parts settle within their interval after the data is there.
constexpr int kCalmLooks = 30;

/// True once no cell in sight waits for its payload.
bool cellsLoaded(const ui::LogPage &log) {
    const QTableView &table = *log.table();
    const int first = table.rowAt(0);
    if (first < 0) return false;
    const int bottom = table.rowAt(table.viewport()->height() - 1);
    const int last = bottom < 0 ? table.model()->rowCount() - 1 : bottom;
    for (int row = first; row <= last; ++row) {
        const QModelIndex cell = table.model()->index(row, static_cast<int>(ui::EventColumn::Size));
        if (!cell.data(ui::LoadedRole).toBool()) return false;
    }
    return true;
}

} // namespace

Screenshots::Screenshots(ui::MainWindow &window, const QString &folder, QString address, QObject *parent)
    : QObject(parent), m_window(window), m_folder(folder), m_address(std::move(address)) {
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this, &Screenshots::look);
    connect(&window, &ui::MainWindow::openFailed, this, &Screenshots::finish);
    m_steps.push_back({QStringLiteral("welcome"), [] {}, [] { return true; }});
    if (!m_address.isEmpty()) addStoreSteps();
}

void Screenshots::addStoreSteps() {
    const auto eventShown = [this] {
        return m_window.inspector()->details() != nullptr && cellsLoaded(*m_window.pages()->log());
    };
    m_steps.push_back({{},
                       [this] { m_window.open(m_address); },
                       [this] { return m_window.session() && m_window.session()->isLoaded(); }});
    m_steps.push_back({QStringLiteral("log"),
                       [this] {
                           const auto row = m_window.session()->rows() - 1;
                           m_window.pages()->log()->showPosition(m_window.session()->index().position(row));
                           QTreeView *tree = m_window.navigator()->tree();
                           tree->expand(tree->model()->index(0, 0));
                       },
                       eventShown});
    m_steps.push_back({QStringLiteral("log-as-of"),
                       [this] {
                           const auto row = m_window.session()->rows() * 3 / 5;
                           const Position position = m_window.session()->index().position(row);
                           m_window.session()->cursor().moveTo(position);
                           m_window.pages()->log()->showPosition(position);
                       },
                       eventShown});
    m_steps.push_back({QStringLiteral("read-only"),
                       [this] {
                           m_window.session()->cursor().returnToHead();
                           const auto last = m_window.session()->rows() - 1;
                           m_window.pages()->log()->showPosition(m_window.session()->index().position(last));
                           m_window.topBar()->showEvidence();
                       },
                       eventShown});
    addStreamSteps();
}

void Screenshots::addStreamSteps() {
    const auto settled = [this] {
        const auto *page = qobject_cast<ui::StreamPage *>(m_window.pages()->currentWidget());
        return page && page->isSettled();
    };
    m_steps.push_back({QStringLiteral("stream"),
                       [this] {
                           m_window.topBar()->evidence()->hide();
                           m_window.pages()->openStream(longestStream());
                       },
                       settled});
    m_steps.push_back({QStringLiteral("stream-as-of"),
                       [this] {
                           const ui::Session &session = *m_window.session();
                           const auto row = session.rows() * 3 / 5;
                           const LogIndex &log = session.index();
                           const StreamId stream{std::string(log.dictionary().stream(log.streamCode(row)))};
                           m_window.pages()->openStream(stream, log.position(row));
                       },
                       settled});
}

void Screenshots::start() {
    if (!m_folder.mkpath(QStringLiteral("."))) return finish(tr("Cannot make the folder %1").arg(m_folder.path()));
    m_at = 0;
    next();
    m_poll.start();
}

void Screenshots::next() {
    if (m_at == m_steps.size()) return finish({});
    m_waited.start();
    m_calmLooks = 0;
    m_steps[m_at].begin();
}

void Screenshots::look() {
    const Step &step = m_steps[m_at];
    if (m_waited.hasExpired(kPatienceMs)) return finish(tr("The page %1 never got ready").arg(step.picture));
    m_calmLooks = step.ready() && isCalm() ? m_calmLooks + 1 : 0;
    if (m_calmLooks < (step.picture.isEmpty() ? 1 : kCalmLooks)) return;
    if (!step.picture.isEmpty() && !save(step.picture)) return finish(tr("Cannot write into %1").arg(m_folder.path()));
    ++m_at;
    next();
}

bool Screenshots::isCalm() const {
    return !m_window.session() || (m_window.session()->workers().jobs().entries().empty() &&
                                   m_window.timeline()->isUpToDate() && !m_window.navigator()->model()->isLoading());
}

bool Screenshots::save(const QString &picture) {
    QPixmap page = m_window.grab();
    // A panel is a window of its own; it is drawn where it would stand.
    if (QWidget *panel = m_window.topBar()->evidence(); panel->isVisible()) {
        QPainter(&page).drawPixmap(m_window.mapFromGlobal(panel->pos()), panel->grab());
    }
    return page.save(m_folder.filePath(picture + QStringLiteral(".png")));
}

StreamId Screenshots::longestStream() const {
    const LogIndex &log = m_window.session()->index();
    std::vector<std::uint32_t> events(log.dictionary().streams());
    for (std::uint64_t row = 0; row < m_window.session()->rows(); ++row)
        ++events[log.streamCode(row)];
    const auto longest = std::ranges::max_element(events) - events.begin();
    return {std::string(log.dictionary().stream(static_cast<std::uint32_t>(longest)))};
}

void Screenshots::finish(const QString &problem) {
    m_poll.stop();
    Q_EMIT finished(problem);
}

} // namespace eventscope::gui
