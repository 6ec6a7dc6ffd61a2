// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/append_model.h"

#include "tests/support/store_fixture.h"

#include <algorithm>

namespace eventscope::testing {

namespace {

std::string span(std::int64_t first, std::int64_t last) { return std::to_string(first) + "-" + std::to_string(last); }

} // namespace

std::string outcomeOf(const Result<Appended> &result) {
    if (!result) {
        std::string text(name(result.error().kind));
        if (result.error().actualVersion) text += ", actual " + std::to_string(*result.error().actualVersion);
        return text;
    }
    return (result->duplicate ? "duplicate " : "appended ") + span(result->first.value, result->last.value);
}

AppendModel::Column AppendModel::columnOf(const std::string &stream, const std::vector<NewEvent> &events) const {
    std::size_t present = 0;
    std::int64_t before = 0;
    for (const NewEvent &event : events) {
        const auto place = m_places.find(event.id);
        if (place == m_places.end()) continue;
        const auto &[where, version] = place->second;
        const NewEvent &stored = m_streams.at(where)[static_cast<std::size_t>(version - 1)];
        if (where != stream || stored != event || version < before) return OtherContent;
        before = version;
        ++present;
    }
    if (present == events.size()) return AllPresent;
    if (present > 0) return SomePresent;
    const auto found = m_streams.find(stream);
    return found == m_streams.end() || found->second.empty() ? StreamAbsent : NonePresent;
}

std::string AppendModel::repeated(const std::string &stream, Expected expected, const std::vector<NewEvent> &events) {
    const std::int64_t first = m_places.at(events.front().id).second, last = m_places.at(events.back().id).second;
    const auto &stored = m_streams[stream];
    const auto standsAfter = [&](std::int64_t version) {
        const auto from = static_cast<std::size_t>(std::clamp<std::int64_t>(version, 0, std::ssize(stored)));
        return version >= 0 &&
               std::equal(events.begin(), events.end(), stored.begin() + static_cast<std::ptrdiff_t>(from),
                          stored.begin() +
                              std::min(std::ssize(stored), static_cast<std::ptrdiff_t>(from) + std::ssize(events)));
    };
    bool fits = true;
    if (expected.kind == Expected::Kind::NoStream) fits = standsAfter(0);
    if (expected.kind == Expected::Kind::Exact) fits = standsAfter(expected.version.value);
    if (!fits) return "wrong version, actual " + std::to_string(stored.size());
    return "duplicate " + span(first, last);
}

std::string AppendModel::append(const std::string &stream, Expected expected, const std::vector<NewEvent> &events) {
    const Column column = columnOf(stream, events);
    ++m_hits[static_cast<std::size_t>(expected.kind)][column];
    if (column == OtherContent) return "id conflict";
    if (column == SomePresent) return "partial duplicate";
    if (column == AllPresent) return repeated(stream, expected, events);
    auto &stored = m_streams[stream];
    const auto current = std::ssize(stored);
    const bool fits = expected.kind == Expected::Kind::Any ||
                      (expected.kind == Expected::Kind::NoStream && column == StreamAbsent) ||
                      (expected.kind == Expected::Kind::StreamExists && column == NonePresent) ||
                      (expected.kind == Expected::Kind::Exact && expected.version.value == current);
    if (!fits) return "wrong version, actual " + std::to_string(current);
    for (const NewEvent &event : events) {
        stored.push_back(event);
        m_places[event.id] = {stream, std::ssize(stored)};
    }
    return "appended " + span(current + 1, std::ssize(stored));
}

Expected RandomAppends::drawExpected() {
    switch (draw(5)) {
    case 0:
        return Expected::any();
    case 1:
        return Expected::noStream();
    case 2:
        return Expected::streamExists();
    default:
        return Expected::exactly({draw(5)});
    }
}

NewEvent RandomAppends::drawEvent() {
    const int number = draw(8);
    NewEvent event = eventNamed(m_prefix + "/" + std::to_string(number));
    if (draw(12) == 0) event.data = "\"other content\"";
    return event;
}

RandomAppend RandomAppends::next() {
    RandomAppend append;
    if (!m_done.empty() && draw(3) == 0) {
        append = m_done[static_cast<std::size_t>(draw(static_cast<int>(m_done.size())))];
        if (draw(2) == 0) append.expected = drawExpected();
    } else {
        append = {streams()[static_cast<std::size_t>(draw(2))], drawExpected(), {}};
        for (int wanted = 1 + draw(3); wanted > 0; --wanted) {
            NewEvent event = drawEvent();
            if (std::ranges::find(append.events, event.id, &NewEvent::id) == append.events.end()) {
                append.events.push_back(std::move(event));
            }
        }
    }
    m_done.push_back(append);
    return append;
}

} // namespace eventscope::testing
