// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/pdf_pages.h"

#include "core/base/text.h"
#include "core/document/pdf_writer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace eventscope {

namespace {

constexpr double kPageWidth = 595.276, kPageHeight = 841.890; // A4
constexpr double kMargin = 56, kFootHeight = 18;
constexpr std::size_t kPieceBytes = 4096; ///< of a text that is laid out at once: breaking lines is not linear

template <auto Release>
struct Releaser {
    template <class T>
    void operator()(T *object) const {
        Release(object);
    }
};
using Font = std::unique_ptr<PangoFontDescription, Releaser<pango_font_description_free>>;
using LinePtr = std::unique_ptr<PangoLayoutLine, Releaser<pango_layout_line_unref>>;
using ContextPtr = std::unique_ptr<PangoContext, Releaser<g_object_unref>>;
using AttributesPtr = std::unique_ptr<PangoAttrList, Releaser<pango_attr_list_unref>>;
using LayoutPtr = std::unique_ptr<PangoLayout, Releaser<g_object_unref>>;

struct Face {
    double points;
    PangoWeight weight;
};
constexpr std::array<Face, 8> kFaces{{{18, PANGO_WEIGHT_BOLD},
                                      {13, PANGO_WEIGHT_BOLD},
                                      {10.5, PANGO_WEIGHT_BOLD},
                                      {9.5, PANGO_WEIGHT_NORMAL},
                                      {9.5, PANGO_WEIGHT_BOLD},
                                      {8.5, PANGO_WEIGHT_NORMAL},
                                      {8.5, PANGO_WEIGHT_BOLD},
                                      {8, PANGO_WEIGHT_NORMAL}}};

Font fontOf(PdfStyle style) {
    const Face &face = kFaces[static_cast<std::size_t>(style)];
    Font font(pango_font_description_new());
    pango_font_description_set_family_static(font.get(), "DejaVu Sans, Sans");
    pango_font_description_set_weight(font.get(), face.weight);
    pango_font_description_set_absolute_size(font.get(), face.points * PANGO_SCALE);
    return font;
}

double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }

/// Where the next piece of a text ends: behind a line, else where a letter ends.
std::size_t pieceEnd(std::string_view text, std::size_t from) {
    if (const auto line = text.find('\n', from); line != std::string_view::npos && line - from <= kPieceBytes)
        return line;
    if (text.size() - from <= kPieceBytes) return text.size();
    std::size_t end = from + kPieceBytes;
    while (end > from && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return end;
}

} // namespace

struct PdfText::Line {
    LinePtr line;
    LayoutPtr layout; ///< which it belongs to, kept alive
    double x = 0, baseline = 0, width = 0;
};

PdfText::PdfText() : m_tops{0} {}
PdfText::PdfText(PdfText &&) noexcept = default;
PdfText &PdfText::operator=(PdfText &&) noexcept = default;
PdfText::~PdfText() = default;

std::size_t PdfText::fitting(std::size_t from, double room) const {
    std::size_t end = from;
    while (end < lines() && height(from, end + 1) <= room)
        ++end;
    return end;
}

struct PdfPages::Parts {
    ContextPtr context{pango_font_map_create_context(pango_cairo_font_map_get_default())};
    AttributesPtr attributes{pango_attr_list_new()};
    WriteBytes write; ///< empty: pages are counted
    std::optional<Error> error;
    cairo_surface_t *surface = nullptr;
    cairo_t *cairo = nullptr;
    std::vector<const char *> tags;
    int outlineParent = CAIRO_PDF_OUTLINE_ROOT;

    static cairo_status_t take(void *self, const unsigned char *bytes, unsigned int size) {
        auto &parts = *static_cast<Parts *>(self);
        if (parts.error) return CAIRO_STATUS_SUCCESS;
        if (auto written = parts.write({reinterpret_cast<const char *>(bytes), size}); !written)
            parts.error = std::move(written).error();
        return CAIRO_STATUS_SUCCESS; // cairo 1.16 crashes when it is told that a write failed
    }
};

