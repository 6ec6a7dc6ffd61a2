// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/event_sealer.h"

#include "core/json/pointer.h"
#include "core/privacy/earlier_subject.h"

#include <algorithm>

namespace eventscope {

namespace {

std::string placeName(const StreamId &stream, const PersonalField &field) {
    return stream.value + '\n' + field.subjectEvent + '\n' + Pointer(field.subject).text();
}

/// A vault has room for little more than a thousand keys at once, those of others included.
constexpr std::size_t kKeysTogether = 512;

Result<void> requireJson(const NewEvent &event, std::span<const PersonalField> fields) {
    const auto isIn = [&](PersonalField::Part part) {
        return std::ranges::any_of(fields, [&](const PersonalField &field) { return field.part == part; });
    };
    const bool isSound = (!isIn(PersonalField::Part::Data) || event.dataEncoding == Encoding::Json) &&
                         (!isIn(PersonalField::Part::Metadata) || event.metadataEncoding == Encoding::Json);
    if (isSound && event.dataEncoding == Encoding::Json) return {};
    return fail(ErrorKind::Invalid, "An event of type " + event.type + " has personal values, but is no JSON",
                "Write it as JSON, or leave the type out of the privacy policy");
}

/// The event as it is in the store, if it is there.
Query queryFor(const EventToSeal &each) {
    Query query;
    query.from = Selector::stream(*each.stream);
    query.prefilter.kind = Prefilter::Kind::EventIdIs;
    query.prefilter.text = toString(each.event->id);
    query.rowsMax = 1;
    return query;
}

Failure foreignError(const std::string &pointer) {
    return fail(ErrorKind::Invalid,
                "The value at " + pointer +
                    " looks like a protected one, but this store's vault did not seal it for this place",
                "Give the value in clear, it will be sealed here; of another store: export --decrypt");
}

} // namespace

EventSealer::EventSealer(const PrivacyPolicy &policy, std::string store, const EventStore &reader,
                         KeyVault::Lease &keys)
    : m_policy(policy), m_store(std::move(store)), m_reader(reader), m_keys(keys) {
    for (const std::string &type : policy.types()) {
        for (const PersonalField &field : policy.fieldsOf(type)) {
            if (field.subjectEvent.empty()) continue;
            m_earlier.push_back(field);
            m_ofEarlier.insert({type, field.subjectEvent});
        }
    }
}

Result<void> EventSealer::lookFirst(const JobControl &job) {
    if (m_isEmpty) return {};
    ES_ASSIGN(head, m_reader.head(job));
    m_isEmpty = head.last == kBeforeAll;
    return {};
}

Result<void> EventSealer::seal(std::span<const EventToSeal> events, const JobControl &job) {
    std::vector<Found> found;
    for (const EventToSeal &each : events) {
        ES_ASSIGN(present, presentAt(each, job));
        auto fields = find(each, present, job);
        if (!fields) {
            Error error = std::move(fields).error();
            if (error.kind == ErrorKind::Invalid) error.detail = std::to_string(found.size());
            return fail(std::move(error));
        }
        found.push_back(*std::move(fields));
        if (!present) note(each);
    }
    std::vector<Texts> sealed;
    while (sealed.size() < found.size()) {
        const std::size_t begin = sealed.size();
        const auto stretch = stretchOf(std::span(found).subspan(begin));
        ES_ASSIGN(keys, keysOf(stretch));
        for (std::size_t i = 0; i < stretch.size(); ++i) {
            ES_ASSIGN(atRest, keysAtRest(events[begin + i], stretch[i], keys, job));
            sealed.push_back(sealedTexts(events[begin + i], stretch[i], keys, atRest));
        }
    }
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (!found[i].data.empty()) events[i].event->data = std::move(sealed[i].data);
        if (!found[i].metadata.empty()) events[i].event->metadata = std::move(sealed[i].metadata);
    }
    return {};
}

