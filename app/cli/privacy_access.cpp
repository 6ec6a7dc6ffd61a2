// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "app/cli/vault.h"
#include "core/privacy/access_report.h"

namespace eventscope::cli {

Result<ExitCode> reportAccess(Context &context, const Arguments &arguments) {
    ES_ASSIGN(subject, wordOf(arguments, 0, "The person's id"));
    AccessRequest request;
    ES_ASSIGN(wanted, personOf(context, arguments, subject));
    request.wanted = std::move(wanted);
    request.path = arguments.textOrEmpty("--out");
    request.receiver = arguments.textOrEmpty("--for");
    request.by = arguments.textOrEmpty("--by");
    if (request.path.empty())
        return fail(ErrorKind::Invalid, "An access report needs its --out FILE", "Such as --out answer.zip");
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDesk(context, *store));
    ES_TRY(checkTarget(context, arguments, desk, request.path));
    ES_ASSIGN(passphrase, archivePassphrase(request.path, context.mayAsk(), context.job().stop));
    const AccessWorld world{
        *store,         desk.protection, desk.vault.get(), desk.ledger ? &*desk.ledger : nullptr, desk.modelStores(),
        context.clock()};
    ES_ASSIGN(made, makeAccessReport(world, request, passphrase, context.job()));
    if (!made.exportNo)
        context.notes().note("The store has no vault, and so no register: note yourself for whom this was made");
    if (made.counts.values == 0) noteNotKnown(context);
    ES_TRY(context.print({{"file", Value::text(request.path)},
                          {"values", Value::count(made.counts.values)},
                          {"events", Value::count(made.counts.events)},
                          {"snapshots", Value::count(made.counts.snapshots)},
                          {"rows", Value::count(made.counts.rows)},
                          {"deadLetters", Value::count(made.counts.letters)},
                          {"masked", Value::count(made.masked)},
                          {"bytes", Value::count(made.bytes)},
                          {"hash", Value::text(toHex(made.hash.bytes))},
                          {"export", made.exportNo ? Value::count(*made.exportNo) : Value()}}));
    return ExitCode::Done;
}

} // namespace eventscope::cli
