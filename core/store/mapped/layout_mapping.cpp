// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/layout_mapping.h"

#include "core/event/filter/prefilter.h"
#include "core/json/merge_patch.h"

#include <algorithm>
#include <initializer_list>

namespace eventscope {

namespace {

constexpr std::string_view kTypes[] = {"integer", "uuid", "text", "json", "time"};

bool isOfType(const Column &column, std::string_view type) {
    switch (column.family) {
    case ColumnFamily::Integer:
        return type == "integer";
    case ColumnFamily::Uuid:
        return type == "uuid";
    case ColumnFamily::Text:
        return type == "text";
    case ColumnFamily::Json:
    case ColumnFamily::Jsonb:
        return type == "json";
    case ColumnFamily::Timestamp:
    case ColumnFamily::TimestampTz:
        return type == "time";
    case ColumnFamily::Other:
        break;
    }
    return false;
}

std::string textAt(const Json &object, std::string_view key) {
    const Json value = object.member(key);
    return value.isString() ? std::string(value.token()) : std::string();
}

/// A name, or a list of them.
std::vector<std::string> namesAt(const Json &object, std::string_view key) {
    const Json value = object.member(key);
    if (value.isString()) return {std::string(value.token())};
    std::vector<std::string> names;
    for (const auto &[unused, name] : value.children())
        names.emplace_back(name.token());
    return names;
}

TableRule ruleOf(const Json &json) {
    TableRule rule;
    if (json.member("table").isString()) rule.table = textAt(json, "table");
    rule.columns = namesAt(json, "columns");
    rule.absent = namesAt(json, "absent");
    return rule;
}

bool applies(const Json &when, const Relation &relation) {
    const Column *column = relation.find(textAt(when, "column"));
    const std::string type = textAt(when, "type");
    return column && (type.empty() || isOfType(*column, type));
}

/// The description as it is for this table; nothing when the table is none of it.
std::optional<Json> resolved(const Json &description, const Relation &relation) {
    const Json detect = description.member("detect");
    const Json rules = detect.member("all");
    for (const auto &[unused, rule] : rules.children()) {
        if (!ruleOf(rule).matches(relation)) return std::nullopt;
    }
    Json made = description;
    const Json variants = detect.member("variants");
    for (const auto &[unused, variant] : variants.children()) {
        if (applies(variant.member("when"), relation)) made = mergePatch(made, variant.member("set"));
    }
    return made;
}

struct StreamColumns {
    std::vector<std::string> names;
    std::string separator;
};
StreamColumns streamOf(const Json &fields) {
    const Json stream = fields.member("stream");
    if (!stream.isObject()) return {namesAt(fields, "stream"), {}};
    return {namesAt(stream, "id"), textAt(stream, "separator")};
}

struct SourceName {
    std::string_view name;
    AppendRule::Source source;
};
constexpr SourceName kSources[] = {{"correlation", AppendRule::Source::Correlation},
                                   {"causation", AppendRule::Source::Causation},
                                   {"user", AppendRule::Source::User}};

const SourceName *sourceOf(const Json &value) {
    const auto *const found =
        std::ranges::find(kSources, value.isString() ? value.token() : std::string_view(), &SourceName::name);
    return found == std::end(kSources) ? nullptr : found;
}

AppendRule appendOf(const Json &append) {
    AppendRule rule;
    rule.unique = namesAt(append, "unique");
    if (append.member("versionBase").token() == "0") rule.versionBase = 0;
    const Json also = append.member("also");
    for (const auto &[column, source] : also.children())
        if (const SourceName *known = sourceOf(source)) rule.also.push_back({std::string(column), known->source});
    return rule;
}

bool hasAll(const Relation &relation, const std::vector<std::string> &columns) {
    return std::ranges::all_of(columns, [&](const std::string &column) { return relation.find(column); });
}

/// `object` is one, and has no other members than these.
Result<void> checkMembers(const Json &object, const std::string &where, std::initializer_list<std::string_view> known) {
    if (!object.isObject()) return fail(ErrorKind::Invalid, "A mapping's " + where + " is no object");
    for (const auto &[key, unused] : object.children()) {
        if (std::ranges::find(known, key) != known.end()) continue;
        return fail(ErrorKind::Invalid,
                    "A mapping's " + where + " has the unknown member \"" + std::string(key) + "\"");
    }
    return {};
}

Result<void> checkNames(const Json &object, const std::string &where, std::string_view key) {
    const Json value = object.member(key);
    const auto isName = [](const auto &child) { return child.value.isString(); };
    if (value.isString() || (value.isArray() && std::ranges::all_of(value.children(), isName))) return {};
    return fail(ErrorKind::Invalid, "A mapping's " + where + " needs \"" + std::string(key) + "\", names of columns");
}

Result<void> checkDetect(const Json &description, const std::string &where) {
    const Json detect = description.member("detect");
    ES_TRY(checkMembers(detect, where + "detect", {"all", "variants"}));
    const Json rules = detect.member("all");
    for (const auto &[unused, rule] : rules.children()) {
        ES_TRY(checkMembers(rule, where + "detect.all", {"table", "columns", "absent"}));
        ES_TRY(checkNames(rule, where + "detect.all", "columns"));
    }
    if (rules.size() == 0) return fail(ErrorKind::Invalid, "A mapping's " + where + "detect names no columns");
    const Json variants = detect.member("variants");
    for (const auto &[unused, variant] : variants.children()) {
        ES_TRY(checkMembers(variant, where + "detect.variants", {"when", "set"}));
        const Json when = variant.member("when");
        ES_TRY(checkMembers(when, where + "detect.variants.when", {"column", "type"}));
        ES_TRY(checkNames(when, where + "detect.variants.when", "column"));
        const std::string type = textAt(when, "type");
        if (!type.empty() && std::ranges::find(kTypes, type) == std::end(kTypes))
            return fail(ErrorKind::Invalid, "A mapping names the unknown type \"" + type + "\"");
    }
    return {};
}

/// Also of what a variant sets, where members may be missing.
Result<void> checkAppend(const Json &append) {
    ES_TRY(checkMembers(append, "append", {"unique", "versionBase", "also"}));
    if (append.find("unique") != Json::npos) ES_TRY(checkNames(append, "append", "unique"));
    const Json base = append.member("versionBase");
    if (!base.isNull() && !(base.isNumber() && (base.token() == "0" || base.token() == "1")))
        return fail(ErrorKind::Invalid, "A mapping's append.versionBase is neither 0 nor 1");
    const Json also = append.member("also");
    if (!also.isNull() && !also.isObject()) return fail(ErrorKind::Invalid, "A mapping's append.also is no object");
    for (const auto &[column, source] : also.children()) {
        if (sourceOf(source)) continue;
        return fail(ErrorKind::Invalid,
                    "A mapping's append.also names no known source for \"" + std::string(column) + "\"");
    }
    return {};
}

/// In the document, and in what its variants set.
Result<void> checkAppends(const Json &document) {
    if (const Json append = document.member("append"); !append.isNull()) {
        ES_TRY(checkNames(append, "append", "unique"));
        ES_TRY(checkAppend(append));
    }
    const Json variants = document.member("detect").member("variants");
    for (const auto &[unused, variant] : variants.children()) {
        const Json append = variant.member("set").member("append");
        if (!append.isNull()) ES_TRY(checkAppend(append));
    }
    return {};
}

} // namespace

bool TableRule::matches(const Relation &relation) const {
    const auto has = [&](const std::string &column) { return relation.find(column) != nullptr; };
    return globMatches(table, relation.name) && std::ranges::all_of(columns, has) && std::ranges::none_of(absent, has);
}

Result<LayoutMapping> LayoutMapping::parse(std::string_view json) {
    ES_ASSIGN(document, Json::parse(json));
    ES_TRY(checkMembers(document, "document", {"id", "title", "detect", "fields", "safety", "append", "snapshots"}));
    LayoutMapping mapping;
    mapping.m_id = textAt(document, "id");
    mapping.m_title = textAt(document, "title");
    if (mapping.m_id.empty() || mapping.m_title.empty())
        return fail(ErrorKind::Invalid, "A mapping needs an \"id\" and a \"title\"");
    ES_TRY(checkDetect(document, ""));
    ES_TRY(checkMembers(document.member("fields"), "fields",
                        {"position", "stream", "version", "event", "time", "data", "metadata"}));
    ES_TRY(checkAppends(document));
    if (const Json snapshots = document.member("snapshots"); !snapshots.isNull()) {
        ES_TRY(checkMembers(snapshots, "snapshots", {"detect", "fields"}));
        ES_TRY(checkDetect(snapshots, "snapshots."));
        ES_TRY(checkMembers(snapshots.member("fields"), "snapshots.fields", {"stream", "version", "time", "state"}));
    }
    mapping.m_document = std::move(document);
    return mapping;
}

std::optional<LayoutMapping::Events> LayoutMapping::eventsIn(const Relation &relation) const {
    const auto description = resolved(m_document, relation);
    if (!description) return std::nullopt;
    const Json fields = description->member("fields"), event = fields.member("event");
    auto [stream, separator] = streamOf(fields);
    Events events;
    events.columns = {textAt(fields, "position"), std::move(stream),      std::move(separator),
                      textAt(fields, "version"),  textAt(event, "id"),    textAt(event, "type"),
                      textAt(fields, "time"),     textAt(fields, "data"), textAt(fields, "metadata")};
    events.order = textAt(description->member("safety"), "class") == "HOLES" ? OrderKind::Holes : OrderKind::Clock;
    events.append = appendOf(description->member("append"));
    const EventColumns &columns = events.columns;
    std::vector<std::string> needed = columns.stream;
    needed.insert(needed.end(), {columns.version, columns.type, columns.time, columns.data});
    if (events.order == OrderKind::Holes) needed.push_back(columns.position);
    for (const std::string &optional : {columns.id, columns.metadata})
        if (!optional.empty()) needed.push_back(optional);
    if (columns.stream.empty() || !hasAll(relation, needed)) return std::nullopt;
    return events;
}

std::optional<SnapshotColumns> LayoutMapping::snapshotsIn(const Relation &relation) const {
    const Json snapshots = m_document.member("snapshots");
    if (snapshots.isNull()) return std::nullopt;
    const auto description = resolved(snapshots, relation);
    if (!description) return std::nullopt;
    const Json fields = description->member("fields");
    auto [stream, separator] = streamOf(fields);
    SnapshotColumns columns{std::move(stream), std::move(separator), textAt(fields, "version"), textAt(fields, "time"),
                            textAt(fields, "state")};
    std::vector<std::string> needed = columns.stream;
    needed.insert(needed.end(), {columns.version, columns.state});
    if (!columns.time.empty()) needed.push_back(columns.time);
    if (columns.stream.empty() || !hasAll(relation, needed)) return std::nullopt;
    return columns;
}

} // namespace eventscope
