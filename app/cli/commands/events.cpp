// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/domain.h"
#include "app/cli/event_list.h"
#include "core/lens/filtered_scan.h"

namespace eventscope::cli {

namespace {

/// What the options ask for.
struct Request {
    Query query;
    Filter filter;
    LensPtr lens;
    bool follow = false;
};

Prefilter recorded(Comparison op, Time time) {
    Prefilter atom;
    atom.kind = Prefilter::Kind::RecordedAt;
    atom.op = op;
    atom.number = toUs(time);
    return atom;
}

/// --since and --to, both inclusive: a written day counts from its first to its last moment.
Result<Prefilter> timeBounds(const Arguments &arguments) {
    std::vector<Prefilter> bounds;
    ES_ASSIGN(since, arguments.timeSpan("--since"));
    if (since) bounds.push_back(recorded(Comparison::GreaterEqual, since->from));
    ES_ASSIGN(to, arguments.timeSpan("--to"));
    if (to) bounds.push_back(recorded(Comparison::Less, to->to));
    return Prefilter::all(std::move(bounds));
}

/// The lens is still to come.
Result<Request> requestOf(const Arguments &arguments) {
    Request request;
    Query &query = request.query;
    if (const auto stream = arguments.text("--stream")) query.from = Selector::stream({*stream});
    ES_ASSIGN(after, arguments.position("--after"));
    query.after = after.value_or(kBeforeAll);
    ES_ASSIGN(until, arguments.position("--until"));
    query.until = until.value_or(kEnd);
    ES_ASSIGN(bounds, timeBounds(arguments));
    query.prefilter = std::move(bounds);
    query.fields = kRecordFields;
    if (arguments.has("--reverse")) query.direction = Direction::Backward;
    ES_ASSIGN(filter, arguments.filter("--where"));
    request.filter = std::move(filter);
    request.follow = arguments.has("--follow");
    if (request.follow && arguments.has("--reverse")) {
        return fail(ErrorKind::Invalid, "--follow and --reverse exclude each other", "Leave one of them out");
    }
    return request;
}

Result<LensPtr> lensFor(Context &context, const Arguments &arguments, const EventStore &store) {
    if (arguments.has("--raw")) return identityLens();
    ES_ASSIGN(domain, domainOf(context, store));
    return domain.lens;
}

class Printer final : public MatchSink {
  public:
    explicit Printer(EventList &list) : m_list(list) {}
    Result<Flow> take(const MatchedBatch &matched) override {
        for (const std::uint32_t row : matched.rows) {
            ES_ASSIGN(flow, m_list.row(recordOf(matched.batch[row])));
            if (flow == Flow::Enough) return flow;
        }
        return Flow::More;
    }

  private:
    EventList &m_list;
};

/// Prints what is there and then what comes, until Ctrl+C or the limit.
Result<void> follow(const EventStore &store, Request request, EventList &list, const JobControl &job) {
    Query &query = request.query;
    const Prefilter wanted = Prefilter::widened(request.filter.prefilter(), request.lens->changedTypes());
    query.prefilter = Prefilter::all({std::move(query.prefilter), wanted});
    query.fields = query.fields | request.filter.fields() | wanted.fields() | request.lens->fields();
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        ES_ASSIGN(readable, request.lens->open(batch));
        for (std::size_t row = 0; row < readable.rows(); ++row) {
            if (!matches(request.filter, readable[row])) continue;
            ES_ASSIGN(flow, list.row(recordOf(readable[row])));
            if (flow == Flow::Enough) return flow;
        }
        ES_TRY(list.flush());
        return Flow::More;
    });
    ES_TRY(store.follow(query, sink, job));
    return {};
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(request, requestOf(arguments));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(lens, lensFor(context, arguments, *store));
    request.lens = lens;
    EventList list(context.out(), context.notes(), context.globals(),
                   request.follow ? Length::Endless : Length::Bounded);
    if (request.follow) {
        ES_TRY(follow(*store, std::move(request), list, context.job()));
    } else {
        Printer printer(list);
        request.query.rowsMax = list.rowsWanted();
        ES_TRY(scanMatching(*store, *request.lens, request.filter, request.query, printer, context.job()));
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

} // namespace

Command eventsCommand() {
    return {.name = "events",
            .summary = "Reads events",
            .positionals = {},
            .options = {{"--stream", "S", "Only this stream", {}},
                        {"--after", "P", "Only events behind this position", {}},
                        {"--until", "P", "Only events up to this position, inclusive", {}},
                        {"--since", "T", "Only events recorded at this time or later", {}},
                        {"--to", "T", "Only events recorded at this time or earlier; a day counts to its end", {}},
                        {"--where", "EXPR", "Only events that match (see \"help filter\")", {}},
                        {"--reverse", "", "The newest first", {}},
                        {"--follow", "", "Goes on with every new event until Ctrl+C or --limit", {}},
                        {"--raw", "", "As stored: nothing is upcast", {}}},
            .details =
                "A payload that is JSON is printed byte by byte as it is stored. On a terminal, characters that could\n"
                "steer it are written out; --raw into a file or a pipe never changes a byte of a payload.",
            .keys = {"position", "stream", "version", "id", "type", "schemaVersion", "recordedAt", "data", "metadata"},
            .examples = {{"--store shop.evdb events --stream account-1", "One stream from its first event"},
                         {"--store shop.evdb events --where 'type == \"OrderPlaced\" && data.totalAmount > 100'",
                          "Only what matches"},
                         {"--store shop.evdb events --reverse --limit 20", "The last twenty"},
                         {"--store shop.evdb events --follow --format jsonl", "Everything, then live"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
