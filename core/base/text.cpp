// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <vector>

namespace eventscope {

namespace {

constexpr char32_t kNone = 0xffffffff;

/// Takes code points off the front of a text; a byte that starts none is taken alone, as kNone.
class CodePoints {
  public:
    explicit CodePoints(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool done() const { return m_rest.empty(); }

    struct Taken {
        char32_t point;
        std::string_view bytes;
    };
    Taken next() {
        const auto lead = static_cast<unsigned char>(m_rest.front());
        const std::size_t size = lead < 0x80   ? 1
                                 : lead < 0xc2 ? 0
                                 : lead < 0xe0 ? 2
                                 : lead < 0xf0 ? 3
                                 : lead < 0xf5 ? 4
                                               : 0;
        char32_t point = size == 1 ? lead : size == 0 ? kNone : lead & (0x7fU >> size);
        if (size > m_rest.size()) point = kNone;
        for (std::size_t i = 1; point != kNone && i < size; ++i) {
            const auto byte = static_cast<unsigned char>(m_rest[i]);
            point = (byte & 0xc0U) == 0x80U ? (point << 6) | (byte & 0x3fU) : kNone;
        }
        const bool wrong = (size == 3 && (point < 0x800 || (point >= 0xd800 && point < 0xe000))) ||
                           (size == 4 && (point < 0x10000 || point > 0x10ffff));
        if (wrong) point = kNone;
        const std::string_view bytes = m_rest.substr(0, point == kNone ? 1 : size);
        m_rest.remove_prefix(bytes.size());
        return {point, bytes};
    }

  private:
    std::string_view m_rest;
};

bool isControl(char32_t point) { return point < 0x20 || (point >= 0x7f && point < 0xa0); }

/// Format characters that nobody sees or that reorder what is seen, line and paragraph separators, noncharacter tags.
bool misleads(char32_t point) {
    return point == 0xad || point == 0x61c || point == 0x180e || (point >= 0x200b && point <= 0x200f) ||
           (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) || point == 0xfeff ||
           (point >= 0xfff9 && point <= 0xfffb) || (point >= 0xe0000 && point <= 0xe007f);
}

/// A backslash, `letter` and the number in `digits` hexadecimal digits.
void appendEscape(std::string &out, char letter, int digits, std::uint32_t number) {
    static constexpr char kDigits[] = "0123456789abcdef";
    out += '\\';
    out += letter;
    for (int i = digits - 1; i >= 0; --i)
        out += kDigits[(number >> (4 * i)) & 15];
}

struct Range {
    char32_t first, last;
};

template <std::size_t N>
bool isIn(const std::array<Range, N> &ranges, char32_t point) {
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), point,
                                        [](char32_t wanted, const Range &range) { return wanted < range.first; });
    return after != ranges.begin() && point <= std::prev(after)->last;
}

std::size_t columnsOf(char32_t point) {
    static constexpr std::array<Range, 22> kCombining{
        {{0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x610, 0x61a},    {0x64b, 0x65f},   {0x6d6, 0x6dc},
         {0x730, 0x74a},   {0x7a6, 0x7b0},   {0x8d3, 0x902},   {0x93c, 0x93c},    {0x941, 0x948},   {0xe31, 0xe31},
         {0xe34, 0xe3a},   {0xe47, 0xe4e},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},  {0x20d0, 0x20ff}, {0x302a, 0x302d},
         {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xe0100, 0xe01ef}}};
    static constexpr std::array<Range, 17> kWide{{{0x1100, 0x115f},
                                                  {0x231a, 0x231b},
                                                  {0x2329, 0x232a},
                                                  {0x23e9, 0x23ec},
                                                  {0x2e80, 0x303e},
                                                  {0x3041, 0x33ff},
                                                  {0x3400, 0x4dbf},
                                                  {0x4e00, 0x9fff},
                                                  {0xa000, 0xa4cf},
                                                  {0xa960, 0xa97f},
                                                  {0xac00, 0xd7a3},
                                                  {0xf900, 0xfaff},
                                                  {0xfe30, 0xfe6f},
                                                  {0xff00, 0xff60},
                                                  {0xffe0, 0xffe6},
                                                  {0x1f300, 0x1faff},
                                                  {0x20000, 0x3fffd}}};
    if (isIn(kCombining, point)) return 0;
    return isIn(kWide, point) ? 2 : 1;
}

