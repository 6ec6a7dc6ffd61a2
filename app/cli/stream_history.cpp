// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stream_history.h"

#include "app/cli/domain.h"
#include "core/base/text.h"

namespace eventscope::cli {

namespace {

constexpr std::size_t kValueColumns = 40;

std::string shortText(const std::optional<Json> &value) {
    return value ? shortenEnd(safeText(print(*value), LineBreaks::Escape), kValueColumns) : std::string();
}

std::string wordsOf(const Change &change) {
    const std::string path = change.path.isRoot() ? "(all)" : change.path.text();
    switch (change.op) {
    case Change::Op::Add:
        return "+ " + path + " " + shortText(change.value);
    case Change::Op::Remove:
        return "- " + path + " " + shortText(change.was);
    case Change::Op::Move:
        return "> " + (change.from ? change.from->text() + " \u2192 " : "") + path;
    case Change::Op::Replace:
        break;
    }
    return "~ " + path + " " + shortText(change.was) + " \u2192 " + shortText(change.value);
}

} // namespace

Result<HistoryPtr> readHistory(Context &context, const std::string &stream, const std::string &foldName) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(domain, domainOf(context, *store));
    ES_ASSIGN(fold, domain.foldFor({stream}, foldName));
    ES_ASSIGN(history, buildHistory(store, domain.lens, fold, {stream}, {}, {}, context.job()));
    if (history->steps().empty()) {
        return fail(ErrorKind::NotFound, "There is no stream \"" + stream + "\" in " + store->info().identity.name,
                    "See the names with: streams --match GLOB");
    }
    return history;
}

Result<std::size_t> stepOf(const History &history, Version version) {
    const auto step = history.stepAtVersion(version);
    if (step && history.steps()[*step].version == version) return *step;
    return fail(ErrorKind::NotFound,
                "Stream \"" + history.stream().value + "\" has no version " + std::to_string(version.value),
                "It has " + std::to_string(history.steps().front().version.value) + " to " +
                    std::to_string(history.steps().back().version.value));
}

Value outcomeValue(const StepOutcome &outcome) {
    switch (outcome.kind) {
    case StepOutcome::Kind::Applied:
        return Value::text("applied");
    case StepOutcome::Kind::Ignored:
        return Value::text("ignored");
    case StepOutcome::Kind::Failed:
        break;
    }
    return Value::text("failed: " + outcome.reason);
}

Value changesValue(const std::vector<Change> &changes) {
    std::string words;
    for (const Change &change : changes)
        words += (words.empty() ? "" : ", ") + wordsOf(change);
    return Value::json(toJson(changes)).shownAs(words);
}

} // namespace eventscope::cli
