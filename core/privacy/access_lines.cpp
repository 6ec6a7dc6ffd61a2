// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/access_report.h"

namespace eventscope {

namespace {

using Place = SubjectHit::Place;

Json texts(const std::vector<std::string> &all) {
    std::vector<Json> list;
    for (const std::string &each : all)
        list.push_back(Json::string(each));
    return Json::array(std::move(list));
}

Json number(std::uint64_t value) { return Json::number(static_cast<std::int64_t>(value)); }

Json counted(const std::map<std::string, std::uint64_t, std::less<>> &all) {
    std::vector<Json::Member> members;
    for (const auto &[name, count] : all)
        members.push_back({name, number(count)});
    return Json::object(std::move(members));
}

Json headLine(const AccessReport &report) {
    std::vector<std::string> aliases;
    for (const SubjectId &alias : report.aliases)
        aliases.push_back(alias.value);
    std::vector<Json::Member> purposes;
    for (const auto &[name, purpose] : report.purposes) {
        purposes.push_back({name, Json::object({{"meaning", Json::string(purpose.meaning)},
                                                {"ground", Json::string(purpose.ground)},
                                                {"retention", Json::string(purpose.retention)},
                                                {"recipients", texts(purpose.recipients)}})});
    }
    return Json::object({{"schema", number(1)},
                         {"kind", Json::string("access report")},
                         {"subject", Json::string(report.subject.value)},
                         {"aliases", texts(aliases)},
                         {"madeAt", Json::string(toIso(report.madeAt))},
                         {"for", Json::string(report.receiver)},
                         {"controller", Json::string(report.controller)},
                         {"purposes", Json::object(std::move(purposes))}});
}

Json valueLine(const AccessReport &report, const AccessValue &value) {
    const auto purpose = report.purposes.find(value.purpose);
    return Json::object({{"part", Json::string(name(value.place))},
                         {"pointer", Json::string(value.pointer)},
                         {"reason", Json::string(name(value.reason))},
                         {"state", Json::string(name(value.state))},
                         {"meaning", Json::string(value.meaning)},
                         {"purpose", Json::string(value.purpose)},
                         {"retention", Json::string(purpose == report.purposes.end() ? "" : purpose->second.retention)},
                         {"value", value.value}});
}

Json sourceLine(const AccessReport &report, const AccessSource &source) {
    std::vector<Json::Member> members;
    if (source.place == Place::ModelRow) {
        members = {{"source", Json::string("model row")},
                   {"model", Json::string(source.model)},
                   {"key", Json::string(source.key)}};
    } else if (source.place == Place::DeadLetter) {
        members = {{"source", Json::string("dead letter")},
                   {"model", Json::string(source.model)},
                   {"type", Json::string(source.type)},
                   {"id", Json::string(toString(source.event))},
                   {"failedAt", Json::string(toIso(source.recordedAt))}};
    } else {
        const bool isEvent = source.place == Place::Data;
        members = {{"source", Json::string(isEvent ? "event" : "snapshot")},
                   {"stream", Json::string(source.stream)},
                   {"version", Json::number(source.version.value)},
                   {"position", Json::string(toString(source.position))},
                   {"type", Json::string(source.type)},
                   {"recordedAt", Json::string(toIso(source.recordedAt))}};
        if (isEvent) members.push_back({"id", Json::string(toString(source.event))});
    }
    std::vector<Json> values;
    for (const AccessValue &value : source.values)
        values.push_back(valueLine(report, value));
    members.push_back({"values", Json::array(std::move(values))});
    if (source.data) members.push_back({"data", *source.data});
    if (source.metadata) members.push_back({"metadata", *source.metadata});
    return Json::object(std::move(members));
}

Json countLine(const AccessReport &report) {
    const AccessCounts counts = countsOf(report);
    return Json::object({{"counts", Json::object({{"values", number(counts.values)},
                                                  {"events", number(counts.events)},
                                                  {"snapshots", number(counts.snapshots)},
                                                  {"rows", number(counts.rows)},
                                                  {"deadLetters", number(counts.letters)},
                                                  {"byState", counted(counts.byState)},
                                                  {"byPurpose", counted(counts.byPurpose)}})},
                         {"masked", number(report.masked)}});
}

} // namespace

Result<void> writeAccessLines(const AccessReport &report, const WriteBytes &write, const JobControl &job) {
    ES_TRY(write(print(headLine(report)) + "\n"));
    std::size_t done = 0;
    for (const AccessSource &source : report.sources) {
        if (job.stopRequested()) return cancelled();
        ES_TRY(write(print(sourceLine(report, source)) + "\n"));
        job.report(++done, report.sources.size());
    }
    return write(print(countLine(report)) + "\n");
}

} // namespace eventscope
