// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/event_reader.h"
#include "core/projection/projection_description.h"
#include "core/projection/row_table.h"

#include <optional>
#include <span>
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
    struct Edit {
        const RowRule *rule;
        Json key;
        Json element; // for a rule with forEach
        std::size_t hash;
        Table::Entry *entry = nullptr;
    };
    /// An event that was looked at, and what it is going to do.
    struct Planned {
        std::size_t row = 0;
        std::optional<EventSubject> event;
        Outcome outcome = Outcome::Taken;
        std::vector<Edit> edits;
        std::string reason;    // why it failed
        std::string failedKey; // and at which row
        bool failed(std::string why) {
            reason = std::move(why);
            return false;
        }
    };
    /// A row that the event at hand goes to, as it was before.
    struct Before {
        Table::Entry *entry;
        std::optional<Json> row; // where it may be needed: whoever holds a row too makes its next edit a copy
        std::uint64_t events;
        void restore() {
            entry->value.row = std::move(row);
            entry->value.events = events;
        }
    };

    [[nodiscard]] Result<std::uint64_t> applyAll(const ReadableBatch &events, RowRange range, RowSource &rows,
                                                 ProjectionSink *sink, const JobControl &job);
    [[nodiscard]] std::uint16_t rulesOf(const ReadableBatch &events, std::size_t row);
    [[nodiscard]] std::size_t planNext(const ReadableBatch &events, RowRange &range, std::span<Planned> ahead);
    void plan(Planned &planned, const ReadableEvent &event, std::uint16_t rules) const;
    [[nodiscard]] static bool planRule(Planned &planned, const RowRule &rule, const KeyChoice &only);
    [[nodiscard]] static bool planEdit(Planned &planned, const RowRule &rule, const Json &element,
                                       const KeyChoice &only);
    void prefetch(std::span<const Planned> ahead) const;
    [[nodiscard]] Result<void> take(Planned &planned, const ReadableBatch &events, std::size_t end, RowSource &rows);
    [[nodiscard]] Outcome change(Planned &planned);
    [[nodiscard]] Outcome find(Planned &planned);
    [[nodiscard]] bool needsBefore(const Planned &planned) const { return m_tellsEdits || planned.edits.size() > 1; }
    void keepBefore(Table::Entry &entry, bool withRow);
    [[nodiscard]] Result<void> load(const ReadableBatch &events, RowRange range, RowSource &rows);
    [[nodiscard]] Result<void> tellEdits(ProjectionSink &sink, std::size_t row);

    const ProjectionDescriptionPtr m_description;
    const KeyChoice m_only;
    Table m_table;
    TypeCodes m_codes;
    bool m_tellsEdits = false;
    std::vector<Before> m_before; // of the event that was taken last
};

} // namespace eventscope
