// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_rules.h"

#include "core/base/text.h"

namespace eventscope {

Result<void> checkChanges(const ModelSchema &schema, std::span<const RowChange> changes) {
    for (const RowChange &change : changes) {
        if (const std::string wrong = wrongKey(change.key); !wrong.empty())
            return fail(ErrorKind::Invalid, "A row of " + schema.name + " cannot be kept: " + wrong);
        if (change.row && !change.row->isObject())
            return fail(ErrorKind::Invalid, "A row of " + schema.name + " cannot be kept: it is no JSON object");
    }
    return {};
}

std::string plainText(std::string text) {
    const bool isPlain = text.find('\0') == std::string::npos && isUtf8(text);
    return isPlain ? std::move(text) : safeText(text, LineBreaks::Keep);
}

DeadLetter keptLetter(DeadLetter letter) {
    letter.key = plainText(std::move(letter.key));
    letter.reason = plainText(std::move(letter.reason));
    letter.skipReason.reset();
    return letter;
}

std::string tableName(std::string_view name, ModelRole role) {
    std::string table(name);
    if (role != ModelRole::Live) table.append(" (").append(eventscope::name(role)).append(")");
    return table;
}

Failure noSuchModel(std::string_view name, ModelRole role) {
    return fail(ErrorKind::NotFound,
                "The read model \"" + safeText(tableName(name, role), LineBreaks::Escape) +
                    "\" is not there, or is another one by now",
                "Look again which there are");
}

Failure noSuchLetter(const ModelInfo &model, const EventId &event) {
    return fail(ErrorKind::NotFound, tableName(model.schema.name, model.role) + " has no failed event " +
                                         toString(event) + ": it was taken after all, or never failed");
}

Failure movedOn(const ModelInfo &model, Position at, Position expected) {
    return fail(ErrorKind::Refused,
                tableName(model.schema.name, model.role) + " is at position " + toString(at) + " and not at " +
                    toString(expected) + ": another program has carried it on",
                "Begin again from where it is");
}

Failure shadowBehind(std::string_view name, Position shadow, Position live) {
    return fail(ErrorKind::Refused,
                tableName(name, ModelRole::Shadow) + " is at position " + toString(shadow) + ", behind " +
                    std::string(name) + " at " + toString(live),
                "Carry it on first");
}

Result<void> checkSkipReason(std::string_view reason) {
    if (!reason.empty()) return {};
    return fail(ErrorKind::Invalid, "An event is skipped only for a reason", "Say why nobody needs it");
}

} // namespace eventscope
