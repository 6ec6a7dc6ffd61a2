// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/transformation_evidence.h"

#include <algorithm>
#include <iterator>

namespace eventscope {

Result<void> TransformationEvidence::read() {
    Query query;
    query.from = Selector::stream(transformationEvidence(m_task.id));
    query.fields = Fields::Data;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            const EventView event = (*batch)[row];
            ES_ASSIGN(data, Json::parse(event.data().bytes));
            m_events.emplace_back(std::string(event.type()), std::move(data));
        }
        return Flow::More;
    });
    ES_TRY(m_world.store.reader().scan(query, sink, m_job));
    return check();
}

Result<void> TransformationEvidence::check() const {
    if (!has(kBegun)) return {};
    if (text(kBegun, "source") != m_task.source.value) {
        return fail(ErrorKind::Refused, "The transformation " + m_task.id + " is of another stream",
                    "Choose another id");
    }
    if (text(kBegun, "rules") == toHex(m_task.rules.hash().bytes) && text(kBegun, "unreadable") == unreadableWord())
        return {};
    return fail(ErrorKind::Refused, "The transformation " + m_task.id + " was begun with other rules",
                "Go on with the same, or choose another id");
}

const Json *TransformationEvidence::find(std::string_view type) const {
    const auto typeOf = [](const auto &each) -> std::string_view { return each.first; };
    const auto found = std::ranges::find(m_events.rbegin(), m_events.rend(), type, typeOf);
    return found == m_events.rend() ? nullptr : &found->second;
}

std::size_t TransformationEvidence::count(std::string_view type) const {
    return static_cast<std::size_t>(
        std::ranges::count(m_events, type, [](const auto &each) -> std::string_view { return each.first; }));
}

std::string TransformationEvidence::text(std::string_view type, std::string_view member) const {
    const Json *data = find(type);
    return data ? std::string(data->member(member).token()) : std::string();
}

Result<void> TransformationEvidence::leaveBegun(const TransformationPreview &preview, const TransformationReason &why) {
    return leave(acts::kTransformationBegun, kBegun, {},
                 {{"rules", Json::string(toHex(m_task.rules.hash().bytes))},
                  {"unreadable", Json::string(unreadableWord())},
                  {"events", Json::number(static_cast<std::int64_t>(preview.events))},
                  {"lastVersion", Json::number(preview.last.value)},
                  {"by", Json::string(why.by)},
                  {"reason", Json::string(why.reason)}});
}

Result<void> TransformationEvidence::leave(const char *act, const char *type, const std::string &name,
                                           std::vector<Json::Member> more) {
    ES_TRY(note(act, Json::object(more)));
    std::vector<Json::Member> members{{"transformationId", Json::string(m_task.id)},
                                      {"source", Json::string(m_task.source.value)},
                                      {"target", Json::string(m_task.target.value)}};
    std::ranges::move(more, std::back_inserter(members));
    const Json data = Json::object(std::move(members));
    NewEvent event;
    event.id = derivedEventId("eventscope transformation evidence", m_task.id + "/" + type + "/" + name);
    event.type = type;
    event.data = print(data);
    ES_TRY(m_world.store.append(transformationEvidence(m_task.id), Expected::any(), {&event, 1}, m_job));
    m_events.emplace_back(type, data);
    return {};
}

/// The ledger names no stream: its name may tell whom it is about.
Result<void> TransformationEvidence::note(const char *act, const Json &details) {
    if (!m_world.ledger || !m_world.vault) return {};
    ES_ASSIGN(proof, m_world.vault->authenticate("transformed stream", m_task.source.value));
    std::vector<Json::Member> members{{"transformation", Json::string(m_task.id)},
                                      {"stream", Json::string(toHex(proof.bytes))}};
    for (const auto &[key, value] : details.children())
        members.push_back({std::string(key), value});
    const Json line = Json::object(std::move(members));
    // After a crash between the line and the event.
    const auto isThis = [&](const LedgerEntry &entry) { return entry.act == act && entry.details == line; };
    if (std::ranges::any_of(m_world.ledger->entries(), isThis)) return {};
    ES_TRY(m_world.ledger->add(m_world.clock.now(), act, {}, {}, line));
    return {};
}

Result<std::optional<Version>> lastVersionOf(const EventStore &store, const StreamId &stream, const JobControl &job) {
    Query query;
    query.from = Selector::stream(stream);
    query.direction = Direction::Backward;
    query.rowsMax = 1;
    ES_ASSIGN(page, store.page(query, job));
    return page->rows() == 0 ? std::optional<Version>() : std::optional((*page)[0].version());
}

std::string countText(std::uint64_t count, const std::string &one, const std::string &many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

} // namespace eventscope
