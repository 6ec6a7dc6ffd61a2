// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/zone.h"

#include <date/tz.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace eventscope {

namespace {

std::string localText(Time local) {
    std::string text = toIso(local);
    text[10] = ' ';
    text.pop_back();
    return text;
}

std::string offsetText(std::chrono::seconds offset) {
    const long long minutes = std::abs(offset.count()) / 60;
    std::array<char, 16> text;
    const int size = std::snprintf(text.data(), text.size(), " %c%02lld:%02lld", offset.count() < 0 ? '-' : '+',
                                   minutes / 60, minutes % 60);
    return {text.data(), static_cast<std::size_t>(size)};
}

} // namespace

Zone Zone::utc() { return Zone(nullptr); }

Result<Zone> Zone::named(std::string_view name) {
    if (name == "UTC" || name == "Z") return utc();
    try {
        return Zone(date::locate_zone(std::string(name)));
    } catch (const std::exception &) {
        return fail(ErrorKind::NotFound, "There is no time zone \"" + std::string(name) + "\"",
                    "Write a name such as Europe/Berlin, or UTC");
    }
}

Zone Zone::system() {
    if (const char *variable = std::getenv("TZ"); variable && *variable) {
        const std::string_view name(*variable == ':' ? variable + 1 : variable);
        return named(name).value_or(utc());
    }
    try {
        return Zone(date::current_zone());
    } catch (const std::exception &) {
        return utc();
    }
}

std::string Zone::name() const { return m_zone ? m_zone->name() : "UTC"; }

std::string Zone::format(Time time) const {
    if (!m_zone) return localText(time) + " Z";
    const auto offset = m_zone->get_info(time).offset;
    return localText(time + offset) + offsetText(offset);
}

} // namespace eventscope
