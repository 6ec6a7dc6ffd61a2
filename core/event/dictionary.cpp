// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/dictionary.h"

#include <mutex>

namespace eventscope {

namespace {

std::string typeKey(std::string_view name, int schemaVersion) {
    std::string key(name);
    key += '\0';
    return key += std::to_string(schemaVersion);
}

} // namespace

std::uint32_t Dictionary::streamCode(std::string_view stream) {
    if (const auto known = findStream(stream)) return *known;
    const std::unique_lock lock(m_mutex);
    const auto found = m_streamCodes.find(stream);
    if (found != m_streamCodes.end()) return found->second;
    const auto code = static_cast<std::uint32_t>(m_streams.size());
    m_streams.emplace_back(stream);
    m_streamCodes.emplace(m_streams.back(), code);
    return code;
}

std::uint32_t Dictionary::typeCode(std::string_view name, int schemaVersion) {
    if (const auto known = findType(name, schemaVersion)) return *known;
    const std::unique_lock lock(m_mutex);
    const auto code = static_cast<std::uint32_t>(m_types.size());
    const auto [entry, added] = m_typeCodes.emplace(typeKey(name, schemaVersion), code);
    if (added) m_types.push_back({std::string(name), schemaVersion});
    return entry->second;
}

std::optional<std::uint32_t> Dictionary::findStream(std::string_view stream) const {
    const std::shared_lock lock(m_mutex);
    const auto found = m_streamCodes.find(stream);
    if (found == m_streamCodes.end()) return std::nullopt;
    return found->second;
}

std::optional<std::uint32_t> Dictionary::findType(std::string_view name, int schemaVersion) const {
    const auto key = typeKey(name, schemaVersion);
    const std::shared_lock lock(m_mutex);
    const auto found = m_typeCodes.find(key);
    if (found == m_typeCodes.end()) return std::nullopt;
    return found->second;
}

std::string_view Dictionary::stream(std::uint32_t code) const {
    const std::shared_lock lock(m_mutex);
    return m_streams[code];
}

const TypeName &Dictionary::type(std::uint32_t code) const {
    const std::shared_lock lock(m_mutex);
    return m_types[code];
}

std::uint32_t Dictionary::streams() const {
    const std::shared_lock lock(m_mutex);
    return static_cast<std::uint32_t>(m_streams.size());
}

std::uint32_t Dictionary::types() const {
    const std::shared_lock lock(m_mutex);
    return static_cast<std::uint32_t>(m_types.size());
}

} // namespace eventscope
