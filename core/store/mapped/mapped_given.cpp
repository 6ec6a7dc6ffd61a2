// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_given.h"

#include "core/base/fixed_bytes.h"
#include "core/event/metadata.h"
#include "core/json/json.h"
#include "core/store/pg/pg_name.h"

#include <algorithm>

namespace eventscope {

namespace {

using Element = PgParameters::Element;

/// Of a document and everything in it.
bool repeatsKeys(const Json &json) {
    if (json.isObject() && json.hasDuplicateKeys()) return true;
    return std::ranges::any_of(json.children(), [](const auto &child) { return repeatsKeys(child.value); });
}

Failure hasNoPlace(const MappedTable &table, const NewEvent &event, const std::string &what) {
    return fail(ErrorKind::Unsupported,
                table.shownName + " has no place for " + what + " of event " + toString(event.id),
                "Leave it out, or write to a store of ours");
}

Result<void> checkPayload(const MappedTable &table, const MappedPayload &column, const NewEvent &event,
                          const Payload &payload) {
    if (payload.encoding != Encoding::Json)
        return hasNoPlace(table, event, std::string("a payload that is ") + std::string(name(payload.encoding)));
    if (!column.isJson || payload.bytes.empty()) return checkPgName("payload", payload.bytes);
    const auto document = Json::parse(payload.bytes);
    const std::string which = "The payload of event " + toString(event.id) + " for " + column.column;
    if (!document)
        return fail(ErrorKind::Invalid, which + " is no JSON: " + document.error().message,
                    "The column takes nothing else");
    if (column.isJsonb && repeatsKeys(*document))
        return fail(ErrorKind::Invalid, which + " has a member twice, and jsonb keeps only the last",
                    "Give each member once");
    return {};
}

bool isPart(const std::string &text, ColumnFamily family) {
    if (family == ColumnFamily::Uuid) {
        const auto id = parseEventId(text);
        return id && toString(*id) == text; // written otherwise it would be read back as another name
    }
    if (family != ColumnFamily::Integer) return !text.empty();
    constexpr std::size_t kDigitsMax = 18;
    const bool isNegative = text.starts_with('-');
    const std::string_view digits = std::string_view(text).substr(isNegative ? 1 : 0);
    const bool isShortest = !digits.empty() && (digits == "0" ? !isNegative : digits.front() != '0');
    return isShortest && digits.size() <= kDigitsMax &&
           digits.find_first_not_of("0123456789") == std::string_view::npos;
}

const char *wordFor(ColumnFamily family) {
    if (family == ColumnFamily::Uuid) return "a uuid in lower case";
    return family == ColumnFamily::Integer ? "a number" : "a text";
}

void addCuts(const MappedTable &table, const std::string &rest, StreamParts &parts, std::vector<StreamParts> &cuts) {
    const ColumnFamily family = table.streamParts[parts.size()].family;
    const auto goOn = [&](const std::string &part, const auto &then) {
        if (!isPart(part, family)) return;
        parts.push_back(part);
        then();
        parts.pop_back();
    };
    if (parts.size() + 1 == table.streamParts.size()) return goOn(rest, [&] { cuts.push_back(parts); });
    if (table.separator.empty()) return;
    for (auto at = rest.find(table.separator); at != std::string::npos; at = rest.find(table.separator, at + 1))
        goOn(rest.substr(0, at), [&] { addCuts(table, rest.substr(at + table.separator.size()), parts, cuts); });
}

const std::string &textOf(const MetadataFields &fields, AppendRule::Source source) {
    if (source == AppendRule::Source::Correlation) return fields.correlationId;
    return source == AppendRule::Source::Causation ? fields.causationId : fields.userId;
}

Element payloadElement(const MappedPayload &column, const std::string &bytes) {
    return column.isJson && bytes.empty() ? std::nullopt : Element(bytes); // NULL is read as no bytes
}

} // namespace

Result<void> checkGiven(const MappedTable &table, const MappedAppend &append, const NewEvent &event) {
    ES_TRY(checkPgName("event type", event.type));
    if (event.schemaVersion != 1) return hasNoPlace(table, event, "the schema version");
    if (event.validAt) return hasNoPlace(table, event, "the valid time");
    ES_TRY(checkPayload(table, table.data, event, {event.dataEncoding, event.data}));
    if (append.keepsMetadata)
        return checkPayload(table, table.metadata, event, {event.metadataEncoding, event.metadata});
    if (event.metadata.empty() || event.metadata == "{}") return {};
    return hasNoPlace(table, event, "the metadata");
}

Result<std::vector<StreamParts>> cutsOf(const MappedTable &table, const std::string &streamName) {
    ES_TRY(checkPgName("stream's name", streamName));
    std::vector<StreamParts> cuts;
    StreamParts parts;
    addCuts(table, streamName, parts, cuts);
    if (!cuts.empty()) return cuts;
    std::string form;
    for (const MappedTable::StreamPart &part : table.streamParts)
        form += (form.empty() ? "" : table.separator) + part.column + " (" + wordFor(part.family) + ")";
    return fail(ErrorKind::Invalid, "There can be no stream \"" + streamName + "\" in " + table.shownName,
                "Streams there are named " + form);
}

void MappedGiven::add(const NewEvent &event, Place place) { m_rows.push_back({&event, std::move(place)}); }

void MappedGiven::addIds(PgParameters &values) const {
    std::vector<Element> ids;
    for (const Row &row : m_rows)
        ids.emplace_back(viewOf(row.event->id));
    values.uuids(ids);
}

void MappedGiven::addParts(PgParameters &values) const {
    for (std::size_t part = 0; part < m_table.streamParts.size(); ++part) {
        std::vector<Element> texts;
        for (const Row &row : m_rows)
            texts.emplace_back(row.place.parts[part]);
        values.texts(texts);
    }
}

void MappedGiven::addAlso(PgParameters &values) const {
    if (m_append.also.empty()) return;
    std::vector<MetadataFields> fields;
    for (const Row &row : m_rows)
        fields.push_back(readMetadata({row.event->metadataEncoding, row.event->metadata}));
    for (const AppendRule::Source source : m_append.also) {
        std::vector<Element> texts;
        for (const MetadataFields &one : fields) {
            const std::string &text = textOf(one, source);
            texts.push_back(text.empty() ? std::nullopt : Element(text));
        }
        values.texts(texts);
    }
}

PgParameters MappedGiven::ids() const {
    PgParameters values;
    addIds(values);
    return values;
}

PgParameters MappedGiven::values() const {
    std::vector<std::int64_t> versions;
    std::vector<Element> types, data, metadata;
    std::vector<std::optional<Time>> times, earliest;
    for (const Row &row : m_rows) {
        versions.push_back(row.place.version.value);
        types.emplace_back(row.event->type);
        data.push_back(payloadElement(m_table.data, row.event->data));
        metadata.push_back(payloadElement(m_table.metadata, row.event->metadata));
        times.push_back(row.place.recordedAt);
        earliest.push_back(row.place.earliest);
    }
    PgParameters values;
    addIds(values);
    values.numbers(versions).texts(types).texts(data).texts(metadata).times(times).times(earliest);
    addParts(values);
    addAlso(values);
    return values;
}

} // namespace eventscope
