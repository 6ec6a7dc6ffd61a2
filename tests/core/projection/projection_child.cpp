// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that carries the sample's projections on until somebody kills it; for tst_projection_kills.
//   run STORE MODELS               all of them, live
//   rebuild STORE MODELS NAME      a shadow, then swaps it in
// Commits after every batch; ends with 0 when all is done.
#include "core/aggregate/samples/sample_domain.h"
#include "core/models/sqlite_read_model_store.h"
#include "core/open/open_store.h"
#include "core/projection/rebuild.h"
#include "core/projection/samples/sample_projections.h"
#include "tests/support/store_fixture.h"

#include <algorithm>
#include <cstdio>
#include <string>

using namespace eventscope;
using namespace eventscope::testing;

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    const auto store = must(openStore(std::string_view(argv[2]), JobControl()));
    const auto models = must(openSqliteReadModels(argv[3]));
    SystemClock clock;
    const ProjectionContext context{*store, must(upcastingLens(samples::sampleUpcasters())), *models, clock};
    const CommitPace pace{std::chrono::milliseconds(0)};
    const auto projections = samples::sampleProjections();
    if (std::string_view(argv[1]) == "rebuild") {
        const auto named =
            std::ranges::find_if(projections, [&](const auto &each) { return each->info().name == argv[4]; });
        must(buildShadow(context, *named, pace, nullptr, {}));
        must(serveShadow(context, *named, true, pace, nullptr, {}));
        return 0;
    }
    std::vector<ModelTarget> targets;
    for (const ProjectionPtr &projection : projections)
        targets.push_back({projection, ModelRole::Live});
    RunOptions options;
    options.pace = pace;
    for (const RunOutcome &outcome : must(carryOn(context, targets, options, nullptr, {})))
        must(outcome.model);
    return 0;
}
