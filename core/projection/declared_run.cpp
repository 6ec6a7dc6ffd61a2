// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/declared_run.h"

#include "core/base/no_memory.h"

#include <algorithm>

namespace eventscope {

Result<std::uint64_t> DeclaredProjectionRun::apply(const ReadableBatch &events, RowRange range, RowSource &rows,
                                                   ProjectionSink *sink, const JobControl &job) {
    return withoutThrowing([&] { return applyAll(events, range, rows, sink, job); });
}

Result<std::vector<RowChange>> DeclaredProjectionRun::takeChanges() {
    return withoutThrowing([&] { return m_table.takeChanges(); });
}

Result<std::uint64_t> DeclaredProjectionRun::applyAll(const ReadableBatch &events, RowRange range, RowSource &rows,
                                                      ProjectionSink *sink, const JobControl &job) {
    constexpr std::size_t kRowsBetweenLooks = 256;
    const bool wantsEdits = sink && sink->wantsEdits();
    std::uint64_t taken = 0;
    for (std::size_t row = range.first; row < range.end; ++row) {
        if (row % kRowsBetweenLooks == 0 && job.stopRequested()) return cancelled();
        const std::uint16_t rules = rulesOf(events, row);
        if (rules == kNoRules) continue;
        Outcome outcome = take(events[row], rules);
        if (outcome == Outcome::NotLoaded) {
            ES_TRY(load(events, {row, range.end}, rows));
            outcome = take(events[row], rules);
        }
        if (outcome == Outcome::NotChosen) continue;
        ++taken;
        if (sink && outcome == Outcome::Failed) ES_TRY(sink->failed(row, m_failedKey, m_reason));
        if (wantsEdits && outcome == Outcome::Taken) ES_TRY(tellEdits(*sink, row));
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

DeclaredProjectionRun::Outcome DeclaredProjectionRun::take(const ReadableEvent &event, std::uint16_t rules) {
    EventSubject subject(event);
    m_before.clear();
    Outcome outcome = plan(subject, rules);
    if (outcome == Outcome::Taken) outcome = find();
    if (outcome != Outcome::Taken) return outcome;
    for (Edit &edit : m_edits) {
        if (change(subject, edit)) continue;
        m_failedKey = edit.entry->key();
        for (Before &before : m_before)
            before.restore();
        return Outcome::Failed;
    }
    for (const Before &before : m_before)
        m_table.touched(*before.entry, event.stored().position());
    return Outcome::Taken;
}

/// Lists the edits that the event makes, with their keys.
DeclaredProjectionRun::Outcome DeclaredProjectionRun::plan(EventSubject &event, std::uint16_t rules) {
    m_edits.clear();
    m_failedKey.clear();
    m_reason = event.failure();
    bool isPlanned = m_reason.empty();
    for (const RowRule &rule : m_description->rules[rules])
        isPlanned = isPlanned && planRule(event, rule);
    if (!m_only) return isPlanned ? Outcome::Taken : Outcome::Failed;
    if (!isPlanned) return Outcome::NotChosen;
    std::erase_if(m_edits, [&](const Edit &edit) { return !m_only->contains(edit.key.token()); });
    return m_edits.empty() ? Outcome::NotChosen : Outcome::Taken;
}

bool DeclaredProjectionRun::planRule(EventSubject &event, const RowRule &rule) {
    if (!rule.forEach) return planEdit(event, rule, Json());
    const Result<Json> &data = event.document();
    if (!data) return failed("forEach: " + data.error().message);
    const Json array = valueAt(*data, *rule.forEach).value_or(Json());
    if (array.isNull()) return true;
    if (!array.isArray()) return failed("forEach: the payload has no array at " + rule.forEach->text());
    return std::ranges::all_of(array.children(), [&](const auto &child) { return planEdit(event, rule, child.value); });
}

bool DeclaredProjectionRun::planEdit(EventSubject &event, const RowRule &rule, const Json &element) {
    event.lookAt(nullptr, &element);
    Result<Json> key = rule.key.read(event);
    if (!key) return failed("key: " + key.error().message);
    if (!key->isString() && !key->isNumber()) return failed("the key of its row is neither a text nor a number");
    // Those that are not chosen are not looked up, where a wrong one would show.
    if (m_only)
        if (std::string wrong = wrongKey(key->token()); !wrong.empty()) return failed(std::move(wrong));
    m_edits.push_back({&rule, *std::move(key), element});
    return true;
}

DeclaredProjectionRun::Outcome DeclaredProjectionRun::find() {
    for (Edit &edit : m_edits) {
        edit.entry = m_table.find(edit.key.token());
        if (edit.entry) continue;
        m_reason = wrongKey(edit.key.token());
        return m_reason.empty() ? Outcome::NotLoaded : Outcome::Failed;
    }
    return Outcome::Taken;
}

bool DeclaredProjectionRun::change(EventSubject &event, Edit &edit) {
    keepBefore(*edit.entry);
    Table::Slot &slot = edit.entry->value;
    if (auto done = edit.rule->action->change(slot.row, event, edit.element); !done)
        return failed(std::move(done.error().message));
    if (!slot.row) slot.events = 0; // also for one that is made again by the same event
    return true;
}

void DeclaredProjectionRun::keepBefore(Table::Entry &entry) {
    if (std::ranges::find(m_before, &entry, &Before::entry) == m_before.end())
        m_before.push_back({&entry, entry.value.row, entry.value.events});
}

/// Loads the rows that the events of `range` go to and that are not in memory.
Result<void> DeclaredProjectionRun::load(const ReadableBatch &events, RowRange range, RowSource &rows) {
    for (std::size_t row = range.first; row < range.end; ++row) {
        const std::uint16_t rules = rulesOf(events, row);
        if (rules == kNoRules) continue;
        EventSubject subject(events[row]);
        if (plan(subject, rules) != Outcome::Taken) continue;
        for (const Edit &edit : m_edits)
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

bool DeclaredProjectionRun::failed(std::string reason) {
    m_reason = std::move(reason);
    return false;
}

} // namespace eventscope
