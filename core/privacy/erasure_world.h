// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/lens/value_protection.h"
#include "core/privacy/erasure_evidence.h"
#include "core/privacy/erasure_ledger.h"
#include "core/privacy/fresh_reading.h"
#include "core/privacy/model_stores.h"
#include "core/store/stream_removal.h"
#include "core/store/writable_event_store.h"

#include <cassert>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The store of an erasure: one that is written to, or one that is only looked at, to verify what was done. It outlives
/// this.
class ErasureStore {
  public:
    ErasureStore(WritableEventStore &store) : m_reader(store.reader()), m_writer(&store) {}
    ErasureStore(const EventStore &store) : m_reader(store) {}

    [[nodiscard]] const EventStore &reader() const { return m_reader; }
    /// Null: it is only looked at.
    [[nodiscard]] WritableEventStore *writer() const { return m_writer; }

  private:
    const EventStore &m_reader;
    WritableEventStore *m_writer = nullptr;
};

/// What an erasure works on; all of it outlives it.
struct ErasureWorld {
    ErasureStore store;                ///< as it is: evidence has no personal values
    const StoreProtection &protection; ///< with its vault unlocked
    KeyVault &vault;
    ErasureLedger &ledger;
    ModelStores models = {};
    Clock &clock;
    std::vector<std::string> files; ///< that are searched for remnants: of the store, the vault, read models, exports
    /// Empties what the store keeps beside its files and answers what stands in the way, each a sentence without a
    /// path; empty: the store is asked for nothing of that kind.
    std::function<Result<std::vector<std::string>>(const JobControl &job)> settle = {};
    /// The same of what lies beside the files of read models, once dead letters in them were redacted.
    std::function<Result<std::vector<std::string>>(const JobControl &job)> settleModels = {};
    /// Opens what takes snapshots out of the store; empty: they are another program's to delete.
    std::function<Result<std::unique_ptr<StreamRemoval>>(const JobControl &job)> openRemoval = {};
    /// Has what was sealed for them read by a process that starts from nothing; empty: that is not done.
    ReadAnew readAnew = {};
    std::map<std::string, std::string> roles = {};    ///< what a file of these is, for the report: "vault"
    std::map<std::string, std::string> versions = {}; ///< of the program and its libraries, for the report
    /// Told each act (see the ledger's acts) once it is noted; empty: nobody is. On the thread of the erasure.
    std::function<void(std::string_view act)> onAct = {};

    /// A line of the ledger, of which who wants to know is told. Errors: those of ErasureLedger::add().
    [[nodiscard]] Result<void> note(const char *act, const std::string &erasure, const SubjectBinding &subject,
                                    const Json &details, Time at) const {
        ES_TRY(ledger.add(at, act, erasure, subject, details));
        if (onAct) onAct(act);
        return {};
    }

    /// REQUIRES: a store that is written to.
    [[nodiscard]] EvidenceWorld evidence() const {
        assert(store.writer() && "only a verification may do with a store that is only looked at");
        return {*store.writer(), vault, ledger, clock};
    }
};

} // namespace eventscope
