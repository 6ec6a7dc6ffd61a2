// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The event that a note is on. Its id decides; the rest is what was true when the note was last changed, so that a
/// list can say what an event was that is gone.
struct NotedEvent {
    EventId id;
    Position position;
    StreamId stream;
    Version version;
    std::string type;
    Time recordedAt;
    bool operator==(const NotedEvent &) const = default;
};

/// What a person wrote down about an event.
struct Note {
    NotedEvent event;
    std::string text;              ///< plain, UTF-8; may be empty
    std::vector<std::string> tags; ///< words, ascending, each once
    bool isBookmarked = false;
    Time createdAt;
    Time changedAt;
    bool operator==(const Note &) const = default;
    /// Says nothing any more: such a note is not kept.
    [[nodiscard]] bool isEmpty() const { return text.empty() && tags.empty() && !isBookmarked; }
};

inline constexpr std::size_t kNoteTextBytesMax = 64u << 10;
inline constexpr std::size_t kTagBytesMax = 64;
inline constexpr std::size_t kNoteTagsMax = 32;

/// What becomes of a note. Parts that are not named stay as they are stored, so that two programs that change different
/// parts of a note both get their way; of two texts the later one wins.
struct NoteChange {
    std::optional<std::string> text;
    std::vector<std::string> addTags;
    std::vector<std::string> removeTags;
    std::optional<bool> isBookmarked;
    std::optional<Time> createdAt; ///< of a note that comes back; otherwise a new one is made now
    bool operator==(const NoteChange &) const = default;
};

/// The note after `change` at `now`; `before` may be nothing. Nothing: no note is left. Errors: Invalid (text that is
/// no UTF-8 or has a NUL, what is no tag), TooLarge (text, number of tags).
[[nodiscard]] Result<std::optional<Note>> changed(const std::optional<Note> &before, const NotedEvent &event,
                                                  const NoteChange &change, Time now);
/// What makes `to` of `from`; either may be nothing.
[[nodiscard]] NoteChange differenceOf(const std::optional<Note> &from, const std::optional<Note> &to);

/// The words of a line as a person writes tags: apart by blanks or commas, with or without '#'; ascending, each once.
[[nodiscard]] std::vector<std::string> tagsOf(std::string_view line);
/// The tags as such a line: "late payment".
[[nodiscard]] std::string tagLine(const std::vector<std::string> &tags);

} // namespace eventscope
