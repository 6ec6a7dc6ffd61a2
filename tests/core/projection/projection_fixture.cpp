// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "projection_fixture.h"

#include <rapidcheck.h>

#include <cstdlib>
#include <iostream>

namespace eventscope::testing {

namespace {

template <class T>
T must(Result<T> result) {
    if (result) return *std::move(result);
    std::cerr << describe(result.error()) << std::endl;
    std::abort();
}

} // namespace

ReadableBatch batchOf(const std::vector<TestEvent> &events, std::uint64_t first) {
    static const auto dictionary = std::make_shared<Dictionary>();
    static const Time start = must(parseTime("2026-03-04T12:00:00Z"));
    BatchBuilder builder(dictionary, Fields::Data);
    for (std::uint64_t position = first; const TestEvent &event : events) {
        EventRow row;
        row.position.minor = position;
        row.stream = dictionary->streamCode(event.stream);
        row.type = dictionary->typeCode(event.type, 1);
        row.version.value = static_cast<std::int64_t>(position);
        row.recordedUs = toUs(start + std::chrono::hours(position - 1));
        row.data = {event.encoding, event.data};
        builder.add(row);
        ++position;
    }
    return ReadableBatch(builder.publish());
}

Result<std::vector<std::optional<ModelRow>>> MapRows::rows(std::span<const std::string> keys) {
    ++calls;
    asked += keys.size();
    std::vector<std::optional<ModelRow>> found;
    for (const std::string &key : keys) {
        const auto row = all.find(key);
        found.push_back(row == all.end() ? std::nullopt : std::optional(row->second));
    }
    return found;
}

void MapRows::commit(const std::vector<RowChange> &changes) {
    for (const RowChange &change : changes) {
        if (change.row)
            all[change.key] = {change.key, normalRow(m_schema, *change.row), change.position, change.events};
        else
            all.erase(change.key);
    }
}

std::string MapRows::text() const {
    std::string text;
    for (const auto &[key, row] : all)
        text += key + " " + print(row.row) + " " + toString(row.position) + " " + std::to_string(row.events) + "\n";
    return text;
}

Result<void> RecordingSink::failed(std::size_t row, std::string_view key, const std::string &reason) {
    failures.push_back({row + rowOffset, std::string(key), reason});
    return {};
}

Result<void> RecordingSink::edited(std::size_t, std::span<const RowEdit> told) {
    for (const RowEdit &edit : told) {
        ++edits;
        const auto row = rows.find(edit.key);
        const auto before = row == rows.end() ? std::nullopt : std::optional(row->second);
        if (before != edit.before || edit.before == edit.after) isConsistent = false;
        if (edit.after)
            rows.insert_or_assign(edit.key, *edit.after);
        else
            rows.erase(edit.key);
    }
    return {};
}

std::uint64_t applyTo(ProjectionRun &run, const ReadableBatch &events, RowSource &rows, ProjectionSink *sink) {
    return must(run.apply(events, {0, events.rows()}, rows, sink, {}));
}

std::vector<RowChange> changesOf(ProjectionRun &run) { return must(run.takeChanges()); }

MapRows rowsOf(const Projection &projection, const std::vector<ReadableBatch> &batches, KeyChoice only,
               ProjectionSink *sink) {
    MapRows rows(projection.info().schema);
    const auto run = projection.start(std::move(only), true);
    for (const ReadableBatch &batch : batches)
        applyTo(*run, batch, rows, sink);
    rows.commit(changesOf(*run));
    return rows;
}

MapRows rowsOfCutRuns(const Projection &projection, const std::vector<ReadableBatch> &batches, RecordingSink *sink) {
    MapRows rows(projection.info().schema);
    auto run = projection.start(nullptr, true);
    for (const ReadableBatch &batch : batches) {
        for (std::size_t first = 0; first < batch.rows();) {
            const std::size_t end = first + *rc::gen::inRange<std::size_t>(1, batch.rows() - first + 1);
            must(run->apply(batch, {first, end}, rows, sink, {}));
            first = end;
            const int then = *rc::gen::inRange(0, 5);
            if (then == 0) continue;
            rows.commit(changesOf(*run));
            if (then == 1) run = projection.start(nullptr, rows.all.empty());
            for (int i = 2; i < then; ++i)
                run->forget();
        }
        if (sink) sink->rowOffset += batch.rows();
    }
    rows.commit(changesOf(*run));
    return rows;
}

} // namespace eventscope::testing
