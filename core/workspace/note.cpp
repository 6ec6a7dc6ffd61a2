// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/note.h"

#include "core/base/text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace eventscope {

namespace {

/// What a line of tags is split at; the ideographic space and comma too, which many people type.
constexpr std::string_view kBreaks[] = {" ", "\t", "\n", "\r", ",", "\xe3\x80\x80", "\xef\xbc\x8c", "\xc2\xa0"};

std::size_t breakAt(std::string_view text) {
    for (const std::string_view mark : kBreaks) {
        if (text.starts_with(mark)) return mark.size();
    }
    return 0;
}

/// A word that stays one word when it is written in a line and read again, and that cannot steer what shows it.
bool isTag(std::string_view tag) {
    return !tag.empty() && tag.size() <= kTagBytesMax && safeText(tag, LineBreaks::Escape) == tag &&
           tagsOf(tag) == std::vector<std::string>{std::string(tag)};
}

Result<void> checkText(std::string_view text) {
    if (text.size() > kNoteTextBytesMax) {
        return fail(ErrorKind::TooLarge, "This note is longer than 64 KiB",
                    "Shorten it, or keep the text in a file and note where it is");
    }
    if (!isUtf8(text) || text.find('\0') != std::string_view::npos)
        return fail(ErrorKind::Invalid, "This note is no text", "Write it in UTF-8, without NUL characters");
    return {};
}

Result<void> checkTags(const std::vector<std::string> &tags) {
    if (!std::ranges::all_of(tags, isTag)) {
        return fail(ErrorKind::Invalid, "This is no tag",
                    "A tag is a word of at most 64 bytes without blanks, commas, a leading # or hidden characters");
    }
    return {};
}

void sortTags(std::vector<std::string> &tags) {
    std::ranges::sort(tags);
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
}

std::vector<std::string> without(const std::vector<std::string> &tags, const std::vector<std::string> &removed) {
    std::vector<std::string> rest;
    std::ranges::set_difference(tags, removed, std::back_inserter(rest));
    return rest;
}

} // namespace

Result<std::optional<Note>> changed(const std::optional<Note> &before, const NotedEvent &event,
                                    const NoteChange &change, Time now) {
    Note note = before.value_or(Note{{}, {}, {}, false, change.createdAt.value_or(now), now});
    note.event = event;
    note.changedAt = now;
    if (change.text) {
        ES_TRY(checkText(*change.text));
        note.text = *change.text;
    }
    ES_TRY(checkTags(change.addTags));
    std::erase_if(note.tags, [&](const std::string &tag) {
        return std::ranges::find(change.removeTags, tag) != change.removeTags.end();
    });
    note.tags.insert(note.tags.end(), change.addTags.begin(), change.addTags.end());
    sortTags(note.tags);
    if (note.tags.size() > kNoteTagsMax)
        return fail(ErrorKind::TooLarge, "A note has at most 32 tags", "Remove one before you add another");
    if (change.isBookmarked) note.isBookmarked = *change.isBookmarked;
    if (note.isEmpty()) return std::optional<Note>();
    return std::optional(std::move(note));
}

NoteChange differenceOf(const std::optional<Note> &from, const std::optional<Note> &to) {
    static const Note kNone;
    const Note &a = from ? *from : kNone;
    const Note &b = to ? *to : kNone;
    NoteChange change;
    if (a.text != b.text) change.text = b.text;
    change.addTags = without(b.tags, a.tags);
    change.removeTags = without(a.tags, b.tags);
    if (a.isBookmarked != b.isBookmarked) change.isBookmarked = b.isBookmarked;
    if (!from && to) change.createdAt = to->createdAt;
    return change;
}

std::vector<std::string> tagsOf(std::string_view line) {
    std::vector<std::string> tags;
    std::string word;
    const auto take = [&] {
        word.erase(0, std::min(word.find_first_not_of('#'), word.size()));
        if (!word.empty()) tags.push_back(std::exchange(word, {}));
    };
    while (!line.empty()) {
        const std::size_t bytes = breakAt(line);
        if (bytes > 0)
            take();
        else
            word += line.front();
        line.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    take();
    sortTags(tags);
    return tags;
}

std::string tagLine(const std::vector<std::string> &tags) {
    std::string line;
    for (const std::string &tag : tags)
        line += (line.empty() ? "" : " ") + tag;
    return line;
}

} // namespace eventscope
