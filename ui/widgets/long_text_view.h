// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace eventscope::ui {

/// Read-only text whose lines may be of any length. A line is laid out as a whole, which takes seconds for a long one;
/// so it is cut into pieces that are laid out apart. What is copied has no cuts.
class LongTextView final : public QPlainTextEdit {
    Q_OBJECT

  public:
    /// Characters; cut at a surrogate pair's end at worst one later.
    static constexpr qsizetype kLineMax = 2000;

    explicit LongTextView(QWidget *parent = nullptr);

    /// Puts `text` behind what is there, in the same line if that has not ended.
    void append(const QString &text);
    /// All of the text, without cuts.
    [[nodiscard]] QString wholeText() const;

  protected:
    QMimeData *createMimeDataFromSelection() const override;

  private:
    [[nodiscard]] QString textBetween(int from, int to) const;
};

} // namespace eventscope::ui
