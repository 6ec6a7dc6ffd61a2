// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/output_target.h"
#include "app/cli/privacy_desk.h"
#include "core/base/text.h"
#include "core/lens/export_events.h"
#include "core/privacy/clear_export.h"
#include "core/privacy/vault_fit.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

struct Form {
    std::string_view name; ///< of --as
    FileFormat format;
    std::string_view suffix; ///< of a file that means it; empty: none does
};
constexpr Form kForms[] = {{"jsonl", FileFormat::JsonLines, ""},
                           {"cloudevents", FileFormat::CloudEvents, ""},
                           {"csv", FileFormat::Csv, ".csv"},
                           {"tsv", FileFormat::Tsv, ".tsv"},
                           {"markdown", FileFormat::Markdown, ".md"}};

/// What --as says; without it, what --format and the name of the file mean.
FileFormat formOf(const Context &context, const Arguments &arguments) {
    if (const auto name = arguments.text("--as")) {
        const auto named = std::ranges::find(kForms, std::string_view(*name), &Form::name);
        return named == std::end(kForms) ? FileFormat::JsonLines : named->format;
    }
    if (context.globals().format == Format::Csv) return FileFormat::Csv;
    const std::string out = arguments.textOrEmpty("--out");
    for (const Form &form : kForms)
        if (!form.suffix.empty() && out.ends_with(form.suffix)) return form.format;
    return FileFormat::JsonLines;
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

Result<std::uint64_t> exportTo(Context &context, const EventStore &store, const Arguments &arguments,
                               const WriteText &write) {
    ES_ASSIGN(filter, arguments.filter("--where"));
    const FileFormat form = formOf(context, arguments);
    ES_ASSIGN(options, encodeOptions(arguments, form));
    const auto encoder = makeEncoder(form, options);
    ExportRange range;
    range.limit = context.globals().limit.value_or(kNoLimit);
    return exportMatching(store, *identityLens(), filter, range, *encoder, write, context.job());
}

Result<void> exportToOutput(Context &context, const EventStore &store, const Arguments &arguments) {
    Output &out = context.out();
    const FileFormat form = formOf(context, arguments);
    const bool isJson = form == FileFormat::JsonLines || form == FileFormat::CloudEvents;
    ES_TRY(exportTo(context, store, arguments, [&](std::string_view text) -> Result<void> {
        if (!out.isTerminal()) return out.write(text);
        return out.write(isJson ? safeJson(text) : safeCsv(text));
    }));
    return out.flush();
}

/// A file that holds what was sealed must be found again by an erasure, and a pipe is not.
Result<ExitCode> exportDecrypted(Context &context, std::shared_ptr<const EventStore> store,
                                 const Arguments &arguments) {
    ES_ASSIGN(filter, arguments.filter("--where"));
    const FileFormat form = formOf(context, arguments);
    ES_ASSIGN(options, encodeOptions(arguments, form));
    const auto encoder = makeEncoder(form, options);
    ClearExportRequest request{.path = arguments.textOrEmpty("--out"),
                               .reason = arguments.textOrEmpty("--reason"),
                               .receiver = arguments.textOrEmpty("--for"),
                               .by = arguments.textOrEmpty("--by"),
                               .filter = std::move(filter),
                               .limit = context.globals().limit.value_or(kNoLimit),
                               .encoder = *encoder};
    if (context.globals().masked)
        return fail(ErrorKind::Refused, "Nothing leaves in clear with --masked", "Leave one of them out");
    if (request.path.empty()) {
        return fail(ErrorKind::Invalid, "What is decrypted goes to a file, which is entered in the register of exports",
                    "Add --out FILE");
    }
    if (request.reason.empty()) {
        return fail(ErrorKind::Invalid, "What is decrypted is entered with a reason in the register of exports",
                    "Add --reason TEXT");
    }
    ES_ASSIGN(desk, openDeskWithLedger(context, *store));
    ES_TRY(checkTarget(context, arguments, desk, request.path));
    const ClearExportWorld world{std::move(store), desk.protection, *desk.vault, *desk.ledger, context.clock()};
    ES_ASSIGN(made, exportInClear(world, request, context.job()));
    ES_TRY(context.print({{"events", Value::count(made.events)},
                          {"file", Value::text(request.path)},
                          {"rejected", Value::json("[]")},
                          {"decrypted", Value::count(made.values)},
                          {"export", made.exportNo ? Value::count(made.exportNo) : Value()}}));
    return ExitCode::Done;
}

/// What is made beside a vault that opens nothing of it would be taken for a copy that this vault opens.
Result<void> checkVault(Context &context, const EventStore &store) {
    if (context.globals().masked) return {}; // nothing sealed leaves
    auto vault = context.vaultOf(store);
    if (!vault && vault.error().kind == ErrorKind::Unsupported) return {}; // a store in memory has none
    if (!vault) return fail(std::move(vault).error());
    return checkVaultFits(store, {store.info().identity.id, *vault, {}}, context.job());
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    ES_ASSIGN(store, context.openStore());
    if (arguments.has("--decrypt")) return exportDecrypted(context, std::move(store), arguments);
    ES_TRY(checkVault(context, *store));
    const auto target = arguments.text("--out");
    if (!target) {
        ES_TRY(exportToOutput(context, *store, arguments));
        return ExitCode::Done;
    }
    ES_ASSIGN(vault, context.vaultOf(*store));
    ES_TRY(checkOut(context, arguments, *target, vault->path()));
    const auto text = [&](const WriteText &write) { return exportTo(context, *store, arguments, write); };
    ES_ASSIGN(events, exportToFile(*target, text, context.job()));
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
                         "Without it CSV for --format csv and for a FILE.csv, TSV for a FILE.tsv, Markdown for a "
                         "FILE.md, else JSON lines",
                         {"jsonl", "cloudevents", "csv", "tsv", "markdown"}},
                        {"--source", "URI", "The source that CloudEvents name; \"eventscope\" without it", {}},
                        {"--out", "FILE", "Where to; the file appears whole or not at all. stdout without it", {}},
                        {"--decrypt", "", "With protected values in clear; needs --out, --reason and the vault", {}},
                        {"--force", "", "--out: in the place of what is there", {}},
                        {"--reason", "TEXT", "--decrypt: why it is needed. It is kept: no names", {}},
                        {"--for", "TEXT", "--decrypt: whom it is for, a role or number. It is kept: no names", {}},
                        {"--by", "WHO", "--decrypt: the role or number of who makes it", {}}},
            .details =
                "JSON lines and CloudEvents keep every byte of the payloads, so that export, import and export give "
                "the same\n"
                "file but for positions, whatever the stores are called. In CSV and TSV, cells that a spreadsheet "
                "would run as a formula get a ' in front; a Markdown table is for people.\n"
                "Protected values stay sealed, and can be imported again with their vault; beside a vault of another "
                "store nothing\n"
                "is exported. --decrypt puts them in clear, "
                "but for\n"
                "those that were erased, and --where sees them so. The file is entered in the ledger, and an erasure "
                "of anybody in\n"
                "it deletes it where it still lies as it was made. One value that cannot be opened, and nothing is "
                "written.",
            .keys = {"events", "file", "rejected[]", "decrypted", "export"},
            .examples = {{"--store shop.evdb export --out shop.jsonl", "Everything"},
                         {"--store shop.evdb export --where 'category == \"order\"' --as cloudevents",
                          "Orders as CloudEvents"},
                         {"--store shop.evdb export --as csv --out shop.csv", "For a spreadsheet"},
                         {"--store shop.evdb export --decrypt --reason audit-2026 --for auditor-3 --out clear.jsonl",
                          "With personal data in clear"},
                         {"--store shop.evdb --limit 20 export --as markdown", "A table for a ticket or a chat"}},
            .run = run,
            .masked = Masked::Shown};
}

} // namespace eventscope::cli
