// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/event/codec/byte_source.h"
#include "core/event/codec/file_format.h"
#include "core/event/new_event.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope {

/// One event as a file has it.
struct DecodedEvent {
    std::string stream; ///< empty when the file does not say
    std::optional<Version> version;
    std::optional<Position> position; ///< where it stood in the store that wrote the file
    std::optional<Time> recordedAt;
    NewEvent event;         ///< the id is null when the file has none; one that is no UUID becomes a UUID made from it
    std::uint64_t line = 0; ///< where it begins in the file, from 1
};

/// Reads the events of a file one by one, in their order, in memory bounded by the largest of them. JSON payloads are
/// the bytes of the file, never written anew. A byte order mark, CRLF and blank lines are taken. One thread.
class Decoder {
  public:
    /// Largest event in a file, in bytes of text.
    static constexpr std::size_t kEventBytesMax = 64u << 20;

    virtual ~Decoder() = default;
    [[nodiscard]] virtual FileFormat format() const = 0;
    /// False at the end of the file. `event` is reused from call to call; after an error there is no next.
    /// Errors: Corrupt ("line 12, byte 34: ..."; no JSON, cut off, a key twice, a value of the wrong kind, no type),
    /// TooLarge (over kEventBytesMax), Unavailable (reading failed).
    [[nodiscard]] virtual Result<bool> next(DecodedEvent &event) = 0;
    /// What was passed over so far: each unknown key once ("line 3: unknown key \"foo\""), at most 100.
    [[nodiscard]] virtual const std::vector<std::string> &warnings() const = 0;
    /// Bytes of the file taken so far, for progress.
    [[nodiscard]] virtual std::uint64_t bytesRead() const = 0;
};

/// Tells the format from the beginning of the file. An empty file is JSON lines without events.
/// CloudEvents of others (without the extension `stream`): the stream is `streamid` (with `streamversion`), else the
/// subject, else the source; an id that is no UUID counts together with its source, and every attribute that has no
/// place of its own goes into the metadata. Errors: as Decoder::next, for the first event.
[[nodiscard]] Result<std::unique_ptr<Decoder>> openDecoder(std::unique_ptr<ByteSource> source);

} // namespace eventscope
