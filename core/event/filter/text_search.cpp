// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/text_search.h"

#include "core/event/utf8.h"

#include <re2/re2.h>

#include <utility>

namespace eventscope {

namespace {

/// Nothing where RE2 cannot take the text.
std::unique_ptr<const re2::RE2> patternOf(std::string_view text) {
    if (text.empty() || firstInvalidUtf8(text) != std::string_view::npos) return nullptr;
    re2::RE2::Options options;
    options.set_literal(true);
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    auto pattern = std::make_unique<const re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
    return pattern->ok() ? std::move(pattern) : nullptr;
}

} // namespace

TextSearch::TextSearch(std::string_view text) : m_text(text), m_pattern(patternOf(text)) {}

TextSearch::~TextSearch() = default;

bool TextSearch::isIn(std::string_view bytes) const {
    if (m_text.empty()) return false;
    if (!m_pattern) return bytes.find(m_text) != std::string_view::npos;
    return re2::RE2::PartialMatch(re2::StringPiece(bytes.data(), bytes.size()), *m_pattern);
}

} // namespace eventscope