PdfPages::PdfPages(const Document &document, WriteBytes write, std::size_t pagesInAll)
    : m_parts(std::make_unique<Parts>()),
      m_title(safeText(document.title, LineBreaks::Escape)),
      m_pagesInAll(pagesInAll) {
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE); // as the page, not a screen, has it
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(m_parts->context.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_language(m_parts->context.get(), pango_language_from_string(document.language.c_str()));
    pango_context_set_round_glyph_positions(m_parts->context.get(), FALSE);
    // A hyphen at the end of a line would be read as a part of the value that was broken there.
    pango_attr_list_insert(m_parts->attributes.get(), pango_attr_insert_hyphens_new(FALSE));
    m_parts->write = std::move(write);
    if (!m_parts->write) return;
    m_parts->surface = cairo_pdf_surface_create_for_stream(&Parts::take, m_parts.get(), kPageWidth, kPageHeight);
    cairo_pdf_surface_restrict_to_version(m_parts->surface, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(m_parts->surface, CAIRO_PDF_METADATA_TITLE, m_title.c_str());
    cairo_pdf_surface_set_metadata(m_parts->surface, CAIRO_PDF_METADATA_CREATOR, "Eventscope");
    // To the second, as PDF has it.
    const std::string created = toIso(document.createdAt).substr(0, 19) + "Z";
    cairo_pdf_surface_set_metadata(m_parts->surface, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
    m_parts->cairo = cairo_create(m_parts->surface);
    cairo_set_line_width(m_parts->cairo, 0.5);
    beginTag("Document"); // the one that goes over pages; with it the file says that it is tagged
}

PdfPages::~PdfPages() {
    if (!m_parts->cairo) return;
    if (!m_parts->error) m_parts->error = cancelled().value(); // what cairo still writes goes nowhere
    while (!m_parts->tags.empty())
        endTag();
    cairo_destroy(m_parts->cairo);
    cairo_surface_destroy(m_parts->surface);
}

double PdfPages::width() const { return kPageWidth - 2 * kMargin; }
double PdfPages::height() const { return kPageHeight - 2 * kMargin - kFootHeight; }
double PdfPages::room() const { return height() - m_y; }

PdfText PdfPages::text(std::string_view text, PdfStyle style, double width) const {
    const std::string safe = safeText(text, LineBreaks::Keep);
    const Font font = fontOf(style);
    PdfText made;
    for (std::size_t from = 0; from <= safe.size();) {
        const std::size_t end = pieceEnd(safe, from);
        const LayoutPtr layout(pango_layout_new(m_parts->context.get()));
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_attributes(layout.get(), m_parts->attributes.get());
        pango_layout_set_text(layout.get(), safe.data() + from, static_cast<int>(end - from));
        PangoLayoutIter *iter = pango_layout_get_iter(layout.get());
        const double above = made.height();
        do {
            PangoRectangle place;
            pango_layout_iter_get_line_extents(iter, nullptr, &place);
            PdfText::Line line;
            line.line.reset(pango_layout_line_ref(pango_layout_iter_get_line_readonly(iter)));
            line.layout.reset(PANGO_LAYOUT(g_object_ref(layout.get())));
            line.x = points(place.x);
            line.width = points(place.width);
            line.baseline = points(pango_layout_iter_get_baseline(iter) - place.y);
            made.m_lines.push_back(std::move(line));
            made.m_tops.push_back(above + points(place.y + place.height));
        } while (pango_layout_iter_next_line(iter) != FALSE);
        pango_layout_iter_free(iter);
        if (end == safe.size()) break;
        from = end + (safe[end] == '\n' ? 1 : 0);
    }
    return made;
}

void PdfPages::draw(const PdfText &text, std::size_t from, std::size_t to, double x, double below) {
    if (!m_parts->cairo) return;
    cairo_set_source_rgb(m_parts->cairo, 0.1, 0.12, 0.14);
    for (std::size_t i = from; i < to; ++i) {
        const double top = kMargin + m_y + below + text.height(from, i);
        const PdfText::Line &line = text.m_lines[i];
        cairo_move_to(m_parts->cairo, kMargin + x + line.x, top + line.baseline);
        pango_cairo_show_layout_line(m_parts->cairo, line.line.get());
    }
}

void PdfPages::box(double x, double width, double height, bool isShaded) {
    if (!m_parts->cairo) return;
    cairo_rectangle(m_parts->cairo, kMargin + x, kMargin + m_y, width, height);
    if (isShaded) {
        cairo_set_source_rgb(m_parts->cairo, 0.93, 0.94, 0.96);
        cairo_fill_preserve(m_parts->cairo);
    }
    cairo_set_source_rgb(m_parts->cairo, 0.55, 0.58, 0.62);
    cairo_stroke(m_parts->cairo);
}

void PdfPages::skip(double distance) {
    if (distance >= room() && m_y <= 0) return; // higher than a page: the next thing turns it
    m_y = std::min(m_y + distance, height());
}

void PdfPages::keepTogether(double distance) {
    if (distance > room() && !isAtTop()) next();
}

void PdfPages::next() {
    foot();
    if (m_parts->cairo) cairo_show_page(m_parts->cairo);
    ++m_page;
    m_y = 0;
}

void PdfPages::foot() {
    if (!m_parts->cairo) return;
    const std::string pageText = "Page " + std::to_string(m_page) + " of " + std::to_string(m_pagesInAll);
    const double y = std::exchange(m_y, height() + kFootHeight / 2);
    const PdfText title = text(m_title, PdfStyle::Footer, width() * 0.75);
    const PdfText page = text(pageText, PdfStyle::Footer, width() * 0.25);
    draw(title, 0, 1, 0);
    draw(page, 0, 1, width() - page.m_lines.front().width);
    m_y = y;
}

void PdfPages::beginTag(const char *name) {
    m_parts->tags.push_back(name);
    if (m_parts->cairo) cairo_tag_begin(m_parts->cairo, name, nullptr);
}

void PdfPages::endTag() {
    if (m_parts->cairo) cairo_tag_end(m_parts->cairo, m_parts->tags.back());
    m_parts->tags.pop_back();
}

void PdfPages::outline(const std::string &text, int level) {
    if (!m_parts->cairo) return;
    const std::string where = "page=" + std::to_string(m_page) + " pos=[" + std::to_string(static_cast<int>(kMargin)) +
                              " " + std::to_string(static_cast<int>(kMargin + m_y)) + "]";
    const int parent = level <= 2 ? CAIRO_PDF_OUTLINE_ROOT : m_parts->outlineParent;
    const int entry =
        cairo_pdf_surface_add_outline(m_parts->surface, parent, safeText(text, LineBreaks::Escape).c_str(),
                                      where.c_str(), static_cast<cairo_pdf_outline_flags_t>(0));
    if (level <= 2) m_parts->outlineParent = entry;
}

Result<void> PdfPages::problem() const {
    if (m_parts->error) return fail(*m_parts->error);
    if (!m_parts->cairo) return {};
    auto status = cairo_status(m_parts->cairo);
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(m_parts->surface);
    if (status == CAIRO_STATUS_SUCCESS) return {};
    return fail(ErrorKind::Internal, "The PDF cannot be made", {}, cairo_status_to_string(status));
}

Result<void> PdfPages::finish() {
    foot();
    endTag();
    cairo_show_page(m_parts->cairo);
    cairo_surface_finish(m_parts->surface);
    auto ended = problem();
    cairo_destroy(std::exchange(m_parts->cairo, nullptr));
    cairo_surface_destroy(m_parts->surface);
    return ended;
}

std::string documentLibraries() {
    return std::string("Pango ") + pango_version_string() + ", cairo " + cairo_version_string();
}

} // namespace eventscope
