// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/writable_event_store.h"
#include "core/vault/store_vault.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace eventscope::samples {

/// Opens the vault of every sample; no secret.
inline constexpr std::string_view kSamplePassphrase = "sample";

/// The vault of a sample that is being made. Goes again, with its file, unless it is kept.
class SampleVault {
  public:
    /// Errors: those of KeyVault::create(). The clock must outlive it.
    [[nodiscard]] static Result<SampleVault> make(const std::string &path, const std::string &store, Clock &clock);
    SampleVault(SampleVault &&) noexcept = default;
    SampleVault &operator=(SampleVault &&) = delete;
    ~SampleVault();

    /// For SampleOptions::protect.
    [[nodiscard]] std::function<std::unique_ptr<WritableEventStore>(std::unique_ptr<WritableEventStore>)>
    protect() const;
    /// The sample is complete. Locks the vault and lets go of it. Errors: those of the vault's file.
    [[nodiscard]] Result<void> keep();

  private:
    SampleVault(std::string store, std::shared_ptr<StoreVault> vault)
        : m_store(std::move(store)), m_vault(std::move(vault)) {}

    std::string m_store;
    std::shared_ptr<StoreVault> m_vault; ///< null: kept, or moved away
};

} // namespace eventscope::samples
