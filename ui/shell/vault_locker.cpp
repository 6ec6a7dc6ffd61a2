// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/vault_locker.h"

#include "core/vault/store_vault.h"
#include "ui/shell/main_window.h"
#include "ui/shell/store_view.h"

#include <QApplication>
#include <QEvent>

#include <algorithm>
#include <vector>

namespace eventscope::ui {

VaultLocker::VaultLocker(MainWindow &window, std::chrono::milliseconds idle)
    : QObject(&window), m_window(window), m_locking(window.workers()) {
    m_idle.setInterval(idle);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &VaultLocker::lockAll);
    qApp->installEventFilter(this);
    m_idle.start();
}

bool VaultLocker::eventFilter(QObject *watched, QEvent *event) {
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::MouseMove:
    case QEvent::TouchBegin:
        m_idle.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

bool VaultLocker::hasUnlocked() const {
    return std::ranges::any_of(m_window.stores(), [](const auto &store) {
        const auto &vault = store->opened().protection.vault;
        return vault && vault->isUnlocked();
    });
}

/// Whoever uses a key at this moment is waited for, so not on this thread.
void VaultLocker::lockAll() {
    if (m_locking.isRunning() || !hasUnlocked()) return m_idle.start();
    std::vector<std::shared_ptr<StoreVault>> vaults;
    for (const auto &store : m_window.stores())
        if (const auto &vault = store->opened().protection.vault) vaults.push_back(vault);
    m_locking.start(
        [vaults](const JobControl &) -> Result<void> {
            for (const auto &vault : vaults)
                vault->close();
            return {};
        },
        [this](const Result<void> &) {
            m_window.reloadAll();
            m_idle.start();
        });
}

} // namespace eventscope::ui
