// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/envelope_places.h"

#include "core/json/object_search.h"
#include "core/json/object_text.h"
#include "core/json/protected_state.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace eventscope {

namespace {

constexpr std::string_view kBegin = R"({"$pii":)";

/// Whether no object can have a member of an envelope's name but one that begins as print() writes it.
bool arePrinted(std::string_view text) {
    static constexpr std::string_view kEscaped = "\"\\u0024";
    for (auto at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
        const bool mayBeName = at > 0 && text[at - 1] == '"' && at + 1 < text.size() &&
                               (text[at + 1] == kSealedMember[1] || text[at + 1] == '\\');
        if (mayBeName && (at < 2 || !text.substr(at - 2).starts_with(kBegin))) return false;
    }
    if (text.find('\\') == std::string_view::npos) return true;
    return memmem(text.data(), text.size(), kEscaped.data(), kEscaped.size()) == nullptr;
}

} // namespace

EnvelopePlaces::EnvelopePlaces(std::string_view document)
    : m_document(document),
      m_arePrinted(arePrinted(document)),
      m_candidates(m_arePrinted ? std::vector<std::size_t>() : objectsWithMember(document, kSealedMember)) {}

EnvelopePlaces::Found EnvelopePlaces::at(std::string_view rest) const {
    if (!rest.starts_with('{')) return {};
    if (m_arePrinted ? !rest.starts_with(kBegin)
                     : !std::ranges::binary_search(m_candidates, m_document.size() - rest.size()))
        return {};
    // No other bracket stands in one that is printed.
    if (auto printed = printedEnvelopeAt(rest)) return {*std::move(printed), rest.find('}') + 1};
    const auto value = Json::parse(objectAt(rest));
    return value ? Found{envelopeOf(*value)} : Found();
}

} // namespace eventscope
