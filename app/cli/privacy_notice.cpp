// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "core/privacy/erasure_notice.h"

namespace eventscope::cli {

Result<ExitCode> writeNotice(Context &context, const Arguments &arguments) {
    ES_ASSIGN(subject, wordOf(arguments, 0, "The person's id"));
    ES_ASSIGN(wanted, personOf(context, arguments, subject));
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDesk(context, *store));
    ES_ASSIGN(notice, noticeFor(desk.sourcesOf(*store), wanted, context.job()));
    notice.caseNumber = arguments.textOrEmpty("--case");
    ES_ASSIGN(target, writeWhereAsked(context, arguments, desk, noticeText(notice)));
    if (target) ES_TRY(context.print({{"file", Value::text(*target)}}));
    return ExitCode::Done;
}

} // namespace eventscope::cli
