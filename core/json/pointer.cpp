// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/pointer.h"

#include "core/json/array_index.h"
#include "core/json/json_container.h"

#include <charconv>

namespace eventscope {

namespace {

/// One token without its escapes; nothing when a '~' stands alone.
std::optional<std::string> unescaped(std::string_view token) {
    std::string text;
    text.reserve(token.size());
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] != '~') {
            text += token[i];
            continue;
        }
        if (++i == token.size() || (token[i] != '0' && token[i] != '1')) return std::nullopt;
        text += token[i] == '0' ? '~' : '/';
    }
    return text;
}

} // namespace

std::optional<std::size_t> arrayIndex(std::string_view token) {
    if (token.empty() || (token.size() > 1 && token[0] == '0')) return std::nullopt;
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (error != std::errc() || end != token.data() + token.size()) return std::nullopt;
    return index;
}

Result<Pointer> Pointer::parse(std::string_view text) {
    std::vector<std::string> tokens;
    if (text.empty()) return Pointer();
    if (text[0] != '/') {
        return fail(ErrorKind::Invalid, "A JSON pointer is empty or begins with '/'",
                    "Write it as in \"/items/0/name\"");
    }
    while (!text.empty()) {
        text.remove_prefix(1);
        const std::size_t size = std::min(text.find('/'), text.size());
        std::optional<std::string> token = unescaped(text.substr(0, size));
        if (!token) {
            return fail(ErrorKind::Invalid, "A '~' in a JSON pointer is followed by 0 or 1",
                        "Write \"~0\" for '~' and \"~1\" for '/'");
        }
        tokens.push_back(std::move(*token));
        text.remove_prefix(size);
    }
    return Pointer(std::move(tokens));
}

Pointer Pointer::child(std::string_view token) const {
    Pointer made;
    made.m_tokens.reserve(m_tokens.size() + 1);
    made.m_tokens = m_tokens;
    made.m_tokens.emplace_back(token);
    return made;
}

Pointer Pointer::child(std::size_t index) const { return child(std::to_string(index)); }

Pointer Pointer::parent() const {
    if (isRoot()) return {};
    return Pointer({m_tokens.begin(), m_tokens.end() - 1});
}

std::string Pointer::text() const { return pointerText(m_tokens); }

std::string pointerText(std::span<const std::string> tokens) {
    std::string text;
    for (const std::string &token : tokens) {
        text += '/';
        if (token.find_first_of("~/") == std::string::npos) {
            text += token;
            continue;
        }
        for (const char letter : token) {
            if (letter == '~')
                text += "~0";
            else if (letter == '/')
                text += "~1";
            else
                text += letter;
        }
    }
    return text;
}

std::optional<Json> valueAt(const Json &document, const Pointer &pointer) {
    const Json *value = &document;
    for (const std::string &token : pointer.tokens()) {
        const std::size_t index = value->isArray() ? arrayIndex(token).value_or(Json::npos) : value->find(token);
        if (index >= value->size()) return std::nullopt;
        value = &json_container::childAt(*value, index);
    }
    return *value;
}

} // namespace eventscope
