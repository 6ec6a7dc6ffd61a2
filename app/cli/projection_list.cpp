// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/projection_acts.h"
#include "core/base/pause.h"
#include "core/projection/doctor.h"
#include "core/projection/model_status.h"

#include <algorithm>
#include <map>

namespace eventscope::cli {

namespace {

/// What is to be read at one glance.
std::string wordsOf(const ModelStatus &status) {
    std::string words(name(status.state));
    if (status.shadow) words += status.isRebuilding ? ", rebuilding" : ", rebuild interrupted";
    return words;
}

Result<Value> rowsOf(const ProjectionContext &projections, const std::optional<ModelInfo> &model,
                     const JobControl &job) {
    if (!model) return Value();
    ES_ASSIGN(rows, projections.models.count(*model, job));
    return Value::count(rows);
}

constexpr std::chrono::milliseconds kRateSpan{500};

/// Events a second of those that somebody carries on at this moment, seen by looking twice.
Result<std::map<std::string, double>> ratesOf(const ProjectionContext &projections,
                                              const std::vector<ModelStatus> &statuses, const JobControl &job) {
    std::map<std::string, double> rates;
    if (std::ranges::none_of(statuses, [](const auto &each) { return each.state == ModelState::Running; }))
        return rates;
    pauseUnlessStopped(kRateSpan, job.stop);
    ES_ASSIGN(later, projections.models.list(job));
    for (const ModelStatus &status : statuses)
        for (const ModelInfo &model : later) {
            const bool isSame = status.live && model.generation == status.live->generation;
            if (!isSame || status.state != ModelState::Running) continue;
            const std::uint64_t events = model.checkpoint.events - status.live->checkpoint.events;
            rates[model.schema.name] = static_cast<double>(events) / std::chrono::duration<double>(kRateSpan).count();
        }
    return rates;
}

Value tableOf(const std::optional<ModelInfo> &model) {
    if (!model) return {};
    const ModelCheckpoint &checkpoint = model->checkpoint;
    const auto moment = [](const std::optional<Time> &time) { return time ? Json::string(toIso(*time)) : Json(); };
    return Value::json(Json::object({{"position", Json::string(toString(checkpoint.position))},
                                     {"events", Json::number(static_cast<std::int64_t>(checkpoint.events))},
                                     {"deadLetters", Json::number(static_cast<std::int64_t>(model->openLetters))},
                                     {"lastEventTime", moment(checkpoint.lastEventTime)},
                                     {"committedAt", moment(checkpoint.committedAt)},
                                     {"generation", Json::number(static_cast<std::int64_t>(model->generation))}}));
}

Value headAgeOf(const ModelStatus &status, Time now) {
    const auto last = status.head.lastRecordedAt;
    return last ? Value::seconds(std::max(now - *last, std::chrono::microseconds(0))) : Value();
}

Value columnsOf(const ModelSchema &schema) {
    std::vector<Json::Member> members;
    for (const ModelColumn &column : schema.columns)
        members.push_back({column.name, Json::string(name(column.type))});
    return Value::json(Json::object(std::move(members)));
}

Value typesOf(const ProjectionInfo &info) {
    if (!info.knownTypes) return {};
    std::vector<Json> types;
    for (const std::string &type : *info.knownTypes)
        types.push_back(Json::string(type));
    return Value::json(Json::array(std::move(types)));
}

Value evidenceOf(const Diagnosis &diagnosis) {
    std::vector<Json> lines;
    std::string words;
    for (const std::string &line : diagnosis.evidence) {
        lines.push_back(Json::string(line));
        words += (words.empty() ? "" : "; ") + line;
    }
    return Value::json(Json::array(std::move(lines))).shownAs(words);
}

} // namespace

Result<ExitCode> listProjections(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, ProjectionWork::openTables(context));
    ES_ASSIGN(chosen, work->chosen(arguments));
    ES_ASSIGN(statuses, modelStatuses(work->context(), chosen, context.job()));
    List list = context.list({{.key = "name", .title = "Name"},
                              {.key = "status", .title = "Status"},
                              {.key = "position", .title = "Position", .isFigure = true},
                              {.key = "head", .title = "Head", .isFigure = true},
                              {.key = "lagEvents", .title = "Events behind", .isFigure = true},
                              {.key = "lagSeconds", .title = "Seconds behind", .isFigure = true},
                              {.key = "rate", .title = "Events/s", .isFigure = true},
                              {.key = "deadLetters", .title = "Dead letters", .isFigure = true},
                              {.key = "rows", .title = "Rows", .isFigure = true}});
    ES_ASSIGN(rates, ratesOf(work->context(), statuses, context.job()));
    bool isHealthy = true;
    for (const ModelStatus &status : statuses) {
        isHealthy = isHealthy && status.isHealthy();
        ES_ASSIGN(rows, rowsOf(work->context(), status.live, context.job()));
        ES_ASSIGN(flow, list.row({Value::text(status.projection->info().name), Value::text(wordsOf(status)),
                                  Value::position(status.position()), Value::position(status.head.settled),
                                  Value::count(status.lagEvents), Value::seconds(status.lag),
                                  Value::decimal(rates[status.projection->info().name]),
                                  Value::count(status.live ? status.live->openLetters : 0), rows}));
        if (flow == Flow::Enough) break;
    }
    ES_TRY(list.finish());
    if (statuses.empty()) context.notes().note("No projection is known of this store: name a domain pack by --domain");
    return isHealthy ? ExitCode::Done : ExitCode::Findings;
}

