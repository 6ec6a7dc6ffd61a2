// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace eventscope {

/// A text for people, apart from how it is written. All texts are plain, in UTF-8: nothing in them is taken for markup,
/// and what could steer or mislead a reader (controls, bidirectional overrides) is written out by the writers, see
/// safeText(). Line breaks in paragraphs, definitions and cells stay. Value type.
struct Document {
    struct Heading {
        int level = 2; ///< 2 or 3; the title is 1
        std::string text;
    };
    struct Paragraph {
        std::string text;
    };
    /// Names with what they stand for.
    struct Definitions {
        std::vector<std::pair<std::string, std::string>> items;
    };
    struct Column {
        std::string title;
        double share = 1; ///< of the width
    };
    struct Table {
        std::string caption; ///< empty: none
        std::vector<Column> columns;
        std::vector<std::vector<std::string>> rows; ///< each with a cell for every column
    };
    using Block = std::variant<Heading, Paragraph, Definitions, Table>;

    std::string title;
    std::string language = "en"; ///< BCP 47
    Time createdAt;              ///< what the file says of itself; equal documents give equal bytes
    std::vector<Block> blocks;

    void heading(int level, std::string text) { blocks.emplace_back(Heading{level, std::move(text)}); }
    void paragraph(std::string text) { blocks.emplace_back(Paragraph{std::move(text)}); }
};

} // namespace eventscope
