// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/vault_locker.h"

#include "core/vault/store_vault.h"
#include "ui/shell/absence_watch.h"
#include "ui/shell/main_window.h"
#include "ui/shell/store_view.h"

#include <QApplication>
#include <QEvent>

#include <algorithm>

namespace eventscope::ui {

VaultLocker::VaultLocker(MainWindow &window, std::chrono::milliseconds idle)
    : QObject(&window),
      m_window(window),
      m_absence(new AbsenceWatch(window.workers(), this)),
      m_forgetting(window.workers()),
      m_puttingAway(window.workers()) {
    m_forget.setInterval(KeyVault::kIdleMax / 2);
    connect(&m_forget, &QTimer::timeout, this, &VaultLocker::forgetIdleKeys);
    m_forget.start();
    m_idle.setInterval(idle);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &VaultLocker::lockAll);
    connect(m_absence, &AbsenceWatch::left, this, &VaultLocker::lockAll);
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

std::vector<std::shared_ptr<StoreVault>> VaultLocker::vaults() const {
    std::vector<std::shared_ptr<StoreVault>> vaults;
    for (const auto &store : m_window.stores())
        if (const auto &vault = store->opened().protection.vault) vaults.push_back(vault);
    return vaults;
}

/// Whoever unlocks one at this moment is waited for, so not on this thread.
void VaultLocker::forgetIdleKeys() {
    std::vector<std::shared_ptr<StoreVault>> open = vaults();
    std::erase_if(open, [](const auto &vault) { return !vault->isUnlocked(); });
    if (open.empty() || m_forgetting.isRunning()) return;
    m_forgetting.start(
        [open = std::move(open)](const JobControl &) -> Result<void> {
            for (const auto &vault : open)
                vault->forgetIdleKeys();
            return {};
        },
        [](const Result<void> &) {});
}

/// Whoever uses a key at this moment is waited for, so not on this thread.
void VaultLocker::lockAll() {
    m_idle.start();
    const auto vaults = this->vaults();
    if (vaults.empty()) return m_absence->letSleep();
    const bool wasOpen = std::ranges::any_of(vaults, &StoreVault::isUnlocked);
    for (const auto &vault : vaults)
        vault->shut();
    m_puttingAway.start(
        [vaults](const JobControl &) -> Result<void> {
            for (const auto &vault : vaults)
                vault->putAway();
            return {};
        },
        [this](const Result<void> &) { m_absence->letSleep(); });
    if (!wasOpen) return;
    m_window.forgetCopied();
    showLocked();
}

/// A menu that is open goes with what it belongs to, but not before the loop that waits for it has ended.
void VaultLocker::showLocked() {
    QWidget *menu = QApplication::activePopupWidget();
    if (!menu) return m_window.reloadAll();
    menu->close();
    auto *inThatLoop = new QObject(this);
    connect(inThatLoop, &QObject::destroyed, this, &VaultLocker::showLocked);
    inThatLoop->deleteLater();
}

} // namespace eventscope::ui