/// The longest front of `text` that needs at most `columns`.
std::string_view frontOf(std::string_view text, std::size_t columns) {
    CodePoints points(text);
    std::size_t bytes = 0;
    while (!points.done()) {
        const auto taken = points.next();
        const std::size_t width = columnsOf(taken.point);
        if (width > columns) break;
        columns -= width;
        bytes += taken.bytes.size();
    }
    return text.substr(0, bytes);
}

std::string_view backOf(std::string_view text, std::size_t columns) {
    std::vector<CodePoints::Taken> all;
    for (CodePoints points(text); !points.done();)
        all.push_back(points.next());
    std::size_t bytes = 0;
    for (auto taken = all.rbegin(); taken != all.rend(); ++taken) {
        const std::size_t width = columnsOf(taken->point);
        if (width > columns) break;
        columns -= width;
        bytes += taken->bytes.size();
    }
    return text.substr(text.size() - bytes);
}

} // namespace

bool isUtf8(std::string_view text) {
    for (CodePoints points(text); !points.done();) {
        if (points.next().point == kNone) return false;
    }
    return true;
}

std::string safeText(std::string_view text, LineBreaks lineBreaks) {
    std::string safe;
    safe.reserve(text.size());
    for (CodePoints points(text); !points.done();) {
        const auto [point, bytes] = points.next();
        if (point == kNone) {
            appendEscape(safe, 'x', 2, static_cast<unsigned char>(bytes.front()));
        } else if (point == '\n' || point == '\t') {
            if (lineBreaks == LineBreaks::Keep)
                safe += bytes;
            else
                safe += point == '\n' ? "\\n" : "\\t";
        } else if (isControl(point)) {
            appendEscape(safe, 'x', 2, point);
        } else if (misleads(point)) {
            if (point > 0xffff)
                appendEscape(safe, 'U', 8, point);
            else
                appendEscape(safe, 'u', 4, point);
        } else {
            safe += bytes;
        }
    }
    return safe;
}

std::string safeJson(std::string_view json) {
    std::string safe;
    safe.reserve(json.size());
    for (CodePoints points(json); !points.done();) {
        const auto [point, bytes] = points.next();
        const bool layout = point == '\n' || point == '\t';
        if (point == kNone) {
            safe += "\\ufffd";
        } else if (point > 0xffff && misleads(point)) {
            appendEscape(safe, 'u', 4, 0xd7c0 + (point >> 10));
            appendEscape(safe, 'u', 4, 0xdc00 + (point & 0x3ff));
        } else if ((isControl(point) && !layout) || misleads(point)) {
            appendEscape(safe, 'u', 4, point);
        } else {
            safe += bytes;
        }
    }
    return safe;
}

std::size_t columnsOf(std::string_view text) {
    std::size_t columns = 0;
    for (CodePoints points(text); !points.done();)
        columns += columnsOf(points.next().point);
    return columns;
}

std::string shortenMiddle(std::string_view text, std::size_t columns) {
    if (columnsOf(text) <= columns) return std::string(text);
    if (columns == 0) return {};
    const std::size_t front = columns / 2;
    return std::string(frontOf(text, front)) + "\u2026" + std::string(backOf(text, columns - 1 - front));
}

std::string shortenEnd(std::string_view text, std::size_t columns) {
    if (columnsOf(text) <= columns) return std::string(text);
    if (columns == 0) return {};
    return std::string(frontOf(text, columns - 1)) + "\u2026";
}

} // namespace eventscope
