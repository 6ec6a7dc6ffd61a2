// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_view.h"

#include "ui/connections/server_address.h"
#include "ui/log/filter_menu.h"
#include "ui/log/inspector.h"
#include "ui/log/log_page.h"
#include "ui/privacy/privacy_page.h"
#include "ui/privacy/reveal_dialog.h"
#include "ui/processes/processes_page.h"
#include "ui/projections/projections_page.h"
#include "ui/session/go_to.h"
#include "ui/session/reconnector.h"
#include "ui/shell/models_section.h"
#include "ui/shell/navigator.h"
#include "ui/shell/page_memory.h"
#include "ui/shell/saved_section.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_notes.h"
#include "ui/shell/store_opener.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/timeline_links.h"
#include "ui/shell/vault_dialog.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/widgets/safe_text.h"

#include <QWidget>

#include <utility>

namespace eventscope::ui {

namespace {

PageLabel guestLabel(const char *iconName, const QString &text, const QString &tip) {
    PageLabel label;
    label.icon = QLatin1String(iconName);
    label.text = text;
    label.tip = tip;
    return label;
}

} // namespace

StoreView::StoreView(const Frame &frame, OpenedStore opened, const OpenTarget &target)
    : m_workers(frame.workers),
      m_theme(frame.theme),
      m_settings(frame.settings),
      m_opened(std::move(opened)),
      m_target(std::make_unique<OpenTarget>(target)),
      m_name(target.name),
      m_mark(markOf(m_opened.store->info(), target.connection)),
      m_session(std::make_unique<Session>(frame.workers, frame.settings.isMasked() ? maskedFor(m_opened) : m_opened)),
      m_reconnector(isServer(QString::fromStdString(m_session->info().identity.address))
                        ? std::make_unique<Reconnector>(*m_session)
                        : nullptr),
      m_pages(new StorePages(*m_session, frame.theme, frame.area, this)),
      m_navigator(new Navigator(*m_session, frame.theme, frame.docks.navigator)),
      m_inspector(new Inspector(*m_session, frame.theme, frame.docks.inspector)),
      m_timeline(new TimelinePanel(*m_session, frame.theme, frame.docks.timeline)),
      m_notes(new StoreNotes(*m_session, frame.theme, *m_pages, *m_inspector, this)),
      m_projections(new StoreGuestPage<ProjectionsPage>(
          *m_session, frame.theme, *m_pages, *m_inspector, "projections",
          guestLabel("projection", tr("Projections"),
                     tr("How far the projections of this store are, and what they made")),
          this)),
      m_processes(new StoreGuestPage<ProcessesPage>(
          *m_session, frame.theme, *m_pages, *m_inspector, "processes",
          guestLabel("process", tr("Processes"), tr("Where the instances of process managers stand")), this)),
      m_privacy(new StoreGuestPage<PrivacyPage>(
          *m_session, frame.theme, *m_pages, *m_inspector, "privacy",
          guestLabel("key", tr("Privacy"), tr("What is done about one person: found, shown, forgotten, proved")), this,
          [this](PrivacyPage &page) { wire(page); })),
      m_memory(new PageMemory(*m_session, *m_pages, frame.area, this)),
      m_finding(frame.workers) {
    wire();
    new TimelineLinks(*m_session, *m_timeline, *m_pages, frame.area, frame.settings);
}

StoreView::~StoreView() {
    m_finding.drop();
    delete m_notes;
    delete m_projections;
    delete m_processes;
    delete m_privacy;
    delete m_memory;
    delete m_navigator;
    delete m_inspector;
    delete m_timeline;
    delete m_pages;
}

void StoreView::wire() {
    connect(m_navigator, &Navigator::streamActivated, m_pages, [this](const StreamId &id) { m_pages->openStream(id); });
    connect(m_navigator->saved(), &SavedSection::applyRequested, m_pages, &StorePages::showMatching);
    connect(m_navigator->saved(), &SavedSection::prepareRequested, m_pages, &StorePages::prepareFilter);
    connect(m_navigator->projections(), &ModelsSection::activated, this, [this](const std::string &name) {
        m_projections->show();
        m_projections->page()->choose(name);
    });
    connect(m_navigator->processes(), &ModelsSection::activated, this, [this](const std::string &name) {
        m_processes->show();
        m_processes->page()->choose(name);
    });
    connect(m_inspector, &Inspector::streamActivated, m_pages,
            [this](const StreamId &id, Position position) { m_pages->openStream(id, position); });
    connect(m_inspector->filterMenu(), &FilterMenu::applyRequested, m_pages, &StorePages::showMatching);
    connect(m_inspector->filterMenu(), &FilterMenu::prepareRequested, m_pages, &StorePages::prepareFilter);
    connect(m_inspector, &Inspector::revealRequested, this, &StoreView::reveal);
    connect(m_inspector, &Inspector::columnRequested, m_pages, [this](const PayloadPath &path) {
        m_pages->showLog();
        m_pages->log()->addColumn(path);
    });
    connect(m_inspector, &Inspector::eventActivated, this, [this](Position position) {
        m_pages->log()->showPosition(position);
        m_inspector->showPosition(position); // also where a filter hides it
    });
    connect(m_pages, &StorePages::eventSelected, m_inspector, &Inspector::showPosition);
}

void StoreView::wire(PrivacyPage &page) {
    connect(&page, &PrivacyPage::unlockRequested, this, &StoreView::unlock);
    connect(&page, &PrivacyPage::valuesErased, this,
            [this](const std::string &erasure) { Q_EMIT reloadRequested(QString::fromStdString(erasure)); });
}

void StoreView::reveal(Position position, bool isMetadata, const Pointer &pointer) {
    Reveal what;
    what.position = position;
    what.part = isMetadata ? PersonalField::Part::Metadata : PersonalField::Part::Data;
    what.pointer = pointer;
    (new RevealDialog(*m_session, m_theme, std::move(what), m_inspector))->open();
}

void StoreView::unlock() {
    auto *dialog = new VaultDialog(m_workers, m_theme, m_opened.protection, m_mark.name, m_pages->log()->window());
    connect(dialog, &QDialog::accepted, this, [this] { Q_EMIT reloadRequested({}); });
    dialog->open();
}

Environment StoreView::environment() const { return environmentOf(m_mark, m_settings); }

void StoreView::markTabs(bool isOneOfMany) { m_pages->mark(environment(), isOneOfMany ? m_mark.name : QString()); }

void StoreView::moveTo(Position position) {
    if (m_session->isLoaded()) return m_session->cursor().moveTo(position);
    connect(m_session.get(), &Session::loaded, this, [this, position] { m_session->cursor().moveTo(position); });
}

bool StoreView::goTo(const QString &text) {
    const auto refuse = [this](const Error &why) {
        Q_EMIT goToRefused(shortened(describe(why), kMessageCharacters));
        return false;
    };
    const auto target = parseGoTo(text.toStdString(), *m_session);
    if (!target) return refuse(target.error());
    if (const auto *stream = std::get_if<StreamId>(&*target)) {
        m_pages->openStream(*stream);
    } else if (const auto *position = std::get_if<Position>(&*target)) {
        m_session->cursor().moveTo(*position);
        m_pages->log()->showPosition(*position);
    } else {
        m_finding.start(m_session->event(std::get<EventId>(*target)),
                        [this, refuse](const Result<EventDetailsPtr> &found) {
                            if (!found) {
                                refuse(found.error());
                                return;
                            }
                            m_pages->showLog();
                            m_pages->log()->showPosition((*found)->event().position());
                        });
    }
    return true;
}

} // namespace eventscope::ui