std::span<const EventSealer::Found> EventSealer::stretchOf(std::span<const Found> found) {
    std::set<std::pair<std::string_view, std::string_view>> keys; // purposes and subjects
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const auto *fields : {&found[i].data, &found[i].metadata})
            for (const ClearField &field : *fields)
                keys.emplace(field.purpose, field.subject.value);
        if (i > 0 && keys.size() > kKeysTogether) return found.first(i);
    }
    return found;
}

Result<std::optional<Position>> EventSealer::presentAt(const EventToSeal &each, const JobControl &job) {
    if (!m_ofEarlier.contains(each.event->type)) return std::optional<Position>();
    ES_TRY(lookFirst(job));
    if (*m_isEmpty) return std::optional<Position>();
    ES_ASSIGN(page, m_reader.page(queryFor(each), job));
    return page->rows() == 0 ? std::nullopt : std::optional((*page)[0].position());
}

Result<EventSealer::Found> EventSealer::find(const EventToSeal &each, std::optional<Position> present,
                                             const JobControl &job) {
    const NewEvent &event = *each.event;
    const auto fields = m_policy.fieldsOf(event.type);
    if (fields.empty()) return Found{};
    ES_TRY(requireJson(event, fields));
    ES_ASSIGN(data, personalValues(fields, PersonalField::Part::Data, event.data));
    ES_ASSIGN(metadata, personalValues(fields, PersonalField::Part::Metadata, event.metadata));
    ES_TRY(checkSealed(each, data));
    ES_TRY(checkSealed(each, metadata));
    const EarlierSubject earlier = [&](const PersonalField &field) {
        return present ? subjectNamedIn(m_reader, *each.stream, field, below(*present), job)
                       : earlierSubject(*each.stream, field, job);
    };
    const auto clear = [&](std::span<const PersonalValue> values, const std::string &text) {
        return clearAmong(values, each.stream->value, event.data, text, earlier, WithoutSubject::Refuse);
    };
    ES_ASSIGN(clearData, clear(data, event.data));
    ES_ASSIGN(clearMetadata, clear(metadata, event.metadata));
    return Found{std::move(clearData), std::move(clearMetadata)};
}

Result<void> EventSealer::checkSealed(const EventToSeal &each, std::span<const PersonalValue> values) {
    const NewEvent &event = *each.event;
    const SealedPlace place{m_store, {}, each.stream->value, event.id, event.type};
    for (const PersonalValue &value : values) {
        if (!value.isSealed()) continue;
        const auto *envelope = std::get_if<Envelope>(&value.form);
        if (!envelope) return foreignError(value.pointer);
        ES_ASSIGN(opened, openField(&m_keys, placeOf(place, value.pointer), *envelope));
        const bool isOurs = opened.state == FieldState::Clear || opened.state == FieldState::Shredded ||
                            opened.state == FieldState::Locked; // its subject is being erased
        if (!isOurs) return foreignError(value.pointer);
    }
    return {};
}

Result<EventSealer::KeyOf> EventSealer::keysOf(std::span<const Found> found) {
    std::map<std::string, std::set<SubjectId>> wanted; // by purpose
    for (const Found &each : found)
        for (const auto *fields : {&each.data, &each.metadata})
            for (const ClearField &field : *fields)
                if (!field.isNull) wanted[field.purpose].insert(field.subject);
    KeyOf keys;
    for (const auto &[purpose, people] : wanted) {
        const std::vector<SubjectId> subjects(people.begin(), people.end());
        ES_ASSIGN(made, m_keys.keysFor(subjects, purpose));
        for (std::size_t i = 0; i < subjects.size(); ++i)
            keys.emplace(std::pair(purpose, subjects[i]), std::move(made[i]));
    }
    ES_TRY(addKeysOfNulls(found, keys));
    return keys;
}

Result<void> EventSealer::addKeysOfNulls(std::span<const Found> found, KeyOf &keys) {
    for (const Found &each : found) {
        for (const auto *fields : {&each.data, &each.metadata}) {
            for (const ClearField &field : *fields) {
                if (!field.isNull || keys.contains({field.purpose, field.subject})) continue;
                auto made = m_keys.keysFor({&field.subject, 1}, field.purpose);
                if (made)
                    keys.emplace(std::pair(field.purpose, field.subject), std::move(made->front()));
                else if (made.error().kind != ErrorKind::Refused)
                    return fail(std::move(made).error());
            }
        }
    }
    return {};
}

