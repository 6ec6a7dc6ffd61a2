// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/oddities.h"

#include "core/event/utf8.h"
#include "core/json/number.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace eventscope {
namespace {

constexpr std::size_t kPathBytesMax = 64u << 10;
constexpr std::size_t kNowhere = std::string_view::npos;

/// How many bytes of a character that reorders others begin at `at`; 0: none. U+061C, U+200E, U+200F, U+202A to U+202E,
/// U+2066 to U+2069 (Unicode Bidi_Control).
std::size_t bidiBytes(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
    };
    if (byte(0) == 0xd8) return byte(1) == 0x9c ? 2 : 0;
    if (byte(0) != 0xe2) return 0;
    const auto in = [&](int from, int to) { return byte(2) >= from && byte(2) <= to; };
    const bool isBidi = (byte(1) == 0x80 && (in(0x8e, 0x8f) || in(0xaa, 0xae))) || (byte(1) == 0x81 && in(0xa6, 0xa9));
    return isBidi ? 3 : 0;
}

/// The first one at or after `from`, or kNowhere.
std::size_t findBidi(std::string_view text, std::size_t from = 0) {
    for (std::size_t at = text.find_first_of("\xd8\xe2", from); at != kNowhere;
         at = text.find_first_of("\xd8\xe2", at + 1))
        if (bidiBytes(text, at) > 0) return at;
    return kNowhere;
}

/// Collects places by kind.
class Findings {
  public:
    void add(OddKind kind, const std::function<OddPlace()> &place) {
        Oddity &oddity = of(kind);
        ++oddity.count;
        if (oddity.places.size() < Oddity::kPlacesMax) oddity.places.push_back(place());
    }
    void addUnlisted(OddKind kind) { ++of(kind).count; }
    std::vector<Oddity> take() {
        std::ranges::sort(m_found, {}, &Oddity::kind);
        return std::move(m_found);
    }

  private:
    Oddity &of(OddKind kind) {
        const auto found = std::ranges::find(m_found, kind, &Oddity::kind);
        if (found != m_found.end()) return *found;
        m_found.push_back({kind, 0, {}});
        return m_found.back();
    }
    std::vector<Oddity> m_found;
};

/// Goes through a document. Recursion ends at the depth that parsing allows.
class DocumentWalk {
  public:
    explicit DocumentWalk(Findings &findings) : m_findings(findings) {}

    void look(const Json &value) {
        if (value.isNumber() && losesDigitsAsDouble(value.token())) add(OddKind::InexactNumber);
        if (value.isString() && findBidi(value.token()) != kNowhere) add(OddKind::BidiControl);
        if (!value.isContainer()) return;
        if (m_path.size() == Oddity::kDepthMax) add(OddKind::VeryDeep);
        const bool hasDuplicates = value.isObject() && value.hasDuplicateKeys();
        std::set<std::string_view> doubled;
        std::size_t at = 0;
        for (const auto &[key, child] : value.children()) {
            const std::string index = value.isArray() ? std::to_string(at) : std::string();
            enter(value.isArray() ? std::string_view(index) : key);
            if (hasDuplicates && value.find(key) != at && doubled.insert(key).second) add(OddKind::DuplicateKey);
            if (findBidi(key) != kNowhere) add(OddKind::BidiControl);
            look(child);
            leave();
            ++at;
        }
    }

  private:
    void enter(std::string_view token) {
        m_path.push_back(token);
        m_pathBytes += token.size();
    }
    void leave() {
        m_pathBytes -= m_path.back().size();
        m_path.pop_back();
    }
    void add(OddKind kind) {
        if (m_pathBytes > kPathBytesMax) return m_findings.addUnlisted(kind);
        m_findings.add(kind, [this] {
            return OddPlace{Pointer(std::vector<std::string>(m_path.begin(), m_path.end())), std::nullopt};
        });
    }

    Findings &m_findings;
    std::vector<std::string_view> m_path; // of the document and of the indexes above
    std::size_t m_pathBytes = 0;
};

void addOffset(Findings &findings, OddKind kind, std::size_t offset) {
    findings.add(kind, [offset] { return OddPlace{{}, offset}; });
}

void lookAtText(Findings &findings, std::string_view text) {
    for (std::size_t at = findBidi(text); at != kNowhere; at = findBidi(text, at + 1))
        addOffset(findings, OddKind::BidiControl, at);
}

/// Where reading ended, as the error says it: "byte N".
std::size_t offsetOf(const Error &error) {
    constexpr std::string_view kWord = "byte ";
    std::size_t offset = 0;
    if (error.detail.starts_with(kWord))
        std::from_chars(error.detail.data() + kWord.size(), error.detail.data() + error.detail.size(), offset);
    return offset;
}

void lookAtJson(Findings &findings, std::string_view bytes) {
    const auto document = Json::parse(bytes);
    if (document) return DocumentWalk(findings).look(*document);
    const bool isTooDeep = document.error().kind == ErrorKind::TooLarge;
    addOffset(findings, isTooDeep ? OddKind::VeryDeep : OddKind::NotJson, offsetOf(document.error()));
    lookAtText(findings, bytes);
}

} // namespace

std::vector<Oddity> odditiesOf(const Payload &payload) {
    const std::string_view bytes = payload.bytes;
    Findings findings;
    if (bytes.empty()) return {};
    if (bytes.size() > Oddity::kBytesMax) findings.add(OddKind::VeryLarge, [] { return OddPlace(); });
    if (payload.encoding == Encoding::Binary) return findings.take();
    if (const std::size_t at = firstInvalidUtf8(bytes); at != kNowhere) addOffset(findings, OddKind::NotUtf8, at);
    if (payload.encoding == Encoding::Json)
        lookAtJson(findings, bytes);
    else
        lookAtText(findings, bytes);
    return findings.take();
}

} // namespace eventscope
