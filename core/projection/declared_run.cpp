// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/declared_run.h"

#include "core/base/no_memory.h"

#include <algorithm>
#include <utility>

namespace eventscope {

namespace {

/// As many as a processor waits for at a time, more or less.
constexpr std::size_t kPlannedAhead = 16;

} // namespace

Result<std::uint64_t> DeclaredProjectionRun::apply(const ReadableBatch &events, RowRange range, RowSource &rows,
                                                   ProjectionSink *sink, const JobControl &job) {
    return withoutThrowing([&] { return applyAll(events, range, rows, sink, job); });
}

Result<std::vector<RowChange>> DeclaredProjectionRun::takeChanges() {
    return withoutThrowing([&] { return m_table.takeChanges(); });
}

Result<std::uint64_t> DeclaredProjectionRun::applyAll(const ReadableBatch &events, RowRange range, RowSource &rows,
                                                      ProjectionSink *sink, const JobControl &job) {
    m_tellsEdits = sink && sink->wantsEdits();
    std::vector<Planned> ahead(kPlannedAhead);
    std::uint64_t taken = 0;
    while (range.first < range.end) {
        if (job.stopRequested()) return cancelled();
        const std::span<Planned> planned = std::span(ahead).first(planNext(events, range, ahead));
        prefetch(planned);
        for (Planned &each : planned) {
            ES_TRY(take(each, events, range.end, rows));
            if (each.outcome == Outcome::NotChosen) continue;
            ++taken;
            if (sink && each.outcome == Outcome::Failed) ES_TRY(sink->failed(each.row, each.failedKey, each.reason));
            if (m_tellsEdits && each.outcome == Outcome::Taken) ES_TRY(tellEdits(*sink, each.row));
        }
    }
    return taken;
}

std::uint16_t DeclaredProjectionRun::rulesOf(const ReadableBatch &events, std::size_t row) {
    const auto named = [&](std::string_view type) {
        const auto found = m_description->on.find(type);
        return found == m_description->on.end() ? kNoRules : found->second;
    };
    const ReadableEvent event = events[row];
    if (event.wasUpcast()) return named(event.type());
    const EventBatch &stored = *events.stored();
    std::uint16_t &slot = m_codes.slot(stored.dictionaryPtr(), stored.type()[events.storedRow(row)]);
    if (slot == TypeCodes::kUnseen) slot = named(event.type());
    return slot;
}

/// Plans the next events of `range` that have rules, which then begins behind them. How many there are.
std::size_t DeclaredProjectionRun::planNext(const ReadableBatch &events, RowRange &range, std::span<Planned> ahead) {
    std::size_t count = 0;
    for (; range.first < range.end && count < ahead.size(); ++range.first) {
        const std::uint16_t rules = rulesOf(events, range.first);
        if (rules == kNoRules) continue;
        Planned &planned = ahead[count++];
        planned.row = range.first;
        plan(planned, events[range.first], rules);
    }
    return count;
}

/// Lists the edits that the event makes, with their keys.
void DeclaredProjectionRun::plan(Planned &planned, const ReadableEvent &event, std::uint16_t rules) const {
    planned.event.emplace(event);
    planned.edits.clear();
    planned.failedKey.clear();
    planned.reason = event.failure();
    const bool isPlanned = planned.reason.empty() &&
                           std::ranges::all_of(m_description->rules[rules],
                                               [&](const RowRule &rule) { return planRule(planned, rule, m_only); });
    planned.outcome = isPlanned ? Outcome::Taken : Outcome::Failed;
    if (!m_only) return;
    std::erase_if(planned.edits, [&](const Edit &edit) { return !m_only->contains(edit.key.token()); });
    if (!isPlanned || planned.edits.empty()) planned.outcome = Outcome::NotChosen;
}

bool DeclaredProjectionRun::planRule(Planned &planned, const RowRule &rule, const KeyChoice &only) {
    if (!rule.forEach) return planEdit(planned, rule, Json(), only);
    const Result<Json> &data = planned.event->document();
    if (!data) return planned.failed("forEach: " + data.error().message);
    const Json array = valueAt(*data, *rule.forEach).value_or(Json());
    if (array.isNull()) return true;
    if (!array.isArray()) return planned.failed("forEach: the payload has no array at " + rule.forEach->text());
    return std::ranges::all_of(array.children(),
                               [&](const auto &child) { return planEdit(planned, rule, child.value, only); });
}

bool DeclaredProjectionRun::planEdit(Planned &planned, const RowRule &rule, const Json &element,
                                     const KeyChoice &only) {
    planned.event->lookAt(nullptr, &element);
    Result<Json> key = rule.key.read(*planned.event);
    if (!key) return planned.failed("key: " + key.error().message);
    if (!key->isString() && !key->isNumber())
        return planned.failed("the key of its row is neither a text nor a number");
    // Those that are not chosen are not looked up, where a wrong one would show.
    if (only)
        if (std::string wrong = wrongKey(key->token()); !wrong.empty()) return planned.failed(std::move(wrong));
    const std::size_t hash = Table::hashOf(key->token());
    planned.edits.push_back({&rule, *std::move(key), element, hash});
    return true;
}

/// Rows lie all over the memory: while one is waited for, those of the other events come, too.
void DeclaredProjectionRun::prefetch(std::span<const Planned> ahead) const {
    const auto forEachHash = [&](auto &&bring) {
        for (const Planned &planned : ahead)
            for (const Edit &edit : planned.edits)
                bring(edit.hash);
    };
    forEachHash([&](std::size_t hash) { m_table.prefetchPlace(hash); });
    forEachHash([&](std::size_t hash) { m_table.prefetchEntry(hash); });
    forEachHash([&](std::size_t hash) { m_table.prefetchRow(hash); });
    forEachHash([&](std::size_t hash) { m_table.prefetchMembers(hash); });
}

/// Makes the edits; its outcome says whether they were made. Rows up to `end` may be loaded.
Result<void> DeclaredProjectionRun::take(Planned &planned, const ReadableBatch &events, std::size_t end,
                                         RowSource &rows) {
    m_before.clear();
    if (planned.outcome == Outcome::Taken) planned.outcome = find(planned);
    if (planned.outcome == Outcome::NotLoaded) {
        ES_TRY(load(events, {planned.row, end}, rows));
        planned.outcome = find(planned);
    }
    if (planned.outcome == Outcome::Taken) planned.outcome = change(planned);
    if (planned.outcome != Outcome::Taken) return {};
    for (const Before &before : m_before)
        m_table.touched(*before.entry, planned.event->event().position());
    return {};
}

DeclaredProjectionRun::Outcome DeclaredProjectionRun::find(Planned &planned) {
    for (Edit &edit : planned.edits) {
        edit.entry = m_table.find(edit.key.token(), edit.hash);
        if (edit.entry) continue;
        planned.reason = wrongKey(edit.key.token());
        return planned.reason.empty() ? Outcome::NotLoaded : Outcome::Failed;
    }
    return Outcome::Taken;
}

DeclaredProjectionRun::Outcome DeclaredProjectionRun::change(Planned &planned) {
    const bool withRows = needsBefore(planned);
    for (Edit &edit : planned.edits) {
        keepBefore(*edit.entry, withRows);
        Table::Slot &slot = edit.entry->value;
        if (auto done = edit.rule->action->change(slot.row, *planned.event, edit.element); !done) {
            planned.reason = std::move(done.error().message);
            planned.failedKey = edit.entry->key();
            // A single edit that fails has changed nothing.
            if (withRows) std::ranges::for_each(m_before, &Before::restore);
            return Outcome::Failed;
        }
        if (!slot.row) slot.events = 0; // also for one that is made again by the same event
    }
    return Outcome::Taken;
}

void DeclaredProjectionRun::keepBefore(Table::Entry &entry, bool withRow) {
    if (std::ranges::find(m_before, &entry, &Before::entry) != m_before.end()) return;
    m_before.push_back({&entry, withRow ? entry.value.row : std::nullopt, entry.value.events});
}

/// Loads the rows that the events of `range` go to and that are not in memory.
Result<void> DeclaredProjectionRun::load(const ReadableBatch &events, RowRange range, RowSource &rows) {
    Planned planned;
    for (std::size_t row = range.first; row < range.end; ++row) {
        const std::uint16_t rules = rulesOf(events, row);
        if (rules == kNoRules) continue;
        plan(planned, events[row], rules);
        if (planned.outcome != Outcome::Taken) continue;
        for (const Edit &edit : planned.edits)
            m_table.want(edit.key.token());
    }
    return m_table.loadWanted(rows);
}

Result<void> DeclaredProjectionRun::tellEdits(ProjectionSink &sink, std::size_t row) {
    std::vector<RowEdit> edits;
    for (const Before &before : m_before) {
        const std::optional<Json> &after = before.entry->value.row;
        if (before.row != after) edits.push_back({std::string(before.entry->key()), before.row, after});
    }
    return sink.edited(row, edits);
}

} // namespace eventscope
