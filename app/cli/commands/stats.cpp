// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/domain.h"
#include "core/index/statistics_json.h"
#include "core/lens/filtered_scan.h"

namespace eventscope::cli {

namespace {

/// Adds up what matches.
class Adding final : public StoredMatchSink {
  public:
    Result<Statistics> statistics(const JobControl &job) {
        if (!m_builder) return Statistics();
        return m_builder->take(job);
    }
    [[nodiscard]] SizeSummary sizes() const { return m_sizes.summary(); }

  private:
    Result<Flow> takeStored(const EventView &event) override {
        if (!m_builder) {
            m_names = event.batch().dictionaryPtr();
            m_builder.emplace(*m_names);
        }
        m_builder->add(event.streamCode(), event.typeCode(), toUs(event.recordedAt()));
        m_sizes.add(event.position(), static_cast<std::uint32_t>(event.data().bytes.size()));
        return Flow::More;
    }

    std::shared_ptr<const Dictionary> m_names;
    std::optional<StatisticsBuilder> m_builder;
    PayloadSizes m_sizes;
};

Result<void> printGroups(Context &context, const std::string &by, const std::vector<NamedCount> &groups,
                         std::uint64_t all) {
    List list = context.list({{.key = by,
                               .title = by == "type"       ? "Type"
                                        : by == "category" ? "Category"
                                                           : "Stream"},
                              {.key = "events", .title = "Events", .isFigure = true},
                              {.key = "share", .title = "Share", .isFigure = true}});
    for (const NamedCount &group : groups) {
        ES_ASSIGN(flow, list.row({Value::text(group.name), Value::count(group.events),
                                  Value::decimal(shareOf(group.events, all))}));
        if (flow == Flow::Enough) break;
    }
    return list.finish();
}

Result<void> printAll(Context &context, const Statistics &statistics, const SizeSummary &sizes) {
    const Json all = statisticsJson(statistics, &sizes);
    std::vector<Field> fields;
    for (const auto &[key, value] : all.children()) {
        const Value shown = Value::json(value);
        fields.push_back({std::string(key), value.isContainer() ? shown : shown.shownAs(std::string(value.token()))});
    }
    return context.print(fields);
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    Query query;
    if (const auto stream = arguments.text("--stream")) query.from = Selector::stream({*stream});
    query.fields = Fields::Data;
    ES_ASSIGN(filter, arguments.filter("--where"));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(domain, domainOf(context, *store));
    Adding adding;
    ES_TRY(scanMatching(*store, *domain.lens, filter, query, adding, context.job()));
    ES_ASSIGN(statistics, adding.statistics(context.job()));
    const std::string by = arguments.textOrEmpty("--by");
    if (by.empty())
        ES_TRY(printAll(context, statistics, adding.sizes()));
    else
        ES_TRY(printGroups(context, by,
                           by == "type"       ? statistics.types
                           : by == "category" ? statistics.categories
                                              : statistics.longestStreams,
                           statistics.events));
    return ExitCode::Done;
}

} // namespace

Command statsCommand() {
    return {.name = "stats",
            .summary = "Counts events by type, category and stream, with rates, gaps and sizes",
            .positionals = {},
            .options = {{"--stream", "S", "Only this stream", {}},
                        {"--where", "EXPR", "Only events that match (see \"help filter\")", {}},
                        {"--by", "WHAT", "Only these groups, as a list", {"type", "category", "stream"}}},
            .details =
                "Rates are averages from the first to the last recorded time. The busiest second, minute, hour and\n"
                "day are the spans of that length with the most events, wherever they begin. Of streams the 1,000\n"
                "longest are listed. Sizes are of payloads as stored, in bytes.",
            .keys = {"events", "streams", "first", "last", "perSecond", "perMinute", "perHour", "perDay",
                     "busiest{second,minute,hour,day}", "gaps[]", "types[]", "categories[]", "longestStreams[]",
                     "sizes{events,sum,mean,median,p95,p99,max,largest}"},
            .examples = {{"--store shop.evdb stats", "What is in the store"},
                         {"--store shop.evdb stats --by type --limit 10", "The ten most frequent types"},
                         {"--store shop.evdb stats --where 'time in 2026-03' --json", "One month, for a script"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
