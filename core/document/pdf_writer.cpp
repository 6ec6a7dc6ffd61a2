// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/pdf_writer.h"

#include "core/document/pdf_pages.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr double kGap = 6, kCellPadding = 3;
constexpr double kNameShare = 0.28; ///< of the width, for the names of definitions

/// Lays blocks out, from top to bottom and over pages.
class PdfBlocks {
  public:
    PdfBlocks(PdfPages &pages, const JobControl &job) : m_pages(pages), m_job(job) {}

    void title(const std::string &text) { flow("H1", m_pages.text(text, PdfStyle::Title, m_pages.width())); }
    Result<void> operator()(const Document::Heading &heading) {
        const bool isMain = heading.level <= 2;
        const auto text =
            m_pages.text(heading.text, isMain ? PdfStyle::Heading : PdfStyle::SubHeading, m_pages.width());
        m_pages.skip(isMain ? 2 * kGap : kGap);
        m_pages.keepTogether(text.height() + kBehindHeading);
        m_pages.outline(heading.text, isMain ? 2 : 3);
        flow(isMain ? "H2" : "H3", text);
        return {};
    }
    Result<void> operator()(const Document::Paragraph &paragraph) {
        flow("P", m_pages.text(paragraph.text, PdfStyle::Body, m_pages.width()));
        return {};
    }
    /// A table without lines and heads: that is how they are read out best, too.
    Result<void> operator()(const Document::Definitions &definitions) {
        const std::vector<double> widths{m_pages.width() * kNameShare, m_pages.width() * (1 - kNameShare)};
        m_pages.beginTag("Table");
        for (const auto &[name, text] : definitions.items) {
            if (m_job.stopRequested()) return stop();
            ES_TRY(row({name, text}, widths, {PdfStyle::Name, PdfStyle::Body}, Frame::None, {}));
        }
        m_pages.endTag();
        m_pages.skip(kGap);
        return {};
    }
    Result<void> operator()(const Document::Table &table) {
        if (!table.caption.empty()) {
            const auto caption = m_pages.text(table.caption, PdfStyle::Name, m_pages.width());
            m_pages.keepTogether(caption.height() + kBehindHeading);
            flow("P", caption);
        }
        std::vector<std::string> heads;
        std::vector<double> widths;
        double shares = 0;
        for (const Document::Column &column : table.columns)
            shares += column.share;
        for (const Document::Column &column : table.columns) {
            heads.push_back(column.title);
            widths.push_back(m_pages.width() * column.share / shares);
        }
        const auto drawHeads = [&] { static_cast<void>(row(heads, widths, {PdfStyle::CellHead}, Frame::Head, {})); };
        m_pages.keepTogether(kBehindHeading);
        m_pages.beginTag("Table");
        drawHeads();
        for (const auto &cells : table.rows) {
            if (m_job.stopRequested()) return stop();
            ES_TRY(row(cells, widths, {PdfStyle::Cell}, Frame::Lines, drawHeads));
        }
        m_pages.endTag();
        m_pages.skip(kGap);
        return {};
    }

  private:
    enum class Frame : std::uint8_t { None, Lines, Head };
    static constexpr double kBehindHeading = 40; ///< at least so much of what follows stands on the same page

    Result<void> stop() {
        m_pages.endTag();
        return cancelled();
    }

    /// Text over the whole width.
    void flow(const char *tag, const PdfText &text) {
        for (std::size_t line = 0; line < text.lines();) {
            const std::size_t end = text.fitting(line, m_pages.room());
            if (end == line && !m_pages.isAtTop()) {
                m_pages.next();
                continue;
            }
            const std::size_t last = std::max(end, line + 1); // one higher than a page is cut
            m_pages.beginTag(tag);
            m_pages.draw(text, line, last, 0);
            m_pages.endTag();
            m_pages.skip(text.height(line, last));
            line = last;
        }
        m_pages.skip(kGap);
    }

    /// A row, whole on one page if it is not higher than one. `onPage` draws what each further page begins with.
    Result<void> row(const std::vector<std::string> &cells, const std::vector<double> &widths,
                     const std::vector<PdfStyle> &styles, Frame frame, const std::function<void()> &onPage) {
        std::vector<PdfText> texts;
        double height = 0;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            texts.push_back(m_pages.text(i < cells.size() ? cells[i] : std::string(),
                                         styles[std::min(i, styles.size() - 1)], widths[i] - 2 * kCellPadding));
            height = std::max(height, texts.back().height() + 2 * kCellPadding);
        }
        if (height > m_pages.room() && !m_pages.isAtTop() && height <= m_pages.height() / 2) turn(onPage);
        std::vector<std::size_t> from(texts.size(), 0);
        while (true) {
            std::vector<std::size_t> to;
            double slice = 0;
            bool isOver = true, isAny = false;
            for (std::size_t i = 0; i < texts.size(); ++i) {
                std::size_t end = texts[i].fitting(from[i], m_pages.room() - 2 * kCellPadding);
                if (end == from[i] && m_pages.isAtTop() && end < texts[i].lines()) ++end;
                isAny = isAny || end > from[i];
                isOver = isOver && end == texts[i].lines();
                slice = std::max(slice, texts[i].height(from[i], end));
                to.push_back(end);
            }
            if (!isAny && !isOver) {
                turn(onPage);
                continue;
            }
            drawSlice(texts, from, to, widths, slice + 2 * kCellPadding, frame);
            if (isOver) return {};
            from = to;
            turn(onPage);
        }
    }

    /// Tags end with their page.
    void turn(const std::function<void()> &onPage) {
        m_pages.endTag();
        m_pages.next();
        m_pages.beginTag("Table");
        if (onPage) onPage();
    }

    void drawSlice(const std::vector<PdfText> &texts, const std::vector<std::size_t> &from,
                   const std::vector<std::size_t> &to, const std::vector<double> &widths, double height, Frame frame) {
        m_pages.beginTag("TR");
        double x = 0;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (frame != Frame::None) m_pages.box(x, widths[i], height, frame == Frame::Head);
            m_pages.beginTag(frame == Frame::Head || (frame == Frame::None && i == 0) ? "TH" : "TD");
            m_pages.draw(texts[i], from[i], to[i], x + kCellPadding, kCellPadding);
            m_pages.endTag();
            x += widths[i];
        }
        m_pages.endTag();
        m_pages.skip(height);
    }

    PdfPages &m_pages;
    const JobControl &m_job;
};

Result<void> layOut(const Document &document, PdfPages &pages, std::size_t before, const JobControl &job) {
    PdfBlocks blocks(pages, job);
    blocks.title(document.title);
    std::size_t done = before;
    for (const Document::Block &block : document.blocks) {
        if (job.stopRequested()) return cancelled();
        ES_TRY(std::visit(blocks, block));
        ES_TRY(pages.problem());
        job.report(++done, 2 * document.blocks.size());
    }
    return {};
}

} // namespace

Result<void> writePdf(const Document &document, const WriteBytes &write, const JobControl &job) {
    PdfPages counting(document, {}, 0);
    ES_TRY(layOut(document, counting, 0, job));
    PdfPages pages(document, write, counting.pages());
    ES_TRY(layOut(document, pages, document.blocks.size(), job));
    return pages.finish();
}

} // namespace eventscope
