// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPointer>
#include <QSvgRenderer>

#include <memory>
#include <optional>

// Resources of a static library are only linked in, not known, until this is called; it must stand outside namespaces.
static void registerIcons() { Q_INIT_RESOURCE(icons); }

namespace eventscope::ui {

namespace {

/// Draws one SVG in one colour.
class TintedIcon final : public QIconEngine {
  public:
    using Colour = std::function<QColor(QIcon::Mode)>;
    TintedIcon(std::shared_ptr<QSvgRenderer> picture, Colour colour)
        : m_picture(std::move(picture)), m_colour(std::move(colour)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, QIcon::Off, ratio));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        m_picture->render(&painter, QRectF({0, 0}, QSizeF(size)));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), m_colour(mode));
        return pixmap;
    }
    QIconEngine *clone() const override { return new TintedIcon(m_picture, m_colour); }

  private:
    std::shared_ptr<QSvgRenderer> m_picture;
    Colour m_colour;
};

QIcon tinted(QLatin1String name, TintedIcon::Colour colour) {
    registerIcons();
    const QString path = QStringLiteral(":/icons/%1.svg").arg(name);
    auto picture = std::make_shared<QSvgRenderer>(path);
    if (!picture->isValid()) {
        qWarning("No icon named %s", name.data());
        return {};
    }
    return QIcon(new TintedIcon(std::move(picture), std::move(colour)));
}

} // namespace

QIcon icon(QLatin1String name) {
    return tinted(name, [](QIcon::Mode mode) {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        return QGuiApplication::palette().color(group, role);
    });
}

QIcon icon(QLatin1String name, const Theme &theme, Role role) {
    return tinted(name, [theme = QPointer<const Theme>(&theme), role](QIcon::Mode) {
        return theme ? theme->color(role) : QColor();
    });
}

} // namespace eventscope::ui
