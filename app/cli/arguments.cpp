// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <charconv>

namespace eventscope::cli {

namespace {

template <class Number>
Result<std::optional<Number>> numberOf(const Arguments &arguments, std::string_view name, const char *hint) {
    const auto text = arguments.text(name);
    if (!text) return std::optional<Number>();
    Number number{};
    const char *end = text->data() + text->size();
    if (const auto read = std::from_chars(text->data(), end, number); read.ec != std::errc{} || read.ptr != end) {
        return fail(ErrorKind::Invalid, std::string(name) + " takes no \"" + *text + "\"", hint);
    }
    return std::optional<Number>(number);
}

} // namespace

std::optional<std::string> Arguments::text(std::string_view name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::nullopt : std::optional<std::string>(found->second.back());
}

std::vector<std::string> Arguments::texts(std::string_view name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::vector<std::string>() : found->second;
}

Result<std::optional<std::uint64_t>> Arguments::count(std::string_view name) const {
    return numberOf<std::uint64_t>(*this, name, "Write a whole number, such as 1000");
}

Result<std::optional<Version>> Arguments::version(std::string_view name) const {
    ES_ASSIGN(number, numberOf<std::int64_t>(*this, name, "Write the number of a version, such as 12"));
    return number ? std::optional<Version>(Version{*number}) : std::nullopt;
}

Result<std::optional<Position>> Arguments::position(std::string_view name) const {
    const auto written = text(name);
    if (!written) return std::optional<Position>();
    ES_ASSIGN(position, parsePosition(*written));
    return std::optional<Position>(position);
}

Result<std::optional<TimeSpan>> Arguments::timeSpan(std::string_view name) const {
    const auto written = text(name);
    if (!written) return std::optional<TimeSpan>();
    ES_ASSIGN(span, parseTimeSpan(*written));
    return std::optional<TimeSpan>(span);
}

Result<Filter> Arguments::filter(std::string_view name, FilterScope scope) const {
    auto filter = Filter::parse(textOrEmpty(name), scope);
    if (filter) return filter;
    Error error = std::move(filter).error();
    error.message = std::string(name) + ", " + error.message;
    error.hint = "See eventscope-cli help filter";
    error.detail.clear(); // the column, which the message names as well
    return fail(std::move(error));
}

} // namespace eventscope::cli
