// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_report.h"

#include "core/privacy/erasure_document.h"
#include "core/privacy/erasure_report_body.h"
#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <utility>

namespace eventscope {

namespace {

constexpr std::string_view kPurpose = "erasure report 1";

/// How the erasure stands, with nothing of the report itself yet.
ErasureReport judged(const ErasureLines &lines) {
    ErasureReport report;
    report.erasure = lines.begin().erasure;
    report.open = lines.openItems();
    report.isComplete = lines.end().act == acts::kComplete && report.open.empty();
    if (!report.isComplete && report.open.empty())
        report.open.push_back("the erasure has come as far as \"" + lines.end().act +
                              "\" and was not finished: begin it again with the same id");
    return report;
}

/// What a report's hash and MAC are made of, and both of them.
struct Sealed {
    std::string hash, mac;
};
Result<Sealed> sealedBy(const KeyVault &vault, std::string_view text) {
    ES_ASSIGN(mac, vault.authenticate(kPurpose, text));
    return Sealed{toHex(hashOf(text).bytes), toHex(mac.bytes)};
}
std::string endOf(const Sealed &sealed) {
    return ",\"hash\":\"" + sealed.hash + "\",\"mac\":\"" + sealed.mac + "\"}\n";
}

Failure notKnown(const ErasureLedger &ledger, std::string_view id) {
    const auto isOfIt = [&](const LedgerEntry &entry) { return textIn(entry.details, "transformation") == id; };
    if (!id.empty() && std::ranges::any_of(ledger.entries(), isOfIt))
        return fail(ErrorKind::NotFound, std::string(id) + " is a transformation, and a report is of an erasure",
                    "How it stands says privacy transform STREAM --id " + std::string(id) +
                        ", what was done of it privacy ledger");
    return fail(ErrorKind::NotFound, "The ledger knows no erasure " + std::string(id), "See: privacy ledger list");
}

} // namespace

Result<ErasureReport> erasureReport(const ErasureLedger &ledger, const KeyVault &vault, std::string_view erasure) {
    const ErasureLines lines(ledger, erasure);
    if (erasure.empty() || !lines.isThere()) return notKnown(ledger, erasure);
    ErasureReport report = judged(lines);
    const Json body = reportBody(lines, report);
    std::string text = print(body);
    text.pop_back();
    ES_ASSIGN(sealed, sealedBy(vault, text));
    report.json = text + endOf(sealed);
    report.document = erasureDocument(body, lines.end().at, sealed.hash, sealed.mac);
    return report;
}

std::vector<ErasureCheck> erasureChecks(const ErasureLedger &ledger, std::string_view erasure) {
    std::vector<ErasureCheck> checks;
    const ErasureLines lines(ledger, erasure);
    if (!lines.last(acts::kVerified)) return checks;
    const Json all = verificationPart(lines);
    for (const auto &[index, check] : all.children()) {
        std::string outcome = textIn(check, "result");
        const std::string why = textIn(check, "why");
        if (!why.empty()) outcome += ": " + why;
        checks.push_back({textIn(check, "check"), std::move(outcome)});
    }
    return checks;
}

Result<void> checkErasureReport(std::string_view json, const KeyVault &vault) {
    static constexpr std::string_view kHash = ",\"hash\":\"";
    const auto end = json.rfind(kHash);
    const std::string_view text = json.substr(0, end == std::string_view::npos ? 0 : end);
    ES_ASSIGN(sealed, sealedBy(vault, text));
    if (end != std::string_view::npos && json.substr(end) == endOf(sealed)) return {};
    return fail(ErrorKind::Corrupt, "The report was changed, or was not made with this vault",
                "Make it anew: privacy report");
}

} // namespace eventscope
