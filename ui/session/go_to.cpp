// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/go_to.h"

#include "ui/theme/time_style.h"

#include <QCoreApplication>

#include <algorithm>
#include <string>

namespace eventscope::ui {

namespace {

std::string say(const char *text) { return QCoreApplication::translate("GoTo", text).toStdString(); }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

Result<GoToTarget> atTime(Time endExclusive, const Session &session) {
    const auto rows = std::min(session.rows(), session.index().rowsAsOf(endExclusive - Duration(1)));
    if (rows == 0) return fail(ErrorKind::NotFound, say(QT_TRANSLATE_NOOP("GoTo", "No event is that old")));
    return GoToTarget(session.index().position(rows - 1));
}

} // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::string plainNumber(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (isDigit(c) || c == ':')
            digits += c;
        else if (digits.empty() || (c != ',' && c != '.' && c != '\'' && c != '_'))
            return {};
    }
    return digits;
}

Result<GoToTarget> parseGoTo(std::string_view text, const Session &session) {
    text = trimmed(text);
    const auto stream = [&](std::string_view name) {
        return session.index().dictionary().findStream(name).has_value();
    };
    if (text.starts_with('@')) {
        const auto name = text.substr(1);
        if (!stream(name)) return fail(ErrorKind::NotFound, say(QT_TRANSLATE_NOOP("GoTo", "There is no such stream")));
        return GoToTarget(StreamId{std::string(name)});
    }
    if (stream(text)) return GoToTarget(StreamId{std::string(text)});
    const bool marked = text.starts_with('#');
    if (const auto number = plainNumber(marked ? text.substr(1) : text); !number.empty()) {
        ES_ASSIGN(position, parsePosition(number));
        return GoToTarget(position);
    }
    if (const auto id = parseEventId(text)) return GoToTarget(*id);
    if (const auto span = parseShownSpan(text)) return atTime(span->to, session);
    return fail(ErrorKind::Invalid,
                say(QT_TRANSLATE_NOOP("GoTo", "Expected a position, a time, a stream or an event id")));
}

} // namespace eventscope::ui
