// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workspace/note.h"

#include <cstdint>
#include <span>
#include <string>

namespace eventscope {

enum class NoteFormat : std::uint8_t {
    JsonLines, ///< one note a line, members in the order of the CSV's columns
    Csv,       ///< with a header line; cells that a spreadsheet would run get a ' in front, as the last name there says
    Markdown,  ///< a list to paste into a report: one heading per event, the text as a quotation
};

/// The notes as a text, in the order given. Times are UTC, positions text.
[[nodiscard]] std::string notesText(std::span<const Note> notes, NoteFormat format);

} // namespace eventscope
