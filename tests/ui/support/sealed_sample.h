// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregate/samples/sample_maker.h"
#include "core/base/simulated_clock.h"
#include "core/open/open_store.h"
#include "core/open/open_vault.h"
#include "core/privacy/samples/sample_vault.h"

#include <string>

namespace eventscope::ui {

/// A sample of 500 events at `path`, sealed; answers the first stream of a candidate in it.
inline Result<StreamId> makeSmallSealedSample(const std::string &path) {
    SimulatedClock clock;
    SystemClock now;
    ES_ASSIGN(store, openForWriting(path, clock, {.createIfMissing = true, .purpose = "test", .domain = "sample"}, {}));
    ES_ASSIGN(vault, samples::SampleVault::make(vaultPathOfFile(path), store->reader().info().identity.id, now));
    samples::SampleOptions options;
    options.events = 500;
    options.protect = vault.protect();
    ES_TRY(samples::makeSample(*store, clock, options, {}));
    Query query;
    query.prefilter.kind = Prefilter::Kind::Type;
    query.prefilter.text = "CandidateCreated";
    query.rowsMax = 1;
    ES_ASSIGN(first, store->reader().page(query, {}));
    const StreamId candidate = (*first)[0].streamId();
    ES_TRY(vault.keep());
    return candidate;
}

} // namespace eventscope::ui
