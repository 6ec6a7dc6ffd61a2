// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/choices_name.h"
#include "ui/theme/colour_tables.h"
#include "ui/theme/control_style.h"

#include <QApplication>
#include <QPointer>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

namespace eventscope::ui {

namespace {

double luminance(const QColor &color) {
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// Ordinary desktops stay well below: their windows are grey.
constexpr double kBlackOnWhite = 20;

bool wantsContrast(const QPalette &palette) {
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
    return QGuiApplication::styleHints()->accessibility()->contrastPreference() == Qt::ContrastPreference::HighContrast;
#else
    return contrastRatio(palette.color(QPalette::WindowText), palette.color(QPalette::Window)) >= kBlackOnWhite;
#endif
}

bool wantsDark(const QPalette &palette) {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme asked = QGuiApplication::styleHints()->colorScheme();
    if (asked != Qt::ColorScheme::Unknown) return asked == Qt::ColorScheme::Dark;
#endif
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b) {
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

Theme::Theme(Scheme scheme, QObject *parent) : QObject(parent), m_scheme(scheme) {}

void Theme::setScheme(Scheme scheme) {
    if (scheme == m_scheme) return;
    m_scheme = scheme;
    Q_EMIT changed();
}

QColor Theme::color(Role role) const {
    return QColor::fromRgb(coloursOf(m_scheme).roles[static_cast<std::size_t>(role)]);
}

QColor Theme::series(std::optional<std::size_t> index) const {
    if (!index || *index >= kSeries) return color(Role::SeriesRest);
    return QColor::fromRgb(coloursOf(m_scheme).series[*index]);
}

QPalette Theme::palette() const {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Role ours) { palette.setColor(role, color(ours)); };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Base);
    set(QPalette::AlternateBase, Role::Raised);
    set(QPalette::Text, Role::Text);
    set(QPalette::PlaceholderText, Role::TextQuiet);
    set(QPalette::Button, Role::Window);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Error);
    set(QPalette::Highlight, Role::Selection);
    set(QPalette::HighlightedText, Role::OnSelection);
    set(QPalette::Link, Role::Accent);
    set(QPalette::LinkVisited, Role::Accent);
    set(QPalette::ToolTipBase, Role::Raised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::Mid, Role::Border);
    set(QPalette::Dark, Role::Outline);
    set(QPalette::Light, Role::Border); // the line below tabs
    set(QPalette::Midlight, Role::Border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, color(Role::TextDimmed));
    }
    // A field without a text has nothing else that could tell that nobody can write into it.
    palette.setColor(QPalette::Disabled, QPalette::PlaceholderText, color(Role::TextDimmed));
    palette.setColor(QPalette::Disabled, QPalette::Base, color(Role::Window));
    return palette;
}

void Theme::apply(QApplication &application) {
    auto *style = new ControlStyle; // the application's from here on
    application.setStyle(style);
    const auto paint = [this, &application, controls = QPointer(style)] {
        if (controls) controls->setStrong(hasHighContrast(m_scheme));
        application.setPalette(palette());
        application.setStyleSheet(styleSheet());
    };
    paint();
    connect(this, &Theme::changed, &application, paint);
}

Scheme Theme::systemScheme(const QPalette &palette) {
    const Scheme scheme = wantsDark(palette) ? Scheme::Dark : Scheme::Light;
    return wantsContrast(palette) ? inHighContrast(scheme) : scheme;
}

/// Only what a palette cannot say: flat bars, quiet headers, thin lines. Everything else is ControlStyle's.
QString Theme::styleSheet() const {
    return QStringLiteral(
               "QToolBar { border: 0; border-bottom: 1px solid %1; spacing: 4px; padding: 3px; }"
               "QStatusBar { border-top: 1px solid %1; } QStatusBar::item { border: 0; }"
               "QMainWindow::separator { background: %1; width: 1px; height: 1px; }"
               "QHeaderView { background: %2; }"
               "QHeaderView::section { background: %2; color: %3; border: 0; padding: 3px 6px;"
               " border-bottom: 1px solid %1; }"
               "QTableView, QTreeView, QListView, QPlainTextEdit, QScrollArea { border: 1px solid transparent; }"
               "QTableView:focus, QTreeView:focus, QListView:focus, QPlainTextEdit:focus, QScrollArea:focus"
               " { border: 1px solid %9; }"
               "QAbstractItemView#%8, QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus"
               " { border: 1px solid %7; }"
               "QTabWidget::pane { border: 0; border-top: 1px solid %1; }"
               "QScrollBar { background: %2; border: 0; width: 12px; height: 12px; margin: 0; }"
               "QScrollBar::handle { background: %6; border-radius: 3px; margin: 3px; min-height: 24px;"
               " min-width: 24px; }"
               "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }"
               "QToolTip { color: %4; background: %5; border: 1px solid %1; padding: 3px; }")
        .arg(color(Role::Border).name(), color(Role::Window).name(), color(Role::TextQuiet).name(),
             color(Role::Text).name(), color(Role::Raised).name(), color(Role::Handle).name(),
             color(Role::Outline).name(), kChoicesName, color(Role::Accent).name());
}

} // namespace eventscope::ui
