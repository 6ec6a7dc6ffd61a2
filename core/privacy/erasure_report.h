// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/document.h"
#include "core/privacy/erasure_ledger.h"

#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What is kept of an erasure to show that it was done, and what was not: made of its lines of the ledger and nothing
/// else, so that the same ledger gives the same bytes at any time; a line that is added to the erasure (verify) gives a
/// new report. It names the person by their binding only, and holds no value, key, path or text that was looked for;
/// legal grounds, roles, case numbers and receivers stand there as they were typed.
struct ErasureReport {
    std::string erasure;
    bool isComplete = false;       ///< nothing is open, and the ledger has said so
    std::vector<std::string> open; ///< what is left to be done, each a sentence
    std::string json;              ///< one JSON object with a line end: its "hash", the ledger's hashes and its "mac"
    Document document;             ///< the same for people, with the same hashes: for writeHtml() and writePdf()
};

/// Errors: NotFound (the ledger has no such erasure), Refused (the vault is locked).
[[nodiscard]] Result<ErasureReport> erasureReport(const ErasureLedger &ledger, const KeyVault &vault,
                                                  std::string_view erasure);

/// A check of an erasure's last verification, as its report tells it.
struct ErasureCheck {
    std::string what;
    std::string outcome; ///< "passed", "failed: ...", "not performed", or that and why
};
/// Empty: it was not verified yet.
[[nodiscard]] std::vector<ErasureCheck> erasureChecks(const ErasureLedger &ledger, std::string_view erasure);

/// Whether a report in JSON is, byte for byte, one that was made with this vault. Errors: Corrupt (it is not: a byte
/// was changed, or it is of another vault), Refused (the vault is locked).
[[nodiscard]] Result<void> checkErasureReport(std::string_view json, const KeyVault &vault);

} // namespace eventscope
