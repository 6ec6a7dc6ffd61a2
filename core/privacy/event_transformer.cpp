// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/event_transformer.h"

#include "core/base/base64.h"
#include "core/json/pointer.h"
#include "core/vault/envelope_places.h"
#include "core/vault/opening.h"
#include "core/vault/protected_mark.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace eventscope {

namespace {

using FieldPart = PersonalField::Part;

constexpr std::string_view kNull = "null";

std::string markOf(FieldState state) { return print(ProtectedMark{state, {}, {}}); }

/// What a rule changed stands once, as it was at first and as it is at last.
void addPlace(std::vector<TransformedPlace> &places, TransformedPlace place) {
    const auto known = std::ranges::find(places, place.pointer, &TransformedPlace::pointer);
    if (known == places.end())
        places.push_back(std::move(place));
    else
        known->after = std::move(place.after);
}

/// A sealed value is shown as people see it, never as an envelope.
std::string shown(const std::string &json, FieldState state) {
    if (state == FieldState::Clear) return json;
    return std::holds_alternative<NoEnvelope>(EnvelopePlaces(json).whole().form) ? json : markOf(state);
}

/// The object with one member more.
std::string withMember(std::string_view object, const std::string &member) {
    const auto end = object.rfind('}');
    const auto last = object.find_last_not_of(" \t\r\n", end - 1);
    const bool isEmpty = object[last] == '{';
    std::string text(object.substr(0, end));
    return text += (isEmpty ? "" : ",") + member + std::string(object.substr(end));
}

} // namespace

StreamId transformedStream(const StreamId &source, const std::string &id) { return {source.value + "~t" + id}; }

EventId transformedId(const std::string &transformation, const EventId &source) {
    return derivedEventId("eventscope transformation", transformation + "/" + toString(source));
}

std::optional<Time> sourceRecordedAt(const EventView &event) {
    const std::string_view original = originalOf(event.stream());
    if (original == event.stream() || event.metadata().encoding != Encoding::Json) return std::nullopt;
    const auto metadata = Json::parse(event.metadata().bytes);
    if (!metadata || !metadata->isObject()) return std::nullopt;
    std::optional<Time> recordedAt;
    StreamId stream = event.streamId();
    EventId id = event.id();
    // Each copy is told by its stamp, the last one first, until what is left is the name of the first source.
    for (Json stamp = metadata->member(kTransformedFrom); stream.value != original; stamp = stamp.member("before")) {
        if (!stamp.isObject()) return std::nullopt;
        const std::string transformation(stamp.member("transformation").token());
        const auto source = parseEventId(stamp.member("event").token());
        const auto at = parseTime(stamp.member("recordedAt").token());
        const std::string end = transformedStream({}, transformation).value;
        if (!source || !at || !stream.value.ends_with(end) || transformedId(transformation, *source) != id)
            return std::nullopt;
        stream.value.erase(stream.value.size() - end.size());
        id = *source;
        recordedAt = std::min(*at, recordedAt.value_or(event.recordedAt()));
    }
    return recordedAt;
}

Result<TransformedEvent> EventTransformer::transform(const EventView &event, KeyVault::Lease *keys) {
    m_version = event.version();
    TransformedEvent made;
    made.event.id = transformedId(m_task.id, event.id());
    made.event.type = event.type();
    made.event.schemaVersion = event.schemaVersion();
    made.event.validAt = event.validAt();
    made.event.dataEncoding = event.data().encoding;
    made.event.metadataEncoding = Encoding::Json;
    made.isRuled = !m_task.rules.rulesOf(event.type()).empty();
    ES_ASSIGN(data, open(event, FieldPart::Data, event.data(), keys));
    ES_ASSIGN(metadata, open(event, FieldPart::Metadata, event.metadata(), keys));
    for (Part *part : {&data, &metadata}) {
        ES_TRY(rule(*part, made));
        ES_TRY(settleUnreadable(*part, made));
    }
    // Whom an event names itself counts for the values of that very event, too.
    ES_TRY(checkPeople(data, data.opened, data.text, made));
    ES_TRY(checkPeople(metadata, data.opened, data.text, made));
    if (data.isJson) {
        note(event.type(), data.opened, m_before);
        note(event.type(), data.text, m_after);
    }
    made.event.data = data.text;
    made.event.metadata = stampedMetadata(event, metadata);
    return made;
}

