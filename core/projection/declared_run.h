// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/event_reader.h"
#include "core/projection/projection_description.h"
#include "core/projection/row_table.h"

#include <string>
#include <vector>

namespace eventscope {

/// See declared_projection.h. About 1 µs an event. One thread.
class DeclaredProjectionRun final : public ProjectionRun {
  public:
    DeclaredProjectionRun(ProjectionDescriptionPtr description, KeyChoice only, bool isEmpty)
        : m_description(std::move(description)), m_only(std::move(only)), m_table(isEmpty) {}

    [[nodiscard]] Result<std::uint64_t> apply(const ReadableBatch &events, RowRange range, RowSource &rows,
                                              ProjectionSink *sink, const JobControl &job) override;
    [[nodiscard]] Result<std::vector<RowChange>> takeChanges() override;
    [[nodiscard]] std::size_t bytes() const override { return m_table.bytes(); }
    void forget() override { m_table.forget(); }

    /// No rules are for a type.
    static constexpr std::uint16_t kNoRules = TypeCodes::kUnseen - 1;

  private:
    enum class Outcome : std::uint8_t { Taken, Failed, NotChosen, NotLoaded };
    using Table = RowTable<Json>;
    /// One edit of the event at hand.
    struct Edit {
        const RowRule *rule;
        Json key;
        Json element; // for a rule with forEach
        Table::Entry *entry = nullptr;
    };
    /// A row as it was before the event at hand.
    struct Before {
        Table::Entry *entry;
        std::optional<Json> row;
        std::uint64_t events;
        void restore() {
            entry->value.row = std::move(row);
            entry->value.events = events;
        }
    };

    [[nodiscard]] Result<std::uint64_t> applyAll(const ReadableBatch &events, RowRange range, RowSource &rows,
                                                 ProjectionSink *sink, const JobControl &job);
    [[nodiscard]] std::uint16_t rulesOf(const ReadableBatch &events, std::size_t row);
    [[nodiscard]] Outcome take(const ReadableEvent &event, std::uint16_t rules);
    [[nodiscard]] Outcome plan(EventSubject &event, std::uint16_t rules);
    [[nodiscard]] bool planRule(EventSubject &event, const RowRule &rule);
    [[nodiscard]] bool planEdit(EventSubject &event, const RowRule &rule, const Json &element);
    [[nodiscard]] Outcome find();
    [[nodiscard]] bool change(EventSubject &event, Edit &edit);
    void keepBefore(Table::Entry &entry);
    [[nodiscard]] Result<void> load(const ReadableBatch &events, RowRange range, RowSource &rows);
    [[nodiscard]] Result<void> tellEdits(ProjectionSink &sink, std::size_t row);
    bool failed(std::string reason);

    const ProjectionDescriptionPtr m_description;
    const KeyChoice m_only;
    Table m_table;
    TypeCodes m_codes;
    // About the event that was looked at last:
    std::vector<Edit> m_edits;
    std::vector<Before> m_before;
    std::string m_reason;    // why it failed
    std::string m_failedKey; // and at which row
};

} // namespace eventscope
