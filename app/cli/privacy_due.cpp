// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_acts.h"
#include "app/cli/privacy_desk.h"
#include "core/privacy/retention.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

Result<void> printDue(Context &context, const std::vector<DueData> &all) {
    List list = context.list({{.key = "subject", .title = "Person", .columnsMax = 40, .fit = Column::Fit::Middle},
                              {.key = "purpose", .title = "Purpose"},
                              {.key = "last", .title = "Last event"},
                              {.key = "since", .title = "Due since"},
                              {.key = "values", .title = "Values", .isFigure = true},
                              {.key = "held", .title = "Held"}});
    for (const DueData &each : all) {
        const std::string person = each.subject.value.empty() ? toHex(each.binding) : each.subject.value;
        ES_ASSIGN(flow, list.row({Value::text(person), Value::text(each.purpose), Value::moment(each.last),
                                  Value::moment(each.since), Value::count(each.sealedValues + each.clearValues),
                                  Value::boolean(each.isHeld)}));
        if (flow == Flow::Enough) break;
    }
    return list.finish();
}

/// What cannot be told by the list alone.
void noteWhatIsNot(Context &context, const std::vector<DueData> &all) {
    std::uint64_t inClear = 0;
    for (const DueData &each : all)
        inClear += each.clearValues;
    if (inClear > 0)
        context.notes().note(std::to_string(inClear) +
                             " values are in clear: destroying keys does not erase them (privacy find says where)");
    if (std::ranges::any_of(all, [](const DueData &each) { return each.subject.value.empty(); }))
        context.notes().note("Where no event says a person's id any more the person stands as the vault knows them, in "
                             "hexadecimal digits; plan and erase want the id");
    context.notes().note("Nothing is erased by itself. For each: privacy plan ID --purpose P, then privacy erase");
}

Result<void> noteDamaged(Context &context, const PrivacyDesk &desk) {
    if (!desk.vault) return {};
    ES_ASSIGN(damaged, desk.vault->damagedKeys());
    if (!damaged.empty())
        context.notes().note(std::to_string(damaged.size()) +
                             " rows of the vault were changed by somebody else: what those keys sealed is not listed");
    return {};
}

} // namespace

Result<ExitCode> listDueData(Context &context, const Arguments &) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(desk, openDesk(context, *store));
    const auto &purposes = desk.protection.policy.purposes();
    if (std::ranges::none_of(purposes, [](const auto &each) { return each.second.keep.has_value(); }))
        context.notes().note("The privacy policy gives no purpose a period (\"keep\"): nothing is ever due");
    ES_ASSIGN(all, dueData(desk.sourcesOf(*store), desk.vault.get(), desk.ledger ? &*desk.ledger : nullptr,
                           context.clock().now(), context.job()));
    ES_TRY(printDue(context, all));
    ES_TRY(noteDamaged(context, desk));
    if (all.empty()) return ExitCode::Done;
    noteWhatIsNot(context, all);
    return std::ranges::all_of(all, &DueData::isHeld) ? ExitCode::Done : ExitCode::Findings;
}

} // namespace eventscope::cli
