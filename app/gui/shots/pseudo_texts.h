// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace eventscope::gui {

/// A language of nobody, to find texts that are cut and texts that are not translated: every text in brackets, with its
/// vowels accented and doubled, so that words grow by a third to a half. What Qt says itself is left alone, but for the
/// labels of standard buttons.
class PseudoTexts final : public QTranslator {
    Q_OBJECT

  public:
    static constexpr char16_t kBegin = u'\u00ab';
    static constexpr char16_t kEnd = u'\u00bb';

    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *text, const char *disambiguation,
                                    int n) const override;
};

/// `text` as PseudoTexts says it. Markup, places ("%1", "%n") and mnemonics stay what they are.
[[nodiscard]] QString pseudoText(const QString &text);

} // namespace eventscope::gui