Result<EventTransformer::Part> EventTransformer::open(const EventView &event, FieldPart which, const Payload &payload,
                                                      KeyVault::Lease *keys) const {
    Part part{which, true, std::string(payload.bytes), std::string(payload.bytes), {}};
    part.isJson = payload.encoding == Encoding::Json && Json::parse(payload.bytes).has_value();
    if (!part.isJson || !mayHoldProtected(payload.bytes)) return part;
    const SealedPlace place{m_protection.store, {}, event.stream(), event.id(), event.type()};
    ES_ASSIGN(envelopes, envelopesIn(payload.bytes));
    for (std::size_t i = envelopes.size(); i-- > 0;) {
        const TextPlace &at = envelopes[i];
        ES_ASSIGN(value, Json::parse(payload.bytes.substr(at.offset, at.bytes)));
        Sealed sealed{at.path, FieldState::Unsupported, std::nullopt};
        const auto form = envelopeOf(value);
        if (const auto *envelope = std::get_if<Envelope>(&form)) {
            const std::string pointer = pointerOf(at.path, which);
            ES_ASSIGN(opened, openField(keys, placeOf(place, pointer), *envelope));
            // One that was carried belongs elsewhere.
            sealed.state = envelope->origin ? FieldState::Tampered : opened.state;
            sealed.subject = envelope->subject;
            if (sealed.state == FieldState::Clear) part.opened.replace(at.offset, at.bytes, opened.json);
        }
        part.sealed.push_back(std::move(sealed));
    }
    std::ranges::reverse(part.sealed);
    part.text = part.opened;
    return part;
}

Result<void> EventTransformer::rule(Part &part, TransformedEvent &made) const {
    const auto stateAt = [&](const std::vector<std::string> &path) {
        const auto found = std::ranges::find(part.sealed, path, &Sealed::path);
        return found == part.sealed.end() ? FieldState::Clear : found->state;
    };
    for (const TransformationRule *rule : m_task.rules.rulesOf(made.event.type)) {
        if (rule->part != part.part) continue;
        if (!part.isJson) {
            made.problems.push_back({m_version, made.event.type, pointerOf(rule->path.tokens, part.part),
                                     "is no JSON, so that no rule can be applied; exclude the type, or leave it out"});
            return {};
        }
        ES_ASSIGN(ruled, applied(*rule, part.text, m_task.secret.view()));
        for (RuleChange &change : ruled.changes) {
            const FieldState state = stateAt(change.path);
            addPlace(made.places,
                     {pointerOf(change.path, part.part), shown(change.before, state), std::move(change.after)});
        }
        for (RuleProblem &problem : ruled.problems) {
            if (problem.isSealed) continue; // what is left of them is settled once all rules have run
            made.problems.push_back(
                {m_version, made.event.type, pointerOf(problem.path, part.part), std::move(problem.what)});
        }
        part.text = std::move(ruled.text);
    }
    return {};
}

Result<void> EventTransformer::settleUnreadable(Part &part, TransformedEvent &made) const {
    if (!part.isJson || !mayHoldProtected(part.text)) return {};
    ES_ASSIGN(left, envelopesIn(part.text));
    for (std::size_t i = left.size(); i-- > 0;) {
        const TextPlace &at = left[i];
        const auto known = std::ranges::find(part.sealed, at.path, &Sealed::path);
        const FieldState state = known == part.sealed.end() ? FieldState::Tampered : known->state;
        const std::string pointer = pointerOf(at.path, part.part);
        if (m_task.unreadable == Unreadable::Null) {
            part.text.replace(at.offset, at.bytes, kNull);
            addPlace(made.places, {pointer, markOf(state), std::string(kNull)});
            continue;
        }
        made.problems.push_back({m_version, made.event.type, pointer,
                                 "is " + std::string(name(state)) +
                                     " and cannot be carried to another event; give it a rule that does not read it"});
    }
    return {};
}

