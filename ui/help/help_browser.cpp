// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_browser.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QImage>

#include <algorithm>

namespace eventscope::ui {

namespace {

/// Wide enough to read what is in a picture, and no wider than a narrow window.
constexpr int kPictureSteps = 150;

} // namespace

HelpBrowser::HelpBrowser(const HelpPages &pages, const Theme &theme, QWidget *parent)
    : QTextBrowser(parent), m_pages(pages), m_theme(theme) {
    setFrameShape(NoFrame);
    setOpenExternalLinks(false);
    document()->setDocumentMargin(Metrics(font()).steps(4));
    setAccessible(this, tr("Text of the help"));
    connect(&theme, &Theme::changed, this, &QTextBrowser::reload);
}

void HelpBrowser::showPage(const QString &name) {
    if (page() != name) setSource(QUrl(name + QStringLiteral(".md")), QTextDocument::MarkdownResource);
}

QString HelpBrowser::page() const { return source().fileName().section(QLatin1Char('.'), 0, 0); }

QVariant HelpBrowser::loadResource(int type, const QUrl &name) {
    if (type == QTextDocument::MarkdownResource) return m_pages.text(name.fileName().section(QLatin1Char('.'), 0, 0));
    if (type == QTextDocument::ImageResource) return picture(name.fileName());
    return {};
}

QImage HelpBrowser::picture(const QString &file) const {
    const auto folder = isDark(m_theme.scheme()) ? QStringLiteral("dark") : QStringLiteral("light");
    const QImage whole(QStringLiteral(":/help/pictures/%1/%2").arg(folder, file));
    const int width = Metrics(font()).steps(kPictureSteps);
    const int pixels = std::min(whole.width(), static_cast<int>(width * devicePixelRatioF()));
    QImage fitting = whole.scaledToWidth(pixels, Qt::SmoothTransformation);
    fitting.setDevicePixelRatio(devicePixelRatioF());
    return fitting;
}

} // namespace eventscope::ui
