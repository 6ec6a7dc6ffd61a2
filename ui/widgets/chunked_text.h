// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>
#include <memory>
#include <string_view>

class QAction;
class QLabel;
class QPushButton;

namespace eventscope::ui {

class LongTextView;

/// Bytes of any size as read-only text: a first piece at once, more on request, so that the window never freezes.
/// While it is hidden it makes no text at all.
class ChunkedText final : public QWidget {
    Q_OBJECT

  public:
    /// A piece of text; one of hexadecimal digits is a half, one with very many lines is less.
    static constexpr std::size_t kChunkBytes = 24u << 10;

    enum class Form : std::uint8_t {
        Text, ///< as safeText shows it
        Hex,  ///< offsets, bytes and the printable ASCII among them
    };

    ChunkedText(Form form, const QString &name, QWidget *parent = nullptr);

    /// Shows `bytes`, which `owner` keeps alive.
    void setBytes(std::shared_ptr<const void> owner, std::string_view bytes);
    void clear();
    /// Brings the line of the byte at `offset` in sight and selects it. Where that is far on, what comes before it is
    /// left out until asked for. REQUIRES: hexadecimal and visible.
    void showOffset(std::size_t offset);
    /// Puts all of the bytes on the clipboard as they are, those that are not shown included.
    void copyAll() const;
    [[nodiscard]] std::size_t bytesShown() const { return m_shown - m_first; }
    [[nodiscard]] LongTextView *view() const { return m_view; }

  protected:
    void showEvent(QShowEvent *event) override;

  private:
    void begin();
    void beginAt(std::size_t offset);
    void loadMore();
    void updateFooter();
    void showMenu(const QPoint &place);

    const Form m_form;
    std::shared_ptr<const void> m_owner;
    std::string_view m_bytes;
    std::size_t m_first = 0; ///< from here
    std::size_t m_shown = 0; ///< to here
    LongTextView *m_view;
    QWidget *m_footer;
    QLabel *m_state;
    QPushButton *m_more;
    QPushButton *m_start;
    QAction *m_copyAll;
};

/// "00000010  7b 22 61 22 3a 31 7d                             {"a":1}", one line for 16 bytes, offsets from `offset`
/// on.
[[nodiscard]] QString hexDump(std::string_view bytes, std::size_t offset = 0);

} // namespace eventscope::ui
