// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sqlite/store_story.h"

#include "core/store/sqlite/sqlite_store.h"
#include "core/store/sqlite/verify_chain.h"
#include "tests/core/sqlite/sqlite_fixture.h"

namespace eventscope::testing {

Result<StoreStory> storyOf(const std::string &path) {
    ES_ASSIGN(store, openSqliteStore(path, {}));
    StoreStory story;
    SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row)
            story.events.push_back(plain(*batch, row));
        return Flow::More;
    });
    Query everything;
    everything.fields = Fields::All;
    ES_TRY(store->scan(everything, sink, {}));
    CatalogueQuery query;
    ES_ASSIGN(streams, store->catalogue(query, {}));
    query.what = CatalogueQuery::What::Types;
    ES_ASSIGN(types, store->catalogue(query, {}));
    story.streams = std::move(streams.streams);
    story.types = std::move(types.types);
    return story;
}

bool tellsDamage(const Error &error) {
    return error.kind == ErrorKind::Corrupt || error.kind == ErrorKind::Unsupported ||
           error.kind == ErrorKind::Unavailable;
}

DamageOutcome outcomeOf(const std::string &path, const StoreStory &whole) {
    const auto story = storyOf(path);
    if (!story) return tellsDamage(story.error()) ? DamageOutcome::Refused : DamageOutcome::Unclear;
    if (*story == whole) return DamageOutcome::Harmless;
    const auto verdict = verifyChain(path, {});
    return verdict && verdict->isSound() ? DamageOutcome::Silent : DamageOutcome::Verified;
}

void fillWithVariety(WritableEventStore &store, int events) {
    const Encoding encodings[] = {Encoding::Json, Encoding::Text, Encoding::Binary};
    for (int n = 1; n <= events; ++n) {
        const std::string stream = "s" + std::to_string(n % 3) + "-" + std::to_string(n % 12);
        NewEvent event = counted(stream, n);
        event.type = "Type" + std::to_string(n % 5);
        event.schemaVersion = 1 + n % 2;
        event.dataEncoding = encodings[n % 3];
        event.metadata = "{\"userId\":\"u" + std::to_string(n) + "\"}";
        if (n % 7 == 0) event.validAt = timeOfUs(n);
        if (n % 40 == 0)
            event.data = "\"" + std::string(20'000, static_cast<char>('a' + n % 26)) + "\""; // overflow pages
        (void)must(store.append({stream}, Expected::any(), {&event, 1}, {}));
    }
}

} // namespace eventscope::testing
