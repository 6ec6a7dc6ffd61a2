// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include <array>
#include <cstdlib>

namespace eventscope {

namespace {

using namespace std::chrono;

/// Takes fixed-width decimal fields off the front of a text.
class FieldReader {
  public:
    explicit FieldReader(std::string_view text) : m_rest(text) {}

    bool number(std::size_t digits, int &value) {
        if (m_rest.size() < digits) return false;
        value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (m_rest[i] < '0' || m_rest[i] > '9') return false;
            value = value * 10 + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(digits);
        return true;
    }
    bool take(char wanted) {
        if (m_rest.empty() || m_rest.front() != wanted) return false;
        m_rest.remove_prefix(1);
        return true;
    }
    bool takeAny(std::string_view wanted) {
        if (m_rest.empty() || wanted.find(m_rest.front()) == std::string_view::npos) return false;
        m_rest.remove_prefix(1);
        return true;
    }
    /// Up to six digits after the point, scaled to microseconds; `digits` says how many there were.
    bool fraction(int &us, int &digits) {
        us = 0;
        digits = 0;
        for (; !m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9'; m_rest.remove_prefix(1)) {
            if (digits < 6) {
                us = us * 10 + (m_rest.front() - '0');
                ++digits;
            }
        }
        const bool any = digits > 0;
        for (int i = digits; i < 6; ++i)
            us *= 10;
        return any;
    }
    [[nodiscard]] bool done() const { return m_rest.empty(); }
    [[nodiscard]] char next() const { return m_rest.empty() ? '\0' : m_rest.front(); }

  private:
    std::string_view m_rest;
};

Failure notATime(std::string_view text) {
    return fail(ErrorKind::Invalid, "\"" + std::string(text.substr(0, 64)) + "\" is not a time",
                "Write 2026-03-04, 2026-03-04T12:00:03Z or 2026-03-04T12:00:03.881902+01:00");
}

bool readOffset(FieldReader &reader, minutes &offset) {
    if (reader.done() || reader.takeAny("Zz")) return true;
    const bool negative = reader.next() == '-';
    if (!reader.takeAny("+-")) return false;
    int hour = 0, minute = 0;
    if (!reader.number(2, hour)) return false;
    reader.take(':');
    if (!reader.done() && !reader.number(2, minute)) return false;
    if (hour > 18 || minute > 59) return false;
    offset = minutes(hour * 60 + minute) * (negative ? -1 : 1);
    return true;
}

/// Writes the last `width` digits of `value`, zeros in front, and answers where they end.
char *putDigits(char *at, unsigned value, std::size_t width) {
    for (std::size_t i = width; i-- > 0; value /= 10)
        at[i] = static_cast<char>('0' + value % 10);
    return at + width;
}

char *putYear(char *at, int year) {
    if (year < 0) *at++ = '-';
    const unsigned size = static_cast<unsigned>(std::abs(year));
    std::size_t width = year < 0 ? 3 : 4;
    for (unsigned rest = size / (year < 0 ? 1'000 : 10'000); rest > 0; rest /= 10)
        ++width;
    return putDigits(at, size, width);
}

microseconds unitOfFraction(int digits) {
    std::int64_t us = 1'000'000;
    for (int i = 0; i < digits; ++i)
        us /= 10;
    return microseconds(us);
}

} // namespace

std::string toIso(Time time) {
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    std::array<char, 40> text;
    char *end = putYear(text.data(), int(date.year()));
    const auto field = [&](char before, auto value, std::size_t width) {
        *end++ = before;
        end = putDigits(end, static_cast<unsigned>(value), width);
    };
    field('-', unsigned(date.month()), 2);
    field('-', unsigned(date.day()), 2);
    field('T', clock.hours().count(), 2);
    field(':', clock.minutes().count(), 2);
    field(':', clock.seconds().count(), 2);
    field('.', clock.subseconds().count(), 6);
    *end++ = 'Z';
    return {text.data(), end};
}

std::string toIso(Time time, TimeUnit unit) {
    std::string text = toIso(time);
    const std::size_t t = text.find('T');
    text.resize(unit == TimeUnit::Month ? t - 3 : unit == TimeUnit::Day ? t : t + 3);
    return text;
}

Result<TimeSpan> parseTimeSpan(std::string_view text) {
    FieldReader reader(text);
    int yearNumber = 0, monthNumber = 1, dayNumber = 1, hour = 0, minute = 0, second = 0, us = 0, digits = 0;
    if (!reader.number(4, yearNumber)) return notATime(text);
    const auto date = [&] { return year(yearNumber) / month(unsigned(monthNumber)) / day(unsigned(dayNumber)); };
    const auto startOf = [](year_month_day when) { return time_point_cast<microseconds>(sys_days(when)); };
    if (reader.done()) return TimeSpan{startOf(date()), startOf(date() + years(1))};
    if (!reader.take('-') || !reader.number(2, monthNumber) || !date().ok()) return notATime(text);
    if (reader.done()) return TimeSpan{startOf(date()), startOf(date() + months(1))};
    if (!reader.take('-') || !reader.number(2, dayNumber) || !date().ok()) return notATime(text);
    const Time start = startOf(date());
    if (reader.done()) return TimeSpan{start, start + days(1)};
    if (!reader.takeAny("Tt ") || !reader.number(2, hour) || !reader.take(':') || !reader.number(2, minute)) {
        return notATime(text);
    }
    microseconds unit = minutes(1);
    if (reader.take(':')) {
        unit = seconds(1);
        if (!reader.number(2, second)) return notATime(text);
        if (reader.takeAny(".,")) {
            if (!reader.fraction(us, digits)) return notATime(text);
            unit = unitOfFraction(digits);
        }
    }
    minutes offset{0};
    if (hour > 23 || minute > 59 || second > 59 || !readOffset(reader, offset) || !reader.done()) return notATime(text);
    const Time from = start + hours(hour) + minutes(minute) + seconds(second) + microseconds(us) - offset;
    return TimeSpan{from, from + unit};
}

Result<Time> parseTime(std::string_view text) {
    return parseTimeSpan(text).map([](const TimeSpan &span) { return span.from; });
}

Time SystemClock::now() { return time_point_cast<microseconds>(system_clock::now()); }

} // namespace eventscope