Result<EventSealer::KeyAt> EventSealer::keysAtRest(const EventToSeal &each, const Found &found, const KeyOf &keys,
                                                   const JobControl &job) {
    const auto hasRetired = [&](const ClearField &field) {
        const auto key = keys.find({field.purpose, field.subject});
        return key != keys.end() && key->second.hasRetired;
    };
    if (std::ranges::none_of(found.data, hasRetired) && std::ranges::none_of(found.metadata, hasRetired))
        return KeyAt();
    ES_TRY(lookFirst(job));
    if (*m_isEmpty) return KeyAt();
    Query query = queryFor(each);
    query.fields = Fields::Data | Fields::Metadata;
    ES_ASSIGN(page, m_reader.page(query, job));
    if (page->rows() == 0) return KeyAt();
    const EventView event = (*page)[0];
    KeyAt atRest;
    for (const auto &[part, bytes] : {std::pair(PersonalField::Part::Data, event.data().bytes),
                                      std::pair(PersonalField::Part::Metadata, event.metadata().bytes)}) {
        const auto envelopes = sealedFields(m_policy.fieldsOf(each.event->type), part, bytes);
        if (!envelopes) continue; // no JSON: what is written now is another event
        for (const SealedField &field : *envelopes) {
            if (!field.envelope) continue;
            const KeyLookup looked = m_keys.find(field.envelope->key);
            if (const auto *key = std::get_if<KeyCache::KeyPtr>(&looked))
                atRest.emplace(field.pointer, SubjectKey{field.envelope->key, field.envelope->subject, *key});
        }
    }
    return atRest;
}

EventSealer::Texts EventSealer::sealedTexts(const EventToSeal &each, const Found &found, const KeyOf &keys,
                                            const KeyAt &atRest) const {
    const NewEvent &event = *each.event;
    const SealedPlace place{m_store, {}, each.stream->value, event.id, event.type};
    const auto sealed = [&](const std::string &text, const std::vector<ClearField> &fields) {
        std::vector<ClearField> sealable;
        std::vector<SubjectKey> used;
        for (const ClearField &field : fields) {
            const auto key = keys.find({field.purpose, field.subject});
            if (key == keys.end()) continue; // null of who was erased
            const auto known = atRest.find(field.pointer);
            const bool isTheirs = known != atRest.end() && known->second.subject == key->second.subject;
            sealable.push_back(field);
            used.push_back(isTheirs ? known->second : key->second);
        }
        return fields.empty() ? std::string() : sealedText(text, sealable, used, place);
    };
    return {sealed(event.data, found.data), sealed(event.metadata, found.metadata)};
}

void EventSealer::note(const EventToSeal &each) {
    const auto wants = [&](const PersonalField &field) { return field.subjectEvent == each.event->type; };
    if (std::ranges::none_of(m_earlier, wants)) return;
    const auto data = Json::parse(each.event->data);
    if (!data) return;
    for (const PersonalField &field : m_earlier) {
        if (!wants(field)) continue;
        if (auto subject = subjectIn(*data, field))
            m_named.insert_or_assign(placeName(*each.stream, field), *std::move(subject));
    }
}

Result<std::optional<SubjectId>> EventSealer::earlierSubject(const StreamId &stream, const PersonalField &field,
                                                             const JobControl &job) {
    const std::string place = placeName(stream, field);
    if (const auto known = m_named.find(place); known != m_named.end()) return std::optional(known->second);
    if (m_isEmpty.value_or(false)) return std::optional<SubjectId>();
    ES_ASSIGN(subject, subjectNamedIn(m_reader, stream, field, kEnd, job));
    if (subject) m_named.emplace(place, *subject);
    return subject;
}

} // namespace eventscope
