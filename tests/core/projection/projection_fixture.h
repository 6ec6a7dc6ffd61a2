// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/projection.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace eventscope::testing {

/// An event as the tests of projections write it down.
struct TestEvent {
    std::string type;
    std::string data = "{}";
    std::string stream = "account-7";
    Encoding encoding = Encoding::Json;
};

/// Positions from `first` on, an hour apart from 2026-03-04T12:00:00Z on, with the dictionary of all these batches.
[[nodiscard]] ReadableBatch batchOf(const std::vector<TestEvent> &events, std::uint64_t first = 1);

/// Rows as a store keeps them.
class MapRows final : public RowSource {
  public:
    explicit MapRows(ModelSchema schema) : m_schema(std::move(schema)) {}
    [[nodiscard]] Result<std::vector<std::optional<ModelRow>>> rows(std::span<const std::string> keys) override;
    void commit(const std::vector<RowChange> &changes);
    /// Each row as a line: key, row, position, events.
    [[nodiscard]] std::string text() const;

    std::map<std::string, ModelRow, std::less<>> all;
    int calls = 0;
    std::uint64_t asked = 0;

  private:
    ModelSchema m_schema;
};

/// Keeps what it is told, and makes the rows again from the edits alone.
class RecordingSink final : public ProjectionSink {
  public:
    explicit RecordingSink(bool wantsEdits = false) : m_wantsEdits(wantsEdits) {}
    [[nodiscard]] Result<void> failed(std::size_t row, std::string_view key, const std::string &reason) override;
    [[nodiscard]] bool wantsEdits() const override { return m_wantsEdits; }
    [[nodiscard]] Result<void> edited(std::size_t row, std::span<const RowEdit> edits) override;

    struct Failed {
        std::size_t row = 0;
        std::string key, reason;
        bool operator==(const Failed &) const = default;
    };
    std::vector<Failed> failures;
    std::uint64_t edits = 0;
    bool isConsistent = true; ///< each row before was the row after the last edit, and no edit did nothing
    std::map<std::string, Json, std::less<>> rows;
    std::size_t rowOffset = 0; ///< added to the rows that it is told

  private:
    const bool m_wantsEdits;
};

/// Takes all of a batch; ends the test program on an error.
std::uint64_t applyTo(ProjectionRun &run, const ReadableBatch &events, RowSource &rows, ProjectionSink *sink = nullptr);
/// The rows that all events give, in one run from nothing.
[[nodiscard]] MapRows rowsOf(const Projection &projection, const std::vector<ReadableBatch> &batches,
                             KeyChoice only = nullptr, ProjectionSink *sink = nullptr);
/// What changes a run has to commit; ends the test program on an error.
[[nodiscard]] std::vector<RowChange> changesOf(ProjectionRun &run);

/// Takes the events in batches cut at random, with commits, rows let go and whole runs begun anew in between.
[[nodiscard]] MapRows rowsOfCutRuns(const Projection &projection, const std::vector<ReadableBatch> &batches,
                                    RecordingSink *sink = nullptr);

} // namespace eventscope::testing
