// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/file/file_rows.h"

#include <utility>

namespace eventscope {

namespace {

Failure doesNotAscend(const DecodedEvent &decoded, const std::string &stream, Version last) {
    return fail(ErrorKind::Corrupt,
                "line " + std::to_string(decoded.line) + ": version " + std::to_string(decoded.version->value) +
                    " of stream \"" + stream + "\" comes after version " + std::to_string(last.value),
                "The events of a stream must stand in the order of their versions, each once. If exports were joined "
                "here, import them into one store instead, the older one first: what they share counts as duplicates");
}

EventId idOf(const DecodedEvent &decoded, const std::string &stream, Version version) {
    if (!decoded.event.id.isNull()) return decoded.event.id;
    return derivedEventId(stream, std::to_string(version.value));
}

} // namespace

FileRows::FileRows(EventLog &log, std::string streamIfNone, Time timeIfNone)
    : m_log(&log), m_streamIfNone(std::move(streamIfNone)), m_lastTime(timeIfNone) {}

Result<void> FileRows::add(const DecodedEvent &decoded) {
    const std::string &stream = decoded.stream.empty() ? m_streamIfNone : decoded.stream;
    const auto last = m_log->lastVersion(stream);
    if (decoded.version && last && *decoded.version <= *last) return doesNotAscend(decoded, stream, *last);
    const Version version = decoded.version.value_or(Version{last ? last->value + 1 : 1});
    if (version.value == 0 && !last) m_versionBase = 0;
    if (decoded.recordedAt) m_lastTime = *decoded.recordedAt;
    const NewEvent &event = decoded.event;
    EventLog::Added added{stream,
                          version,
                          toUs(m_lastTime),
                          EventBatch::kNoTime,
                          idOf(decoded, stream, version),
                          event.type,
                          event.schemaVersion,
                          {event.dataEncoding, event.data},
                          {event.metadataEncoding, event.metadata}};
    if (event.validAt) added.validUs = toUs(*event.validAt);
    m_log->add(added);
    return {};
}

} // namespace eventscope
