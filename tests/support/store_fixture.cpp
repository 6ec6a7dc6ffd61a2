// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/store_fixture.h"

namespace eventscope::testing {

PlainEvent plain(const EventBatch &batch, std::size_t row) {
    const EventView view = batch[row];
    PlainEvent event{view.position(),
                     std::string(view.stream()),
                     view.version(),
                     std::string(view.type()),
                     view.schemaVersion(),
                     view.recordedAt(),
                     view.validAt(),
                     view.id(),
                     view.data().encoding,
                     std::string(view.data().bytes),
                     view.metadata().encoding,
                     std::string(view.metadata().bytes),
                     {}};
    if (!batch.hashes().empty()) event.hash = batch.hashes()[row];
    return event;
}

NewEvent eventNamed(std::string_view name, std::string type) {
    NewEvent event;
    event.id = derivedEventId("test", name);
    event.type = std::move(type);
    event.data = "{\"name\":\"" + std::string(name) + "\"}";
    return event;
}

std::vector<NewEvent> eventsNamed(const std::vector<std::string> &names) {
    std::vector<NewEvent> events;
    for (const std::string &name : names)
        events.push_back(eventNamed(name));
    return events;
}

std::vector<PlainEvent> readAll(const EventStore &store, Query query) {
    query.fields = Fields::All;
    std::vector<PlainEvent> events;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row)
            events.push_back(plain(*batch, row));
        return Flow::More;
    });
    must(store.scan(query, sink, {}));
    return events;
}

std::vector<PlainEvent> readStream(const EventStore &store, const std::string &stream) {
    Query query;
    query.from = Selector::stream({stream});
    return readAll(store, query);
}

Result<bool> ListSource::next(ImportEvent &event) {
    if (m_next == m_events.size()) {
        if (error) return fail(*error);
        return false;
    }
    event = m_events[m_next++];
    return true;
}

ImportEvent importOf(const PlainEvent &event) {
    return {{event.id, event.type, event.schemaVersion, event.dataEncoding, event.data, event.metadataEncoding,
             event.metadata, event.validAt},
            {event.stream},
            event.version,
            event.recordedAt};
}

} // namespace eventscope::testing
