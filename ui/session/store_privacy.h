// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fold/fold_registry.h"
#include "core/open/erasure_details.h"
#include "core/open/fresh_process.h"
#include "core/open/open_removal.h"
#include "core/open/open_store.h"
#include "core/open/privacy_desk.h"
#include "core/privacy/sealing_store.h"
#include "core/privacy/vault_fit.h"
#include "ui/async/job.h"
#include "ui/session/guarded_store.h"

#include <QCoreApplication>

#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace eventscope::ui {

/// What is done about people in an open store: looking for one, and what is written into its ledger, its vault and the
/// store itself. One act at a time. Held by whatever call uses it, hence it may outlive the session. Threads: any, but
/// it blocks: use it in calls only.
class StorePrivacy final : public std::enable_shared_from_this<StorePrivacy> {
  public:
    struct Parts {
        std::shared_ptr<const EventStore> store; ///< notes calls on the GUI thread
        StoreAccess access;                      ///< to write evidence with
        StoreProtection protection;
        std::vector<UpcasterPtr> upcasters;
        FoldRegistry folds;
        std::string freshProgram = {}; ///< see OpenedStore
    };
    /// What an act works on.
    struct Desk {
        const EventStore &store;
        PrivacyDesk &things;
        const std::vector<UpcasterPtr> &upcasters;
        const FoldRegistry &folds;
        Clock &clock;
    };

    explicit StorePrivacy(Parts parts) : m_parts(std::move(parts)) {}

    /// \name Never block
    /// @{
    [[nodiscard]] const StoreProtection &protection() const { return m_parts.protection; }
    /// The connection allows to write.
    [[nodiscard]] bool mayWrite() const { return m_parts.access.mayWrite; }
    /// @}

    /// \name Whether the vault at hand is that of the store (see vaultFitOf()), without a secret
    /// @{
    [[nodiscard]] Call<VaultFit> vaultFit() {
        return [self = shared_from_this()](const JobControl &job) {
            return vaultFitOf(*self->m_parts.store, self->m_parts.protection, job);
        };
    }
    /// For a call that is under way. Errors: those of checkVaultFits().
    [[nodiscard]] Result<void> checkVault(const JobControl &job) const {
        return checkVaultFits(*m_parts.store, m_parts.protection, job);
    }
    /// @}

    /// Reads: `ask` makes a Result of a const Desk & and a const JobControl &. Errors: those of openPrivacyDesk() and
    /// of `ask`.
    template <class Ask>
    [[nodiscard]] auto read(Ask ask) {
        return onDesk(&openPrivacyDesk, std::move(ask));
    }

    /// Writes into the ledger and the vault, not into the store. Errors: those of openErasureDesk() and of `act`.
    template <class Act>
    [[nodiscard]] auto decide(Act act) {
        return onDesk(&openErasureDesk, std::move(act));
    }

    /// As decide(), for what needs no policy. Errors: those of openLedgerDesk() and of `act`.
    template <class Act>
    [[nodiscard]] auto keep(Act act) {
        return onDesk(&openLedgerDesk, std::move(act));
    }

    /// Writes into the store, too: `act` makes a Result of an ErasureWorld and a const JobControl &. `purpose`
    /// is shown in errors. Errors: those of openForWriting(), of openErasureDesk() and of `act`.
    template <class Act>
    [[nodiscard]] auto write(const std::string &purpose, Act act) {
        using Answer = std::invoke_result_t<Act &, ErasureWorld, const JobControl &>;
        return Call<typename Answer::value_type>(
            [self = shared_from_this(), purpose, act = std::move(act)](const JobControl &job) mutable -> Answer {
                const std::scoped_lock lock(self->m_acting);
                const Parts &parts = self->m_parts;
                ES_ASSIGN(store, openForWriting(parts.access, self->m_clock, {.purpose = purpose}, job));
                ES_ASSIGN(things, openErasureDesk(store->reader(), parts.access, parts.protection, job));
                ErasureWorld world = erasureWorld(*store, things, self->m_clock);
                if (!self->m_parts.freshProgram.empty())
                    addFreshProcess(world, self->m_parts.freshProgram, self->m_parts.access);
                addReportDetails(world, {"eventscope", QCoreApplication::applicationVersion().toStdString()});
                return act(std::move(world), job);
            });
    }

    /// Appends events, of which what the policy names is sealed: `act` makes a Result of a WritableEventStore &, a
    /// const Desk & and a const JobControl &. Errors: those of openForWriting(), of openPrivacyDesk(), of
    /// sealedForWriting() and of `act`.
    template <class Act>
    [[nodiscard]] auto append(const std::string &purpose, Act act) {
        using Answer = std::invoke_result_t<Act &, WritableEventStore &, const Desk &, const JobControl &>;
        return Call<typename Answer::value_type>(
            [self = shared_from_this(), purpose, act = std::move(act)](const JobControl &job) mutable -> Answer {
                const std::scoped_lock lock(self->m_acting);
                const StoreProtection &protection = self->m_parts.protection;
                ES_ASSIGN(store, openForWriting(self->m_parts.access, self->m_clock, {.purpose = purpose}, job));
                ES_ASSIGN(things, openPrivacyDesk(store->reader(), self->m_parts.access, protection, job));
                if (things.vault) {
                    ES_ASSIGN(sealed, sealedForWriting(std::move(store), protection.policy, protection.vault));
                    store = std::move(sealed);
                }
                return act(*store, self->deskOf(things), job);
            });
    }

    /// Removes streams: `act` makes a Result of all of that and a StreamRemoval &. Errors: as append(), Unsupported (a
    /// store of another program).
    template <class Act>
    [[nodiscard]] auto remove(const std::string &purpose, Act act) {
        using Answer =
            std::invoke_result_t<Act &, WritableEventStore &, const Desk &, StreamRemoval &, const JobControl &>;
        return append(purpose,
                      [self = shared_from_this(), purpose, act = std::move(act)](
                          WritableEventStore &store, const Desk &desk, const JobControl &job) mutable -> Answer {
                          ES_ASSIGN(removal, openStreamRemoval(self->m_parts.access, self->m_clock, purpose, job));
                          return act(store, desk, *removal, job);
                      });
    }

  private:
    using OpenDesk = Result<PrivacyDesk> (*)(const EventStore &, const StoreAccess &, StoreProtection,
                                             const JobControl &);

    template <class Act>
    [[nodiscard]] auto onDesk(OpenDesk open, Act act) {
        using Answer = std::invoke_result_t<Act &, const Desk &, const JobControl &>;
        return Call<typename Answer::value_type>(
            [self = shared_from_this(), open, act = std::move(act)](const JobControl &job) mutable -> Answer {
                const std::scoped_lock lock(self->m_acting);
                const Parts &parts = self->m_parts;
                ES_ASSIGN(things, open(*parts.store, parts.access, parts.protection, job));
                return act(self->deskOf(things), job);
            });
    }
    [[nodiscard]] Desk deskOf(PrivacyDesk &things) {
        return {*m_parts.store, things, m_parts.upcasters, m_parts.folds, m_clock};
    }

    const Parts m_parts;
    SystemClock m_clock;
    std::mutex m_acting;
};

} // namespace eventscope::ui
