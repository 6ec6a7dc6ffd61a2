// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_keeper.h"

#include "ui/shell/action_ids.h"
#include "ui/shell/main_window.h"
#include "ui/shell/missing_stores.h"
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

StoreKeeper::StoreKeeper(MainWindow &window, Settings &settings, MissingStores &missing)
    : QObject(&window), m_window(window), m_settings(settings), m_missing(missing) {
    connect(&missing, &MissingStores::forgetRequested, this, &StoreKeeper::forget);
    connect(&missing, &MissingStores::tryAgainRequested, this, [this](const QString &name) { m_window.open(name); });
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

bool StoreKeeper::noteFailure(const QString &name, const Error &error) {
    if (!m_awaited.contains(name) && !m_missing.names().contains(name)) return false;
    m_failing += name;
    m_missing.say(name, error);
    return true;
}

void StoreKeeper::handleAdded(StoreView *store) {
    const QString &name = store->name();
    const QStringList missing = m_missing.names();
    const bool wasMissing = missing.contains(name) || missing.contains(keptName(*store));
    if (!m_awaited.contains(name) && !wasMissing) return store->memory().begin();
    m_missing.remove(keptName(*store)); // by whatever name it was opened
    m_unfinished += store;
    const bool comesToFront = wasMissing || name == m_front;
    connect(&store->memory(), &PageMemory::restored, this, [this, store, comesToFront] {
        if (comesToFront && m_window.front() == store) store->pages()->showCurrent();
        handleRestored(store);
    });
    // Queued, since the list of stores is not what it will be while one of them goes.
    connect(
        store, &QObject::destroyed, this, [this, store] { handleRestored(store); }, Qt::QueuedConnection);
    if (comesToFront) store->pages()->showCurrent();
    store->memory().restore();
}

void StoreKeeper::handleEnded(const QString &name) {
    if (!m_failing.remove(name)) m_missing.remove(name);
    if (m_awaited.remove(name)) settle();
    keep();
}

void StoreKeeper::handleRestored(const StoreView *store) {
    if (m_unfinished.remove(store)) settle();
}

void StoreKeeper::settle() {
    if (!m_awaited.isEmpty() || !m_unfinished.isEmpty()) return;
    QList<const QObject *> owners;
    for (const QString &each : std::as_const(m_order))
        for (const auto &store : m_window.stores())
            if (store->name() == each) owners += store.get();
    m_window.area()->arrange(owners);
    m_window.area()->endPlacing();
    keep();
}

void StoreKeeper::forget(const QString &name) {
    m_missing.remove(name);
    keep();
}

QStringList StoreKeeper::openNames() const {
    QStringList names;
    for (const QWidget *page : m_window.area()->pages()) {
        for (const auto &store : m_window.stores()) {
            if (m_window.area()->ownerOf(page) != store.get()) continue;
            if (const QString name = keptName(*store); !name.isEmpty() && !names.contains(name)) names += name;
        }
    }
    return names;
}

/// Not while some are still to come: a program that ends then begins with all of them again. What is missing keeps its
/// place behind what stood before it.
void StoreKeeper::keep() {
    if (!m_awaited.isEmpty()) return;
    QStringList names;
    if (m_settings.restoresStores()) {
        names = openNames();
        for (const QString &missing : m_missing.names()) {
            if (names.contains(missing)) continue;
            qsizetype place = 0;
            for (const QString &before : m_order.mid(0, m_order.indexOf(missing)))
                place = std::max(place, names.indexOf(before) + 1);
            names.insert(place, missing);
        }
    }
    m_settings.setOpenStores(names, names.isEmpty() || !m_window.front() ? QString() : keptName(*m_window.front()));
}

} // namespace eventscope::ui
