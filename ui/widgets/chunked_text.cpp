// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chunked_text.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/copied_bytes.h"
#include "ui/widgets/format.h"
#include "ui/widgets/long_text_view.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QTextBlock>
#include <QTextCursor>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr std::size_t kHexBytesPerLine = 16;
constexpr std::size_t kLinesMax = 2000;

/// The length of the next piece of a text: at most `bytesMax` and kLinesMax, and not through the middle of a character.
std::size_t pieceOf(std::string_view bytes, std::size_t bytesMax) {
    const std::size_t end = wholeCharacters(bytes, bytesMax);
    std::size_t lines = 0;
    for (std::size_t at = bytes.find('\n'); at < end; at = bytes.find('\n', at + 1)) {
        if (++lines == kLinesMax) return at + 1;
    }
    return end;
}

} // namespace

QString hexDump(std::string_view bytes, std::size_t offset) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 5);
    for (std::size_t line = 0; line < bytes.size(); line += kHexBytesPerLine) {
        const auto row = bytes.substr(line, kHexBytesPerLine);
        for (int shift = 28; shift >= 0; shift -= 4)
            text += kDigits[((offset + line) >> shift) & 0xf];
        text += ' ';
        for (std::size_t i = 0; i < kHexBytesPerLine; ++i) {
            const auto byte = i < row.size() ? static_cast<unsigned char>(row[i]) : 0;
            if (i % 8 == 0) text += ' ';
            text += i < row.size() ? kDigits[byte >> 4] : ' ';
            text += i < row.size() ? kDigits[byte & 0xf] : ' ';
            text += ' ';
        }
        text += ' ';
        for (const char c : row)
            text += c >= 0x20 && c < 0x7f ? c : '.';
        text += '\n';
    }
    if (!text.empty()) text.pop_back();
    return QString::fromStdString(text);
}

ChunkedText::ChunkedText(Form form, const QString &name, QWidget *parent)
    : QWidget(parent),
      m_form(form),
      m_view(new LongTextView(this)),
      m_footer(new QWidget(this)),
      m_state(plainLabel({}, m_footer)),
      m_more(new QPushButton(tr("Load more"), m_footer)),
      m_start(new QPushButton(tr("From the start"), m_footer)),
      m_copyAll(new QAction(tr("Copy all bytes as they are"), this)) {
    const Metrics metrics(font());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(m_footer);
    auto *row = new QHBoxLayout(m_footer);
    row->setContentsMargins(metrics.steps(2), metrics.unit, metrics.steps(2), metrics.unit);
    row->addWidget(m_state, 1);
    row->addWidget(m_start);
    row->addWidget(m_more);
    m_view->setFont(fixedFont());
    m_view->setLineWrapMode(form == Form::Hex ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    m_view->setWordWrapMode(form == Form::Hex ? QTextOption::NoWrap : QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_view->document()->setDocumentMargin(metrics.steps(2));
    setAccessible(m_view, name);
    setFocusProxy(m_view);
    m_footer->hide();
    connect(m_more, &QPushButton::clicked, this, &ChunkedText::loadMore);
    connect(m_start, &QPushButton::clicked, this, [this] { beginAt(0); });
    m_copyAll->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    m_copyAll->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_copyAll);
    connect(m_copyAll, &QAction::triggered, this, &ChunkedText::copyAll);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ChunkedText::showMenu);
}

void ChunkedText::setBytes(std::shared_ptr<const void> owner, std::string_view bytes) {
    clear();
    m_owner = std::move(owner);
    m_bytes = bytes;
    if (isVisible()) begin();
}

void ChunkedText::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    begin();
}

void ChunkedText::begin() {
    if (m_shown > 0 || m_bytes.empty()) return;
    beginAt(0);
}

void ChunkedText::clear() {
    m_view->clear();
    m_owner.reset();
    m_bytes = {};
    m_first = m_shown = 0;
    updateFooter();
}

void ChunkedText::loadMore() {
    const auto rest = m_bytes.substr(m_shown);
    const auto piece = rest.substr(0, m_form == Form::Hex ? kChunkBytes / 2 : pieceOf(rest, kChunkBytes));
    const bool isLater = m_shown > m_first;
    m_view->append(m_form == Form::Text ? safeText(piece, Lines::Many)
                                        : (isLater ? QStringLiteral("\n") : QString()) + hexDump(piece, m_shown));
    m_shown += piece.size();
    updateFooter();
}

void ChunkedText::showOffset(std::size_t offset) {
    begin();
    if (offset < m_first || (offset >= m_shown && offset < m_bytes.size())) {
        constexpr std::size_t kBefore = 16 * kHexBytesPerLine;
        beginAt((offset - std::min(offset, kBefore)) / kHexBytesPerLine * kHexBytesPerLine);
    }
    const auto line = static_cast<int>((offset - m_first) / kHexBytesPerLine);
    QTextCursor place(m_view->document()->findBlockByNumber(std::min(line, m_view->blockCount() - 1)));
    place.select(QTextCursor::LineUnderCursor);
    m_view->setTextCursor(place);
    m_view->ensureCursorVisible();
}

void ChunkedText::beginAt(std::size_t offset) {
    m_view->clear();
    m_first = m_shown = offset;
    loadMore();
    m_view->moveCursor(QTextCursor::Start);
}

void ChunkedText::copyAll() const {
    QGuiApplication::clipboard()->setMimeData(new CopiedBytes(
        [owner = m_owner, bytes = m_bytes] { return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())); }));
}

void ChunkedText::showMenu(const QPoint &place) {
    const std::unique_ptr<QMenu> menu(m_view->createStandardContextMenu());
    menu->addSeparator();
    menu->addAction(m_copyAll);
    menu->exec(m_view->mapToGlobal(place));
}

void ChunkedText::updateFooter() {
    m_more->setVisible(m_shown < m_bytes.size());
    m_start->setVisible(m_first > 0);
    m_footer->setVisible(m_shown - m_first < m_bytes.size());
    m_state->setText(tr("%1 of %2 shown").arg(formatBytes(m_shown - m_first), formatBytes(m_bytes.size())));
}

} // namespace eventscope::ui
