// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/write_bytes.h"
#include "core/document/document.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

enum class PdfStyle : std::uint8_t { Title, Heading, SubHeading, Body, Name, Cell, CellHead, Footer };

/// A text in lines of one width. Move only.
class PdfText {
  public:
    PdfText();
    PdfText(PdfText &&) noexcept;
    PdfText &operator=(PdfText &&) noexcept;
    ~PdfText();

    [[nodiscard]] std::size_t lines() const { return m_tops.size() - 1; }
    [[nodiscard]] double height() const { return m_tops.back(); }
    [[nodiscard]] double height(std::size_t from, std::size_t to) const { return m_tops[to] - m_tops[from]; }
    /// The end of the lines from `from` on that stand in `room`.
    [[nodiscard]] std::size_t fitting(std::size_t from, double room) const;

  private:
    friend class PdfPages;
    struct Line;
    std::vector<Line> m_lines;
    std::vector<double> m_tops; ///< of each line, and the end of the last
};

/// The pages of a PDF, and where on them the next thing is drawn. Lengths in points, from the margins. One thread.
class PdfPages {
  public:
    /// Without `write` nothing is drawn: pages are counted. `pagesInAll`: for the foot of each; 0 while counting.
    PdfPages(const Document &document, WriteBytes write, std::size_t pagesInAll);
    PdfPages(const PdfPages &) = delete;
    PdfPages &operator=(const PdfPages &) = delete;
    ~PdfPages();

    [[nodiscard]] double width() const;
    [[nodiscard]] double height() const;
    [[nodiscard]] double room() const; ///< on this page
    [[nodiscard]] bool isAtTop() const { return m_y <= 0; }
    [[nodiscard]] std::size_t pages() const { return m_page; }

    [[nodiscard]] PdfText text(std::string_view text, PdfStyle style, double width) const;
    /// Draws the lines [from, to) with their top `below` under where this page is.
    void draw(const PdfText &text, std::size_t from, std::size_t to, double x, double below = 0);
    void box(double x, double width, double height, bool isShaded);
    /// Goes down, but not beyond the page.
    void skip(double distance);
    /// Begins a new page unless so much is left on this one.
    void keepTogether(double distance);
    void next();

    /// A part of the document's structure; they nest, and end on the page where they began.
    void beginTag(const char *name);
    void endTag();
    /// An entry of the outline that leads here.
    void outline(const std::string &text, int level);

    /// What went wrong so far. Errors: those of `write`, Internal.
    [[nodiscard]] Result<void> problem() const;
    [[nodiscard]] Result<void> finish();

  private:
    void foot();
    struct Parts;
    const std::unique_ptr<Parts> m_parts;
    const std::string m_title;
    const std::size_t m_pagesInAll;
    std::size_t m_page = 1;
    double m_y = 0;
};

} // namespace eventscope
