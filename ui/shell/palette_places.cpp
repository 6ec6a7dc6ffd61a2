// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_places.h"

#include "ui/session/go_to.h"
#include "ui/theme/time_style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace eventscope::ui {

namespace {

QString say(const char *text) { return QCoreApplication::translate("PalettePlaces", text); }

QString atTimeOf(Position position, const Session &session) {
    const auto row = session.rowAt(position);
    return row ? formatTime(session.index().recordedAt(*row))
               : say(QT_TRANSLATE_NOOP("PalettePlaces", "Before all events"));
}

Command streamAnswer(const std::string &name, const GoTo &goTo) {
    Command answer{shortened(name, kNameCharacters), say(QT_TRANSLATE_NOOP("PalettePlaces", "Stream"))};
    answer.run = [goTo, target = QLatin1Char('@') + QString::fromStdString(name)] { goTo(target); };
    return answer;
}

Command answerOf(const GoToTarget &target, const QString &text, const Session &session, const GoTo &goTo) {
    if (const auto *stream = std::get_if<StreamId>(&target)) return streamAnswer(stream->value, goTo);
    Command answer;
    answer.run = [goTo, text] { goTo(text); };
    if (const auto *position = std::get_if<Position>(&target)) {
        answer.text = say(QT_TRANSLATE_NOOP("PalettePlaces", "Go to position %1")).arg(formatPosition(*position));
        answer.place = atTimeOf(*position, session);
    } else {
        answer.text = say(QT_TRANSLATE_NOOP("PalettePlaces", "Go to the event %1")).arg(text);
        answer.place = say(QT_TRANSLATE_NOOP("PalettePlaces", "Event id"));
    }
    return answer;
}

/// Those that begin with the text before those that hold it within.
Commands streamsFor(const QString &text, const Session &session, const GoTo &goTo) {
    const Dictionary &names = session.index().dictionary();
    const std::string wanted = text.toStdString();
    Commands begin, within;
    const std::uint32_t looked = std::min(names.streams(), kStreamsLookedAt);
    for (std::uint32_t code = 0; code < looked && begin.size() < kStreamsOffered; ++code) {
        const std::string_view name = names.stream(code);
        const auto at = name.find(wanted);
        if (at == std::string_view::npos || name == wanted) continue;
        if (at == 0 || within.size() < kStreamsOffered)
            (at == 0 ? begin : within).push_back(streamAnswer(std::string(name), goTo));
    }
    std::ranges::move(within, std::back_inserter(begin));
    begin.resize(std::min(begin.size(), kStreamsOffered));
    return begin;
}

} // namespace

Commands placesFor(const QString &text, const Session &session, const GoTo &goTo) {
    const QString wanted = text.trimmed();
    if (wanted.isEmpty()) return {};
    Commands answers;
    if (const auto target = parseGoTo(wanted.toStdString(), session))
        answers.push_back(answerOf(*target, wanted, session, goTo));
    std::ranges::move(streamsFor(wanted, session, goTo), std::back_inserter(answers));
    for (Command &answer : answers)
        answer.isAnswer = true;
    return answers;
}

} // namespace eventscope::ui
