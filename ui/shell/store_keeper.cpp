// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_keeper.h"

#include "ui/shell/action_ids.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_area.h"
#include "ui/shell/page_memory.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"

#include <algorithm>

namespace eventscope::ui {

namespace {

/// As it is found from any folder; empty: it cannot be opened again.
QString keptName(const StoreView &store) {
    const QString name = QString::fromStdString(store.session().cliStore());
    return name.startsWith(QLatin1String("memory:")) ? QString() : name;
}

} // namespace

StoreKeeper::StoreKeeper(MainWindow &window, Settings &settings)
    : QObject(&window), m_window(window), m_settings(settings) {
    connect(&window, &MainWindow::storeAdded, this, &StoreKeeper::handleAdded);
    connect(&window, &MainWindow::openingEnded, this, &StoreKeeper::handleEnded);
    connect(window.area(), &PageArea::pagesChanged, this, &StoreKeeper::keep);
    connect(&window, &MainWindow::frontChanged, this, &StoreKeeper::keep);
    QAction *wanted = window.actions().action(actions::kRestoreStores);
    wanted->setChecked(settings.restoresStores());
    connect(wanted, &QAction::toggled, this, [this](bool isWanted) {
        m_settings.setRestoresStores(isWanted);
        keep();
    });
}

void StoreKeeper::restore() {
    if (!m_settings.restoresStores()) return;
    m_order = m_settings.openStores();
    m_front = m_settings.frontStore();
    m_awaited = {m_order.begin(), m_order.end()};
    for (const QString &name : std::as_const(m_order))
        m_window.openBehind(name);
}

void StoreKeeper::handleAdded(StoreView *store) {
    if (!m_awaited.contains(store->name())) return store->memory().begin();
    if (store->name() == m_front) {
        connect(&store->memory(), &PageMemory::restored, this, [this, store] {
            if (m_window.front() == store) store->pages()->showCurrent();
        });
        store->pages()->showCurrent();
    }
    store->memory().restore();
}

void StoreKeeper::handleEnded(const QString &name) {
    if (!m_awaited.remove(name) || !m_awaited.isEmpty()) return;
    QList<const QObject *> owners;
    for (const QString &each : std::as_const(m_order))
        for (const auto &store : m_window.stores())
            if (store->name() == each) owners += store.get();
    m_window.area()->arrange(owners);
    keep();
}

/// Not while some are still to come: a program that ends then begins with all of them again.
void StoreKeeper::keep() {
    if (!m_awaited.isEmpty()) return;
    QStringList names;
    if (m_settings.restoresStores()) {
        for (QWidget *page : m_window.area()->pages()) {
            for (const auto &store : m_window.stores()) {
                if (m_window.area()->ownerOf(page) != store.get()) continue;
                if (const QString name = keptName(*store); !name.isEmpty() && !names.contains(name)) names += name;
            }
        }
    }
    m_settings.setOpenStores(names, names.isEmpty() || !m_window.front() ? QString() : keptName(*m_window.front()));
}

} // namespace eventscope::ui
