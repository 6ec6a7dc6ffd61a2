// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/erasure_ledger.h"
#include "core/privacy/model_stores.h"
#include "core/privacy/transformation_check.h"
#include "core/store/stream_removal.h"
#include "core/store/writable_event_store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What a transformation works on; all of it outlives it.
struct TransformationWorld {
    WritableEventStore &store; ///< that seals personal values where there is a vault (see sealingStore)
    const StoreProtection &protection;
    KeyVault *vault = nullptr;       ///< unlocked; null: there is none
    ErasureLedger *ledger = nullptr; ///< null without a vault
    Clock &clock;
    ModelStores models = {}; ///< in which what came from a removed source is looked for
    [[nodiscard]] TransformationSources sources() const { return {store.reader(), protection, vault}; }
};

/// Who asks for it and why. Nothing of it may name a person: it is kept.
struct TransformationReason {
    std::string by;               ///< a role or a number
    std::string reason;           ///< the legal ground
    std::string anonymousBecause; ///< empty: the copy counts as pseudonymised
};

/// How a transformation stands.
struct TransformationResult {
    StreamId target;
    std::uint64_t events = 0;   ///< of the copy
    std::uint64_t appended = 0; ///< by this call
    CopyVerdict verdict;
    bool isAnonymous = false;
    RemovedStream removed;             ///< of the source
    std::vector<std::string> remnants; ///< paths of files in which a text was found that must be nowhere any more
    std::vector<std::string> open;     ///< what is left to be done, each a sentence
    [[nodiscard]] bool isComplete() const { return open.empty(); }
};

/// Copies a stream as its rules say, verifies the copy and closes it: TransformationBegun, the copy, and only when it
/// is sound TransformationCompleted, in the stream "transformation-<id>". A copy without that last event is unfinished,
/// whatever it holds; the same call goes on with it, since all ids follow from those of the source. The source is never
/// touched. Where there is a vault its ledger has a line for each step.
///
/// Errors: those of previewTransformation(), Refused (the preview names what stands in the way; the id was used for
/// another stream or with other rules; another stream has the name of the copy), those of the stores, the vault and the
/// ledger. Cancelled between batches: repeat it.
[[nodiscard]] Result<TransformationResult>
transformStream(const TransformationWorld &world, const TransformationTask &task, const TransformationReason &why,
                const std::vector<std::string> &literals, const JobControl &job);

/// What a vault's own transformations make pseudonyms with; the same for the same id. Errors: Refused (locked).
[[nodiscard]] Result<Secret> pseudonymSecret(const KeyVault &vault, std::string_view transformation);

/// The stream in which a store keeps the evidence of a transformation: "transformation-<id>".
[[nodiscard]] StreamId transformationEvidence(std::string_view transformation);

} // namespace eventscope
