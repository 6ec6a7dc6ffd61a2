// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "core/base/atomic_file.h"
#include "core/base/text.h"
#include "core/document/html_writer.h"
#include "core/document/pdf_writer.h"
#include "core/privacy/erasure_report.h"

#include <filesystem>

namespace eventscope::cli {

namespace {

constexpr std::size_t kReportBytesMax = 256u << 20;

/// What --as says; without it, what the name of the file means.
std::string formOf(const Arguments &arguments, const std::string &file) {
    if (const auto form = arguments.text("--as")) return *form;
    return file.ends_with(".html") ? "html" : file.ends_with(".pdf") ? "pdf" : "json";
}

/// Without --as nobody should get JSON in a file that says something else.
Result<void> checkEnding(const Arguments &arguments, const std::string &file) {
    const std::string ending = std::filesystem::path(file).extension().string();
    if (arguments.has("--as") || ending.empty() || ending == ".html" || ending == ".pdf" || ending == ".json")
        return {};
    return fail(ErrorKind::Invalid, "A report has no form for a file that ends in \"" + ending + "\"",
                "End it in .html, .pdf or .json, or say --as html, pdf or json");
}

Result<void> writeAs(const std::string &form, const ErasureReport &report, const WriteBytes &write,
                     const JobControl &job) {
    if (form == "html") return writeHtml(report.document, write, job);
    if (form == "pdf") return writePdf(report.document, write, job);
    return write(report.json);
}

Result<ExitCode> toFile(Context &context, const ErasureReport &report, const std::string &form,
                        const std::string &path) {
    ES_ASSIGN(file, AtomicFile::create(path));
    Hasher hasher;
    const WriteBytes write = [&](std::string_view bytes) {
        hasher.add(bytes);
        return file.write(bytes);
    };
    ES_TRY(writeAs(form, report, write, context.job()));
    ES_TRY(file.commit());
    std::vector<Json> open;
    for (const std::string &each : report.open)
        open.push_back(Json::string(each));
    ES_TRY(context.print({{"erasureId", Value::text(report.erasure)},
                          {"state", Value::text(report.isComplete ? "COMPLETE" : "INCOMPLETE")},
                          {"open", Value::json(Json::array(std::move(open)))},
                          {"file", Value::text(path)},
                          {"hash", Value::text(toHex(hasher.finish().bytes))}}));
    return ExitCode::Done;
}

Result<ExitCode> toOutput(Context &context, const ErasureReport &report, const std::string &form) {
    Output &out = context.out();
    if (form == "pdf" && out.isTerminal())
        return fail(ErrorKind::Invalid, "A PDF is not for a terminal", "Name a file: --out report.pdf");
    const WriteBytes write = [&](std::string_view bytes) {
        if (!out.isTerminal()) return out.write(bytes);
        return out.write(form == "json" ? safeJson(bytes) : safeText(bytes, LineBreaks::Keep));
    };
    ES_TRY(writeAs(form, report, write, context.job()));
    ES_TRY(out.flush());
    return ExitCode::Done;
}

/// Whether a report that somebody has kept is what the ledger says: byte for byte as it would be made now; in JSON also
/// one that was made before the erasure went on, by its MAC.
Result<ExitCode> check(Context &context, const PrivacyDesk &desk, const ErasureReport &report, const std::string &form,
                       const std::string &path) {
    ES_ASSIGN(kept, readFile(path, kReportBytesMax));
    std::string now;
    const WriteBytes write = [&](std::string_view bytes) -> Result<void> { return now += bytes, Result<void>(); };
    ES_TRY(writeAs(form, report, write, context.job()));
    const bool isPresent = kept == now;
    const bool isGenuine = isPresent || (form == "json" && checkErasureReport(kept, *desk.vault));
    ES_TRY(context.print({{"erasureId", Value::text(report.erasure)},
                          {"file", Value::text(path)},
                          {"genuine", Value::boolean(isGenuine)},
                          {"current", Value::boolean(isPresent)}}));
    if (!isGenuine && form != "json")
        context.notes().note("An HTML or PDF that was made before the erasure went on, or by other versions, cannot be "
                             "told from a changed one; the JSON form can");
    return isGenuine ? ExitCode::Done : ExitCode::Findings;
}

} // namespace

Result<ExitCode> reportErasure(Context &context, const Arguments &arguments) {
    ES_ASSIGN(erasure, wordOf(arguments, 0, "The erasure's id"));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDeskWithLedger(context, *store));
    ES_ASSIGN(report, erasureReport(*desk.ledger, *desk.vault, erasure));
    if (const auto kept = arguments.text("--check"))
        return check(context, desk, report, formOf(arguments, *kept), *kept);
    const auto target = arguments.text("--out");
    if (!target) return toOutput(context, report, formOf(arguments, {}));
    ES_TRY(checkEnding(arguments, *target));
    ES_TRY(checkTarget(context, arguments, desk, *target));
    return toFile(context, report, formOf(arguments, *target), *target);
}

} // namespace eventscope::cli
