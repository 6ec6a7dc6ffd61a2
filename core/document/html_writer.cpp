// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/html_writer.h"

#include "core/base/text.h"

#include <cmath>

namespace eventscope {

namespace {

constexpr std::string_view kStyle = R"css(
html { font: 15px/1.45 system-ui, "DejaVu Sans", sans-serif; color: #1b1f24; background: #fff; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.7rem; margin: 0 0 1rem; } h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
p, dd, td, th { white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: minmax(8rem, 1fr) 3fr; gap: .25rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: .5rem 0 1rem; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid #8c959f; padding: .3rem .5rem; text-align: start; vertical-align: top; }
th { background: #eef1f4; }
@page { size: A4; margin: 20mm; }
@media print { html { font-size: 10pt; } body { max-width: none; margin: 0; padding: 0; }
  thead { display: table-header-group; } tr, h2, h3 { break-inside: avoid; } h2, h3 { break-after: avoid; } }
)css";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : safeText(text, LineBreaks::Keep)) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

/// The text in an element whose direction follows from what it holds.
std::string element(std::string_view name, std::string_view text, std::string_view attributes = {}) {
    std::string out = "<" + std::string(name);
    if (!attributes.empty()) out += " " + std::string(attributes);
    return out + " dir=\"auto\">" + escaped(text) + "</" + std::string(name) + ">";
}

class HtmlBlocks {
  public:
    HtmlBlocks(const WriteBytes &write, const JobControl &job) : m_write(write), m_job(job) {}

    Result<void> operator()(const Document::Heading &heading) {
        return m_write(element(heading.level <= 2 ? "h2" : "h3", heading.text) + "\n");
    }
    Result<void> operator()(const Document::Paragraph &paragraph) {
        return m_write(element("p", paragraph.text) + "\n");
    }
    Result<void> operator()(const Document::Definitions &definitions) {
        ES_TRY(m_write("<dl>\n"));
        for (const auto &[name, text] : definitions.items)
            ES_TRY(m_write(element("dt", name) + element("dd", text) + "\n"));
        return m_write("</dl>\n");
    }
    Result<void> operator()(const Document::Table &table) {
        std::string head = "<table>\n";
        if (!table.caption.empty()) head += element("caption", table.caption) + "\n";
        double shares = 0;
        for (const Document::Column &column : table.columns)
            shares += column.share;
        head += "<colgroup>";
        for (const Document::Column &column : table.columns)
            head += "<col style=\"width:" + std::to_string(std::lround(100 * column.share / shares)) + "%\">";
        head += "</colgroup>\n<thead><tr>";
        for (const Document::Column &column : table.columns)
            head += element("th", column.title, "scope=\"col\"");
        ES_TRY(m_write(head + "</tr></thead>\n<tbody>\n"));
        for (const auto &row : table.rows) {
            if (m_job.stopRequested()) return cancelled();
            std::string line = "<tr>";
            for (const std::string &cell : row)
                line += element("td", cell);
            ES_TRY(m_write(line + "</tr>\n"));
        }
        return m_write("</tbody>\n</table>\n");
    }

  private:
    const WriteBytes &m_write;
    const JobControl &m_job;
};

} // namespace

Result<void> writeHtml(const Document &document, const WriteBytes &write, const JobControl &job) {
    ES_TRY(write("<!DOCTYPE html>\n<html lang=\"" + escaped(document.language) +
                 "\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                 "'unsafe-inline'\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"dcterms.created\" content=\"" +
                 toIso(document.createdAt) + "\">\n<title>" + escaped(document.title) + "</title>\n<style>" +
                 std::string(kStyle) + "</style>\n</head>\n<body>\n<main>\n" + element("h1", document.title) + "\n"));
    HtmlBlocks blocks(write, job);
    std::size_t done = 0;
    for (const Document::Block &block : document.blocks) {
        if (job.stopRequested()) return cancelled();
        ES_TRY(std::visit(blocks, block));
        job.report(++done, document.blocks.size());
    }
    return write("</main>\n</body>\n</html>\n");
}

} // namespace eventscope