Result<ExitCode> showProjection(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, ProjectionWork::openTables(context));
    ES_ASSIGN(projection, work->one(arguments));
    ES_ASSIGN(statuses, modelStatuses(work->context(), std::span(&projection, 1), context.job()));
    const ModelStatus &status = statuses.front();
    const ProjectionInfo &info = projection->info();
    ES_ASSIGN(rows, rowsOf(work->context(), status.live, context.job()));
    ES_TRY(context.print({{"name", Value::text(info.name)},
                          {"text", Value::text(info.text)},
                          {"language", Value::text(info.language)},
                          {"version", Value::number(info.version)},
                          {"status", Value::text(wordsOf(status))},
                          {"position", Value::position(status.position())},
                          {"head", Value::position(status.head.settled)},
                          {"lagEvents", Value::count(status.lagEvents)},
                          {"lagSeconds", Value::seconds(status.lag)},
                          {"headAgeSeconds", headAgeOf(status, context.clock().now())},
                          {"rows", rows},
                          {"place", Value::text(work->context().models.place())},
                          {"types", typesOf(info)},
                          {"columns", columnsOf(info.schema)},
                          {"live", tableOf(status.live)},
                          {"shadow", tableOf(status.shadow)},
                          {"old", tableOf(status.old)}}));
    return status.isHealthy() ? ExitCode::Done : ExitCode::Findings;
}

Result<ExitCode> askDoctor(Context &context, const Arguments &arguments) {
    ES_ASSIGN(work, ProjectionWork::open(context));
    ES_ASSIGN(chosen, work->chosen(arguments));
    ES_ASSIGN(statuses, modelStatuses(work->context(), chosen, context.job()));
    List list = context.list({{.key = "name", .title = "Name"},
                              {.key = "complaint", .title = "Complaint"},
                              {.key = "problem", .title = "Problem"},
                              {.key = "message", .title = "What is so"},
                              {.key = "evidence", .title = "Evidence"},
                              {.key = "advice", .title = "What to do"}});
    bool isHealthy = true;
    for (const ModelStatus &status : statuses) {
        ES_ASSIGN(found, diagnose(work->context(), status, context.job()));
        for (const Diagnosis &each : found) {
            isHealthy = isHealthy && !each.isProblem;
            ES_TRY(list.row({Value::text(status.projection->info().name), Value::text(name(each.complaint)),
                             Value::boolean(each.isProblem), Value::text(each.message), evidenceOf(each),
                             Value::text(each.advice)}));
        }
    }
    ES_TRY(list.finish());
    if (isHealthy) context.notes().note("Nothing is wrong");
    return isHealthy ? ExitCode::Done : ExitCode::Findings;
}

} // namespace eventscope::cli
