// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/dictionary.h"

#include <functional>
#include <utility>

namespace eventscope {

namespace {

std::string typeKey(std::string_view name, int schemaVersion) {
    std::string key(name);
    key += '\0';
    return key += std::to_string(schemaVersion);
}

} // namespace

std::uint32_t Dictionary::streamCode(std::string_view stream) {
    const std::size_t hash = std::hash<std::string_view>()(stream);
    Shard &shard = m_shards[shardOf(hash)];
    if (const auto known = findIn(shard, stream, hash)) return *known;
    const std::unique_lock lock(shard.mutex);
    const auto found = shard.codes.find(stream, hash);
    return found != shard.codes.end() ? found->code : addStream(stream, shard.codes);
}

std::uint32_t Dictionary::addStream(std::string_view stream, StreamCodes &codes) {
    const std::lock_guard lock(m_growth);
    const std::uint32_t code = m_streamCount.load(std::memory_order_relaxed);
    const std::string_view name(m_streamNames.store(stream, {}), stream.size());
    m_streams.set(code, name);
    codes.insert({name.data(), static_cast<std::uint32_t>(name.size()), code});
    m_streamCount.store(code + 1, std::memory_order_release);
    return code;
}

std::uint32_t Dictionary::typeCode(std::string_view name, int schemaVersion) {
    if (const auto known = findType(name, schemaVersion)) return *known;
    std::string key = typeKey(name, schemaVersion);
    const std::unique_lock lock(m_typeMutex);
    if (const auto found = m_typeCodes.find(key); found != m_typeCodes.end()) return found->second;
    const std::lock_guard growth(m_growth);
    const std::uint32_t code = m_typeCount.load(std::memory_order_relaxed);
    m_types.set(code, &m_typeNames.emplace_back(TypeName{std::string(name), schemaVersion}));
    m_typeCodes.emplace(std::move(key), code);
    m_typeCount.store(code + 1, std::memory_order_release);
    return code;
}

std::optional<std::uint32_t> Dictionary::findStream(std::string_view stream) const {
    const std::size_t hash = std::hash<std::string_view>()(stream);
    return findIn(m_shards[shardOf(hash)], stream, hash);
}

std::optional<std::uint32_t> Dictionary::findIn(const Shard &shard, std::string_view stream, std::size_t hash) {
    const std::shared_lock lock(shard.mutex);
    const auto found = shard.codes.find(stream, hash);
    if (found == shard.codes.end()) return std::nullopt;
    return found->code;
}

std::optional<std::uint32_t> Dictionary::findType(std::string_view name, int schemaVersion) const {
    const auto key = typeKey(name, schemaVersion);
    const std::shared_lock lock(m_typeMutex);
    const auto found = m_typeCodes.find(key);
    if (found == m_typeCodes.end()) return std::nullopt;
    return found->second;
}

} // namespace eventscope
