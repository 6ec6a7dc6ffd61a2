// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

#include <cstddef>
#include <cstdint>
#include <optional>

class QApplication;

namespace eventscope::ui {

enum class Scheme : std::uint8_t { Light, Dark, ContrastLight, ContrastDark };

[[nodiscard]] constexpr bool isDark(Scheme scheme) { return scheme == Scheme::Dark || scheme == Scheme::ContrastDark; }
[[nodiscard]] constexpr bool hasHighContrast(Scheme scheme) { return scheme >= Scheme::ContrastLight; }
/// The same, light or dark, in high contrast.
[[nodiscard]] constexpr Scheme inHighContrast(Scheme scheme) {
    return isDark(scheme) ? Scheme::ContrastDark : Scheme::ContrastLight;
}

/// What a colour is for. Nothing outside ui/theme names a colour by its value.
enum class Role : std::uint8_t {
    Window,      ///< behind bars, docks and forms
    Base,        ///< behind tables, trees and text
    Raised,      ///< behind banners, chips and hovered rows
    Border,      ///< lines between parts
    Text,        ///< on Window, Base and Raised
    TextQuiet,   ///< labels, blame, hints; readable on the same three
    TextDimmed,  ///< what lies after the cursor; still readable on Base
    Accent,      ///< the one accent: focus, links, the as-of handle
    OnAccent,    ///< text on Accent
    Selection,   ///< behind selected rows
    OnSelection, ///< text on Selection
    AsOf,        ///< behind the cursor's label away from the head
    OnAsOf,
    Added, ///< as text and as line; always with the sign +
    Removed,
    Changed,
    AddedBack, ///< behind text in Text
    RemovedBack,
    ChangedBack,
    Good, ///< severities, as text and as line; always with a word or a shape
    Info,
    Warning,
    Error,
    Development, ///< environments: behind OnEnvironment, always with the word
    Test,
    Production,
    OnEnvironment,
    Outline,    ///< around controls: boxes to tick, fields, buttons; seen on Window, Base and Raised
    Handle,     ///< of scroll bars
    SeriesRest, ///< the bars and marks of everything beyond the named series
};
inline constexpr std::size_t kRoles = static_cast<std::size_t>(Role::SeriesRest) + 1;

/// The colours of the application: named roles in a light and a dark scheme, each also in high contrast, and the
/// colours of series (Okabe-Ito, adapted so that each stands out from Base by 3:1). Text stands out from its ground
/// by 4.5:1, in high contrast by 7:1. GUI thread.
class Theme final : public QObject {
    Q_OBJECT

  public:
    static constexpr std::size_t kSeries = 8;

    explicit Theme(Scheme scheme, QObject *parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);

    [[nodiscard]] QColor color(Role role) const;
    /// The colour of a series; SeriesRest for nothing and beyond kSeries.
    [[nodiscard]] QColor series(std::optional<std::size_t> index) const;
    [[nodiscard]] QPalette palette() const;

    /// ControlStyle with our palette and style sheet, now and whenever the scheme changes.
    void apply(QApplication &application);

    /// What the desktop asks for. Where Qt cannot tell whether it is dark (before 6.5, and on some desktops) or wants
    /// high contrast (before 6.10), judged by the palette that it gave the application: by its text and window, which
    /// only schemes of high contrast make black and white.
    [[nodiscard]] static Scheme systemScheme(const QPalette &palette);

  Q_SIGNALS:
    void changed();

  private:
    [[nodiscard]] QString styleSheet() const;

    Scheme m_scheme;
};

/// How different two colours are in brightness, 1 to 21 (WCAG 2.1, "contrast ratio").
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace eventscope::ui
