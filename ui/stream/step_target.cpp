// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/step_target.h"

#include "core/base/ids.h"
#include "ui/session/go_to.h"
#include "ui/theme/time_style.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <charconv>

namespace eventscope::ui {

namespace {

QString say(const char *text) { return QCoreApplication::translate("StepTarget", text); }

Failure noVersion(const History &history) {
    const auto &steps = history.steps();
    return fail(ErrorKind::NotFound, say(QT_TRANSLATE_NOOP("StepTarget", "This stream has the versions %1 to %2"))
                                         .arg(formatCount(static_cast<std::uint64_t>(steps.front().version.value)),
                                              formatCount(static_cast<std::uint64_t>(steps.back().version.value)))
                                         .toStdString());
}

Result<StepTarget> atVersion(const std::string &digits, const History &history) {
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool isWhole = end == digits.data() + digits.size();
    if (problem != std::errc() || !isWhole || value > history.steps().back().version.value) return noVersion(history);
    return StepTarget{history.stepAtVersion({value})};
}

} // namespace

Result<StepTarget> parseStepTarget(std::string_view text, const History &history) {
    text = trimmed(text);
    if (text.starts_with('#')) {
        ES_ASSIGN(position, parsePosition(plainNumber(text.substr(1))));
        return StepTarget{history.stepAtPosition(position)};
    }
    const std::string digits = plainNumber(text.starts_with('v') ? text.substr(1) : text);
    if (!digits.empty()) return atVersion(digits, history);
    if (const auto span = parseShownSpan(text)) return StepTarget{history.stepAtTime(span->to - Duration(1)).step};
    return fail(ErrorKind::Invalid,
                say(QT_TRANSLATE_NOOP("StepTarget", "Expected a version (87), a position (#48211) or a time "
                                                    "(2026-03-04 12:00)"))
                    .toStdString());
}

} // namespace eventscope::ui
