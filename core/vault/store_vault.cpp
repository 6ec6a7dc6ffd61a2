// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/store_vault.h"

#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

namespace eventscope {

namespace {

constexpr std::chrono::seconds kWait(5);
constexpr std::chrono::milliseconds kBetweenTries(50);

} // namespace

bool StoreVault::exists() const {
    std::error_code problem;
    // What cannot be looked at is there, and says so when it is opened.
    return std::filesystem::exists(m_path, problem) || problem;
}

Result<std::shared_ptr<KeyVault>> StoreVault::open() const {
    // A file that a link leads to is replaced where it lies.
    std::error_code problem;
    const auto place = std::filesystem::canonical(m_path, problem);
    const std::string path = problem ? m_path : place.string();
    const auto until = std::chrono::steady_clock::now() + kWait;
    for (;;) {
        auto vault = KeyVault::open(path, m_clock);
        if (vault) return std::shared_ptr<KeyVault>(*std::move(vault));
        // Opening is refused for one reason only: somebody has it open.
        const bool isHeld = vault.error().kind == ErrorKind::Refused;
        if (!isHeld || std::chrono::steady_clock::now() >= until) return fail(std::move(vault).error());
        std::this_thread::sleep_for(kBetweenTries);
    }
}

Result<void> StoreVault::unlockAsked(KeyVault &vault) const {
    if (!m_ask) return fail(ErrorKind::Refused, "The vault is locked (" + m_path + ")", "Unlock it");
    ES_ASSIGN(secrets, m_ask(vault));
    auto unlocked = vault.unlock(secrets);
    if (unlocked || !m_askOthers || unlocked.error().kind != ErrorKind::Refused) return unlocked;
    ES_ASSIGN(others, m_askOthers(vault, unlocked.error()));
    return vault.unlock(others);
}

Result<std::shared_ptr<KeyVault>> StoreVault::openAndUnlock(const Unlock &unlock) const {
    if (!exists()) {
        return fail(ErrorKind::NotFound, "There is no vault at " + m_path,
                    "Restore it from a backup, or name the right one");
    }
    ES_ASSIGN(vault, open());
    ES_TRY(unlock(*vault));
    if (m_prepare) ES_TRY(m_prepare(*vault));
    return vault;
}

/// REQUIRES: the mutex is held, and the vault is not unlocked.
Result<std::shared_ptr<KeyVault>> StoreVault::take(const Unlock &unlock) {
    m_vault.reset(); // one that was locked is opened anew
    m_problem.reset();
    m_isOpen = false;
    auto opened = openAndUnlock(unlock);
    if (!opened) {
        m_problem = opened.error();
        return opened;
    }
    m_vault = *opened;
    m_isMemoryLocked = m_vault->isMemoryLocked();
    m_isOpen = true;
    if (!m_isShut) return opened;
    putAwayHeld();
    return shutError();
}

Failure StoreVault::shutError() const {
    return fail(ErrorKind::Refused, "The vault was locked (" + m_path + ")", "Unlock it again");
}

Result<std::shared_ptr<KeyVault>> StoreVault::unlocked() {
    if (m_isShut) return shutError(); // without waiting for who uses a key
    const std::scoped_lock lock(m_mutex);
    if (m_isShut) return shutError();
    if (m_vault && m_vault->isUnlocked()) return m_vault;
    if (m_problem) return fail(*m_problem);
    return take([this](KeyVault &vault) { return unlockAsked(vault); });
}

Result<void> StoreVault::unlock(const UnlockSecrets &secrets) {
    const std::scoped_lock lock(m_mutex);
    putAwayHeld();
    if (m_vault && m_vault->isUnlocked()) return {};
    ES_TRY(take([&secrets](KeyVault &vault) { return vault.unlock(secrets); }));
    return {};
}

std::optional<Error> StoreVault::problem() const {
    const std::scoped_lock lock(m_mutex);
    return m_problem;
}

/// REQUIRES: the mutex is held.
void StoreVault::putAwayHeld() {
    if (!m_isShut) return;
    if (m_vault) m_vault->lock();
    m_vault.reset();
    // Where nobody is to be asked there is no need to look at the file, which who has it may keep a while.
    if (!m_ask) m_problem = shutError().value();
    m_isOpen = false;
    m_isShut = false;
}

void StoreVault::forgetIdleKeys() {
    const std::scoped_lock lock(m_mutex);
    if (m_vault) m_vault->forgetIdleKeys();
}

void StoreVault::putAway() {
    const std::scoped_lock lock(m_mutex);
    putAwayHeld();
}

void StoreVault::close() {
    shut();
    putAway();
}

} // namespace eventscope
