// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_memory.h"

#include "core/workspace/remembered_values.h"
#include "ui/log/filter_bar.h"
#include "ui/log/log_page.h"
#include "ui/session/session.h"
#include "ui/shell/page_area.h"
#include "ui/shell/store_pages.h"

#include <utility>

namespace eventscope::ui {

namespace {

constexpr int kKeepIntervalMs = 1000;
constexpr std::string_view kKey = "window.pages";

} // namespace

PageMemory::PageMemory(Session &session, StorePages &pages, PageArea &area, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_pages(pages),
      m_area(area),
      m_changes(kKeepIntervalMs),
      m_reading(session.workers()) {
    connect(&area, &PageArea::pagesChanged, &m_changes, &SignalThrottler::request);
    connect(&area, &PageArea::frontChanged, &m_changes, &SignalThrottler::request);
    connect(&pages, &StorePages::eventSelected, &m_changes, &SignalThrottler::request);
    connect(&session.cursor(), &Cursor::changed, &m_changes, &SignalThrottler::request);
    connect(&session.filter(), &LogFilter::reset, &m_changes, &SignalThrottler::request);
    connect(&m_changes, &SignalThrottler::triggered, this, &PageMemory::keep);
}

PageMemory::~PageMemory() = default;

void PageMemory::begin() {
    m_isKeeping = true;
    m_changes.request();
}

void PageMemory::finish() {
    keep();
    m_isKeeping = false;
}

void PageMemory::restore() {
    m_reading.start(m_session.memory()->call([](Workspace &workspace) { return rememberedValue(workspace, kKey); }),
                    [this](const Result<std::string> &kept) {
                        if (kept && !kept->empty()) bringBack(keptPagesOf(*kept));
                        begin();
                        Q_EMIT restored();
                    });
}

void PageMemory::bringBack(const KeptPages &pages) {
    for (const KeptPages::Page &kept : pages.pages) {
        QWidget *page = m_pages.addPage(kept.key);
        if (!page) continue;
        m_area.place(page, kept.isOnRight ? PageArea::Side::Right : PageArea::Side::Left, kept.isShown);
        if (kept.key == pages.front) m_pages.setCurrent(page);
    }
    if (!pages.filter.empty()) m_pages.log()->filterBar()->apply(QString::fromStdString(pages.filter));
    m_toSelect = pages.selected;
    for (const auto signal : {&LogFilter::searchChanged, &LogFilter::reset})
        connect(&m_session.filter(), signal, this, &PageMemory::selectAgain);
    const auto showPlace = [this, asOf = pages.asOf] {
        if (asOf) m_session.cursor().moveTo(*asOf);
        selectAgain();
    };
    if (m_session.isLoaded()) return showPlace();
    connect(&m_session, &Session::loaded, this, showPlace);
}

/// What the user selects meanwhile counts more; the event at the cursor is selected by nobody.
void PageMemory::selectAgain() {
    const LogFilter &filter = m_session.filter();
    const bool isThere = !filter.isOn() || (!filter.isSearching() && filter.searched() >= m_session.rows());
    if (!m_toSelect || !m_session.isLoaded() || !isThere) return;
    const Position position = *std::exchange(m_toSelect, std::nullopt);
    const auto selected = m_pages.selectedInLog();
    const EventTableModel &model = *m_pages.log()->model();
    const int atCursor = model.rowOf(m_session.cursor().until());
    if (!selected || (atCursor >= 0 && model.positionOf(atCursor) == *selected)) m_pages.log()->showPosition(position);
}

KeptPages PageMemory::pages() const {
    KeptPages pages;
    const QList<QWidget *> shown = m_area.shown();
    for (QWidget *page : m_area.pages()) {
        if (m_area.ownerOf(page) != m_pages.parent()) continue;
        pages.pages.push_back(
            {m_pages.keyOf(page), m_area.sideOf(page) == PageArea::Side::Right, shown.contains(page)});
    }
    pages.front = m_pages.keyOf(m_pages.currentWidget());
    pages.asOf = m_session.cursor().asOf();
    pages.selected = m_pages.selectedInLog();
    pages.filter = m_session.filter().filter().text();
    return pages;
}

void PageMemory::keep() {
    if (!m_isKeeping) return;
    std::string text = textOf(pages());
    if (text == m_kept) return;
    m_kept = text;
    // A store that cannot be remembered is told of by those who ask for what they need.
    m_session.memory()->change(
        m_session.workers(),
        [text = std::move(text)](Workspace &workspace) { return rememberValue(workspace, kKey, text); }, nullptr, {});
}

} // namespace eventscope::ui
