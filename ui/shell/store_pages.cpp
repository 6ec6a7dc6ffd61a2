// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_pages.h"

#include "ui/log/filter_bar.h"
#include "ui/log/log_page.h"
#include "ui/log/statistics_panel.h"
#include "ui/shell/page_area.h"
#include "ui/stream/stream_page.h"
#include "ui/widgets/safe_text.h"

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kStoreCharacters = 20; ///< of its name, in a tab
const std::string kLogKey = "log", kStreamKey = "stream:";

} // namespace

StorePages::StorePages(Session &session, const Theme &theme, PageArea &area, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_theme(theme),
      m_area(area),
      m_log(new LogPage(session, theme, area.pageParent())),
      m_current(m_log) {
    connect(&area, &PageArea::frontChanged, this, &StorePages::handleFront);
    connect(m_log, &LogPage::eventSelected, this, [this](Position position) { select(m_log, position); });
    connect(m_log, &LogPage::streamActivated, this,
            [this](const StreamId &stream, Position position) { openStream(stream, position); });
    connect(m_log, &LogPage::asOfRequested, &session.cursor(),
            [this](Position position) { m_session.cursor().moveTo(position); });
}

StorePages::~StorePages() {
    m_area.disconnect(this);
    m_area.removeAllOf(parent());
    for (StreamPage *page : m_streams)
        delete page;
    qDeleteAll(m_closed); // none outlives the session
    delete m_log;
}

StreamPage *StorePages::pageOf(const StreamId &stream) const {
    const auto known =
        std::ranges::find_if(m_streams, [&stream](const StreamPage *page) { return page->stream() == stream; });
    return known == m_streams.end() ? nullptr : *known;
}

StreamPage *StorePages::makePage(const StreamId &stream) {
    auto *page = new StreamPage(m_session, m_theme, stream, m_area.pageParent());
    m_streams.push_back(page);
    connect(page, &StreamPage::eventSelected, this, [this, page](Position selected) { select(page, selected); });
    return page;
}

StreamPage *StorePages::openStream(const StreamId &stream, std::optional<Position> position) {
    if (position) m_session.cursor().moveTo(*position);
    StreamPage *known = pageOf(stream);
    StreamPage *page = known ? known : makePage(stream);
    show(page);
    return page;
}

std::string StorePages::keyOf(const QWidget *page) const {
    if (const auto *stream = qobject_cast<const StreamPage *>(page)) return kStreamKey + stream->stream().value;
    return page == m_log ? std::string(kLogKey) : m_guests.value(const_cast<QWidget *>(page)).key;
}

QWidget *StorePages::addPage(const std::string &key) {
    QWidget *page = key == kLogKey ? m_log : nullptr;
    const auto isGuest = [&key](const Guest &guest) { return guest.key == key; };
    const auto maker = m_makers.find(key);
    if (maker != m_makers.end() && std::ranges::none_of(m_guests, isGuest)) maker->second();
    for (auto guest = m_guests.cbegin(); guest != m_guests.cend(); ++guest)
        if (guest->key == key) page = guest.key();
    if (!page && key.starts_with(kStreamKey)) {
        const StreamId stream{key.substr(kStreamKey.size())};
        StreamPage *known = pageOf(stream);
        page = known ? known : makePage(stream);
    }
    if (page) add(page);
    return page;
}

std::optional<StreamId> StorePages::currentStream() const {
    const auto known = std::ranges::find(m_streams, m_current);
    return known == m_streams.end() ? std::nullopt : std::optional((*known)->stream());
}

std::optional<Position> StorePages::selectedInLog() const {
    const auto selected = m_selected.constFind(m_log);
    return selected == m_selected.constEnd() ? std::nullopt : std::optional(*selected);
}

void StorePages::add(QWidget *page) {
    if (!m_area.contains(page)) m_area.add(page, parent(), label(page));
}

void StorePages::addLog() { add(m_log); }

void StorePages::show(QWidget *page) {
    add(page);
    m_area.show(page);
}

void StorePages::showLog() {
    show(m_log);
    m_log->setFocus();
}

void StorePages::showFilter() {
    show(m_log);
    m_log->filterBar()->setFocus(Qt::ShortcutFocusReason);
}

void StorePages::toggleStatistics() {
    const bool isInFront = m_area.front() == m_log;
    show(m_log);
    m_log->showStatistics(!isInFront || m_log->statistics()->isHidden());
}

void StorePages::showMatching(const QString &filter) {
    showLog();
    m_log->filterBar()->apply(filter);
}

void StorePages::prepareFilter(const QString &filter) {
    show(m_log);
    m_log->filterBar()->prepare(filter);
}

void StorePages::showCurrent() {
    show(m_current);
    m_current->setFocus();
}

PageLabel StorePages::label(const QWidget *page) const {
    PageLabel label = m_guests.value(const_cast<QWidget *>(page)).label;
    label.environment = m_environment;
    if (const auto *stream = qobject_cast<const StreamPage *>(page)) {
        label.icon = QLatin1String("stream");
        label.text = shortened(stream->stream().value);
        label.tip = shortened(stream->stream().value, kMessageCharacters);
    } else if (page == m_log) {
        label.icon = QLatin1String("log");
        label.text = tr("Log");
        label.canClose = false;
        if (!m_store.isEmpty()) label.tip = label.text;
    }
    if (m_store.isEmpty()) return label;
    const std::string store = m_store.toStdString();
    label.text = tr("%1 \u00b7 %2", "page, store").arg(label.text, shortened(store, kStoreCharacters));
    label.tip = tr("%1 \u00b7 %2", "page, store").arg(label.tip, shortened(store, kMessageCharacters));
    return label;
}

void StorePages::mark(Environment environment, const QString &store) {
    m_environment = environment;
    m_store = store;
    for (QWidget *page : m_area.pages())
        if (m_area.ownerOf(page) == parent()) m_area.setLabel(page, label(page));
}

void StorePages::close(QWidget *page) {
    if (m_guests.contains(page)) return handleClosed(page);
    const auto known = std::ranges::find(m_streams, page);
    if (known == m_streams.end()) return;
    m_streams.erase(known);
    handleClosed(page);
    m_closed.removeAll(nullptr);
    m_closed += page;
    page->deleteLater();
}

void StorePages::handleClosed(QWidget *page) {
    m_selected.remove(page);
    if (m_current == page) m_current = m_log;
    if (m_area.contains(page)) m_area.remove(page);
}

void StorePages::setGuest(QWidget *page, const std::string &key, const PageLabel &label) {
    m_guests.insert(page, {key, label});
    if (m_area.contains(page)) m_area.setLabel(page, this->label(page));
}

void StorePages::showGuest(QWidget *page) { show(page); }

void StorePages::removeGuest(QWidget *page) {
    handleClosed(page);
    m_guests.remove(page);
}

void StorePages::select(QWidget *page, Position position) {
    m_selected.insert(page, position);
    if (m_current == page) Q_EMIT eventSelected(position);
}

void StorePages::handleFront() {
    QWidget *front = m_area.front();
    if (!front || m_area.ownerOf(front) != parent() || front == m_current) return;
    m_current = front;
    const auto selected = m_selected.constFind(front);
    if (selected != m_selected.constEnd()) Q_EMIT eventSelected(*selected);
}

} // namespace eventscope::ui
