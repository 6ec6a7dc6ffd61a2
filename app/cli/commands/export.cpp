// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "core/base/atomic_file.h"
#include "core/base/text.h"
#include "core/event/codec/encoder.h"
#include "core/lens/filtered_scan.h"
#include "core/open/open_store.h"

#include <algorithm>
#include <filesystem>
#include <functional>

namespace eventscope::cli {

namespace {

using Write = std::function<Result<void>(std::string_view)>;

/// What --as says; without it, what --format and the name of the file mean by CSV.
FileFormat formOf(const Context &context, const Arguments &arguments) {
    if (const auto name = arguments.text("--as")) {
        if (*name == "cloudevents") return FileFormat::CloudEvents;
        return *name == "csv" ? FileFormat::Csv : FileFormat::JsonLines;
    }
    const bool isCsv = context.globals().format == Format::Csv || arguments.textOrEmpty("--out").ends_with(".csv");
    return isCsv ? FileFormat::Csv : FileFormat::JsonLines;
}

/// Errors: Invalid (--source is no URI reference, or there is nothing to write it into).
Result<EncodeOptions> encodeOptions(const Arguments &arguments, FileFormat form) {
    EncodeOptions options;
    const auto source = arguments.text("--source");
    if (!source) return options;
    if (form != FileFormat::CloudEvents)
        return fail(ErrorKind::Invalid, "Only CloudEvents have a source", "Add --as cloudevents");
    const auto isOfUris = [](char c) {
        return c > ' ' && c < '\x7f' && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
    };
    if (source->empty() || !std::ranges::all_of(*source, isOfUris)) {
        return fail(ErrorKind::Invalid, "--source takes a URI reference", "Such as https://shop.example/orders");
    }
    options.source = *source;
    return options;
}

/// Encodes what matches and hands the text on in large pieces.
class Exporter final : public MatchSink {
  public:
    Exporter(const Encoder &encoder, Write write, std::uint64_t limit)
        : m_encoder(encoder), m_write(std::move(write)), m_limit(limit) {
        m_encoder.begin(m_text);
    }

    Result<Flow> take(const MatchedBatch &matched) override {
        for (const std::uint32_t row : matched.rows) {
            if (m_events >= m_limit) break;
            m_encoder.add(recordOf(matched.batch[row].stored()), m_events == 0, m_text);
            ++m_events;
            if (m_text.size() >= kPieceBytes) ES_TRY(writePiece());
        }
        return m_events >= m_limit ? Flow::Enough : Flow::More;
    }

    Result<std::uint64_t> finish() {
        m_encoder.end(m_text);
        ES_TRY(writePiece());
        return m_events;
    }

  private:
    static constexpr std::size_t kPieceBytes = 1 << 20;

    Result<void> writePiece() {
        ES_TRY(m_write(m_text));
        m_text.clear();
        return {};
    }

    const Encoder &m_encoder;
    Write m_write;
    std::uint64_t m_limit;
    std::string m_text;
    std::uint64_t m_events = 0;
};

Result<std::uint64_t> exportTo(Context &context, const EventStore &store, const Arguments &arguments, Write write) {
    ES_ASSIGN(filter, arguments.filter("--where"));
    const FileFormat form = formOf(context, arguments);
    ES_ASSIGN(options, encodeOptions(arguments, form));
    const auto encoder = makeEncoder(form, options);
    const std::uint64_t limit = context.globals().limit.value_or(kNoLimit);
    Exporter exporter(*encoder, std::move(write), limit);
    Query query;
    query.fields = kRecordFields;
    // What is exported is what is stored: nothing is upcast, so that an import gives the same store again.
    ES_TRY(scanMatching(store, *identityLens(), filter, query, exporter, context.job()));
    return exporter.finish();
}

Result<void> exportToOutput(Context &context, const EventStore &store, const Arguments &arguments) {
    Output &out = context.out();
    const bool isCsv = formOf(context, arguments) == FileFormat::Csv;
    ES_TRY(exportTo(context, store, arguments, [&](std::string_view text) -> Result<void> {
        if (!out.isTerminal()) return out.write(text);
        context.notes().clearProgress();
        return out.write(isCsv ? safeCsv(text) : safeJson(text));
    }));
    return out.flush();
}

/// The file would take the place of the store that it comes from.
Result<void> refuseToReplaceStore(Context &context, const std::string &target) {
    ES_ASSIGN(access, context.access());
    ES_ASSIGN(address, parseStoreAddress(access.address));
    if (address.kind == StoreAddress::Kind::Postgres) return {};
    std::error_code notThere;
    if (!std::filesystem::equivalent(address.path, target, notThere)) return {};
    return fail(ErrorKind::Refused, target + " is the store itself", "Name another file with --out");
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(store, context.openStore());
    const auto target = arguments.text("--out");
    if (!target) {
        ES_TRY(exportToOutput(context, *store, arguments));
        return ExitCode::Done;
    }
    ES_TRY(refuseToReplaceStore(context, *target));
    ES_ASSIGN(file, AtomicFile::create(*target));
    ES_ASSIGN(events, exportTo(context, *store, arguments, [&](std::string_view text) { return file.write(text); }));
    if (context.job().stopRequested()) return cancelled();
    ES_TRY(file.commit());
    ES_TRY(context.print(
        {{"events", Value::count(events)}, {"file", Value::text(*target)}, {"rejected", Value::json("[]")}}));
    return ExitCode::Done;
}

} // namespace

Command exportCommand() {
    return {.name = "export",
            .summary = "Writes events as stored to a file or to stdout",
            .positionals = {},
            .options = {{"--where", "EXPR", "Only events that match (see \"help filter\")", {}},
                        {"--as",
                         "FORM",
                         "Without it CSV for --format csv and for a FILE.csv, else JSON lines",
                         {"jsonl", "cloudevents", "csv"}},
                        {"--source", "URI", "The source that CloudEvents name; \"eventscope\" without it", {}},
                        {"--out", "FILE", "Where to; the file appears whole or not at all. stdout without it", {}}},
            .details =
                "JSON lines and CloudEvents keep every byte of the payloads, so that export, import and export give "
                "the same\n"
                "file but for positions, whatever the stores are called. In CSV, cells that a spreadsheet would run as "
                "a formula get a ' in front.",
            .keys = {"events", "file", "rejected[]"},
            .examples = {{"--store shop.evdb export --out shop.jsonl", "Everything"},
                         {"--store shop.evdb export --where 'category == \"order\"' --as cloudevents",
                          "Orders as CloudEvents"},
                         {"--store shop.evdb export --as csv --out shop.csv", "For a spreadsheet"}},
            .run = run};
}

} // namespace eventscope::cli