Result<void> EventTransformer::checkPeople(const Part &part, const std::string &before, const std::string &after,
                                           TransformedEvent &made) {
    const auto fields = m_protection.policy.fieldsOf(made.event.type);
    const auto problem = [&](const std::string &pointer, std::string what) {
        made.problems.push_back({m_version, made.event.type, pointer, std::move(what)});
    };
    const auto earlierIn = [](const Named &named) {
        return EarlierSubject([&named](const PersonalField &field) -> Result<std::optional<SubjectId>> {
            const auto found = named.find({field.subjectEvent, field.subject});
            return found == named.end() ? std::optional<SubjectId>() : std::optional(found->second);
        });
    };
    std::map<std::string, SubjectId> was, is;
    if (part.isJson && !fields.empty()) {
        const auto old = clearFields(fields, part.part, m_task.source.value, before, part.opened, earlierIn(m_before),
                                     WithoutSubject::Skip);
        if (old)
            for (const ClearField &field : *old)
                was.insert_or_assign(field.pointer, field.subject);
        // Without a vault nothing is sealed, so that nobody need be named.
        const auto now = clearFields(fields, part.part, m_task.target.value, after, part.text, earlierIn(m_after),
                                     m_vault ? WithoutSubject::Refuse : WithoutSubject::Skip);
        if (!now) {
            problem({}, now.error().message);
            return {};
        }
        for (const ClearField &field : *now) {
            is.insert_or_assign(field.pointer, field.subject);
            made.personal.insert(field.pointer);
            ES_ASSIGN(isErased, wasErased(field));
            if (isErased && !field.isNull)
                problem(field.pointer, "would be sealed for somebody who was erased; remove it, or let it be null");
        }
    }
    if (!m_vault) return {};
    const auto isMasked = [&](const std::string &pointer) {
        const auto path = Pointer::parse(std::string_view(pointer).substr(std::min(pointer.find('/'), pointer.size())));
        return path && m_task.rules.masks(made.event.type, part.part, path->tokens());
    };
    for (const auto &[pointer, subject] : was) {
        ES_ASSIGN(binding, m_vault->bindingOf(subject));
        m_people.insert(binding);
        const auto found = is.find(pointer);
        if (!isMasked(pointer) && (found == is.end() || found->second != subject))
            problem(pointer, "is personal, and in the copy nothing says for whom any more; give it a rule, too");
    }
    for (const Sealed &sealed : part.sealed) {
        if (sealed.subject) m_people.insert(*sealed.subject);
        const std::string pointer = pointerOf(sealed.path, part.part);
        if (sealed.state != FieldState::Clear || isMasked(pointer)) continue;
        const auto found = is.find(pointer);
        bool isSame = false;
        if (found != is.end()) {
            ES_ASSIGN(binding, m_vault->bindingOf(found->second));
            isSame = binding == sealed.subject;
        }
        if (!isSame)
            problem(pointer, "is sealed, and in the copy it would not be sealed for the same person; give it a rule, "
                             "or name it in the privacy policy");
    }
    return {};
}

Result<bool> EventTransformer::wasErased(const ClearField &field) {
    if (!m_vault) return false;
    const auto known = m_erased.find({field.subject, field.purpose});
    if (known != m_erased.end()) return known->second;
    ES_ASSIGN(binding, m_vault->bindingOf(field.subject));
    ES_ASSIGN(isErased, m_vault->isErased(binding, field.purpose));
    m_erased.emplace(std::pair(field.subject, field.purpose), isErased);
    return isErased;
}

void EventTransformer::note(std::string_view type, const std::string &data, Named &named) const {
    std::vector<PersonalField> wanted;
    for (const std::string &personal : m_protection.policy.types())
        for (const PersonalField &field : m_protection.policy.fieldsOf(personal))
            if (field.subjectEvent == type) wanted.push_back(field);
    if (wanted.empty()) return;
    const auto document = Json::parse(data);
    if (!document) return;
    for (const PersonalField &field : wanted)
        if (auto subject = subjectIn(*document, field))
            named.insert_or_assign({field.subjectEvent, field.subject}, *std::move(subject));
}

std::string EventTransformer::stampedMetadata(const EventView &event, const Part &part) const {
    std::vector<Json::Member> stamp{{"transformation", Json::string(m_task.id)},
                                    {"event", Json::string(toString(event.id()))},
                                    {"version", Json::number(event.version().value)},
                                    {"position", Json::string(toString(event.position()))},
                                    {"recordedAt", Json::string(toIso(event.recordedAt()))}};
    const auto document = part.isJson ? Json::parse(part.text) : Result<Json>(Json());
    std::string text = "{}";
    if (part.isJson && document && document->isObject()) {
        text = part.text;
        const FieldPath path{{std::string(kTransformedFrom)}};
        if (document->find(kTransformedFrom) != Json::npos) {
            stamp.push_back({"before", document->member(kTransformedFrom)});
            const TransformationRule gone{{}, FieldPart::Metadata, path, TransformationRule::Act::Remove, {}, {}};
            if (auto ruled = applied(gone, text, {})) text = std::move(ruled->text);
        }
    } else if (part.isJson && document) {
        stamp.push_back({"metadata", *document});
    } else if (!part.text.empty()) {
        stamp.push_back({"metadataEncoding", Json::string(name(event.metadata().encoding))});
        stamp.push_back({"metadataBase64", Json::string(toBase64(part.text))});
    }
    return withMember(text, print(Json::string(kTransformedFrom)) + ":" + print(Json::object(std::move(stamp))));
}

} // namespace eventscope
