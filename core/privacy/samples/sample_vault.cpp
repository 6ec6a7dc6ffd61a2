// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/samples/sample_vault.h"

#include "core/aggregate/samples/sample_privacy.h"
#include "core/privacy/sealing_store.h"

#include <filesystem>
#include <system_error>

namespace eventscope::samples {

namespace {

/// What everybody knows need not cost anything to try.
constexpr PasswordCost kCost{1, 8u << 20};

} // namespace

Result<SampleVault> SampleVault::make(const std::string &path, const std::string &store, Clock &clock) {
    KeyVault::Making making;
    making.store = store;
    making.cost = kCost;
    UnlockSecrets secrets;
    secrets.password = Secret(std::string(kSamplePassphrase));
    ES_ASSIGN(vault, KeyVault::create(path, making, secrets, clock));
    ES_TRY(vault->setSynced(false));
    return SampleVault(store, std::make_shared<StoreVault>(std::move(vault), clock));
}

SampleVault::~SampleVault() {
    if (!m_vault) return;
    const std::string path = m_vault->path();
    m_vault->close();
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
}

std::function<std::unique_ptr<WritableEventStore>(std::unique_ptr<WritableEventStore>)> SampleVault::protect() const {
    return [store = m_store, vault = m_vault](std::unique_ptr<WritableEventStore> inner) {
        return sealingStoreFor(store, std::move(inner), samplePrivacyPolicy(), vault);
    };
}

Result<void> SampleVault::keep() {
    ES_ASSIGN(vault, m_vault->unlocked());
    ES_TRY(vault->setSynced(true));
    vault.reset();
    m_vault->close();
    m_vault.reset();
    return {};
}

} // namespace eventscope::samples
