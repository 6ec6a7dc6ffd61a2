// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eventscope::ui {

/// Where line breaks and tabs in a text belong.
enum class Lines : std::uint8_t {
    One,  ///< drawn as symbols, for names and cells
    Many, ///< kept, for payloads
};

/// Text from a store as it may be shown: whatever could hide, reorder or fake what is read is drawn as a token instead.
///
/// C0 controls and DEL become their symbols (U+2400 ff.); C1 controls, bidirectional controls, invisible and separating
/// characters, and noncharacters become "⟦U+202E⟧"; bytes that are not UTF-8 become "⟦xFF⟧". Everything else stays.
/// Show the result as plain text. Threads: any. Cost: O(bytes).
[[nodiscard]] QString safeText(std::string_view utf8, Lines lines = Lines::One);

/// The bytes as they are, without tokens: for copying and for asking core. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] QString exactText(std::string_view utf8);

/// safeText with the middle left out where it is longer than `charactersMax`: "account-7f3a…9c41". Never cuts a token;
/// a token counts with its length. Cost: O(charactersMax), however long the text is.
[[nodiscard]] QString shortened(std::string_view utf8, int charactersMax = 22);

/// How many of the first bytes, at most `bytesMax`, end where a character ends.
[[nodiscard]] std::size_t wholeCharacters(std::string_view utf8, std::size_t bytesMax);

/// safeText of the first bytes, with an ellipsis where there are more than `bytesMax`. Never cuts a character.
[[nodiscard]] QString beginningOf(std::string_view utf8, std::size_t bytesMax);

/// How much of a name, and of a message with names in it, is shown where it is to be seen as a whole: laying out the
/// megabytes that a file may give as a name would freeze the window.
inline constexpr int kNameCharacters = 200;
inline constexpr int kMessageCharacters = 1000;

} // namespace eventscope::ui
