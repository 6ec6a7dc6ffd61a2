// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_escrow.h"

#include "app/cli/output_target.h"
#include "app/cli/privacy_acts.h"
#include "app/cli/vault.h"
#include "core/base/atomic_file.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace eventscope::cli {

namespace {

/// A key that is written over is a backup that nobody opens any more.
Result<void> checkFree(const std::string &path) {
    ES_TRY(checkFolderOf(path));
    std::error_code problem;
    if (std::filesystem::symlink_status(path, problem).type() == std::filesystem::file_type::not_found) return {};
    return fail(ErrorKind::Refused, "There is something at " + path + " already",
                "Name another file: an escrow key is never written over");
}

Result<void> write(const std::string &path, const std::string &text, AtomicFile::Readers readers) {
    ES_ASSIGN(file, AtomicFile::create(path, readers));
    ES_TRY(file.write(text));
    return file.commit();
}

} // namespace

Result<std::optional<EscrowRecipient>> escrowAsked(const Arguments &arguments) {
    const auto path = arguments.text("--escrow-to");
    if (!path) return std::optional<EscrowRecipient>();
    if (!arguments.has("--out"))
        return fail(ErrorKind::Invalid, "--escrow-to seals a backup that is made",
                    "Say where it is to lie: --out FILE");
    ES_ASSIGN(recipient, readEscrowRecipient(*path));
    return std::optional(recipient);
}

Result<std::optional<EscrowKey>> openedEscrowKey(Context &context, const Arguments &arguments) {
    const auto path = arguments.text("--escrow-key");
    if (!path) return std::optional<EscrowKey>();
    ES_ASSIGN(text, readFile(*path, kEscrowFileBytesMax));
    ES_ASSIGN(passphrase, escrowPassphrase(*path, Passphrase::Known, context.mayAsk(), context.job().stop));
    auto key = EscrowKey::open(text, passphrase);
    if (key) return std::optional(*std::move(key));
    Error error = std::move(key).error();
    error.message += " (" + *path + ")";
    return fail(std::move(error));
}

Result<ExitCode> makeEscrowKeyFiles(Context &context, const Arguments &arguments) {
    const std::string path = arguments.textOrEmpty("--out");
    if (path.empty() || path == "-")
        return fail(ErrorKind::Invalid, "An escrow key needs a file", "Say where it is to lie: --out FILE");
    const std::string open = path + ".pub";
    for (const std::string &each : {path, open})
        ES_TRY(checkFree(each));
    ES_ASSIGN(passphrase, escrowPassphrase(path, Passphrase::New, context.mayAsk(), context.job().stop));
    ES_ASSIGN(made, makeEscrowKey(passphrase));
    // The secret one first: to a public one alone a backup would be sealed for nobody.
    ES_TRY(write(path, made.secret, AtomicFile::Readers::Owner));
    if (auto written = write(open, made.open, AtomicFile::Readers::AsUsual); !written) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        return fail(std::move(written).error());
    }
    context.notes().note("Keep " + path +
                         " offline, apart from the store and its backups: with its passphrase it opens every backup "
                         "that is sealed to " +
                         open);
    ES_TRY(context.print({{"file", Value::text(path)},
                          {"public", Value::text(open)},
                          {"recipient", Value::text(toHex(made.recipient))}}));
    return ExitCode::Done;
}

} // namespace eventscope::cli
