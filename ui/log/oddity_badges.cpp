// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/oddity_badges.h"

#include "ui/log/oddity_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plain_text.h"

#include <QToolButton>

namespace eventscope::ui {

namespace {

constexpr std::size_t kPlacesInTip = 8;

QString tipOf(const Oddity &oddity) {
    QStringList lines{oddityMeaning(oddity.kind)};
    for (const OddPlace &place : oddity.places) {
        if (static_cast<std::size_t>(lines.size()) > kPlacesInTip) break;
        lines += placeText(place);
    }
    if (oddity.count + 1 > static_cast<std::size_t>(lines.size())) lines += QStringLiteral("\u2026");
    return lines.join(QLatin1Char('\n'));
}

} // namespace

OddityBadges::OddityBadges(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme) {
    new FlowLayout(Metrics(font()).unit, this);
    setAccessible(this, tr("What is odd"));
    hide();
}

void OddityBadges::setOddities(const std::vector<Oddity> &inData, const std::vector<Oddity> &inMetadata) {
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (const Oddity &oddity : inData)
        addBadge(PayloadPath::Root::Data, oddity);
    for (const Oddity &oddity : inMetadata)
        addBadge(PayloadPath::Root::Metadata, oddity);
    setVisible(!m_buttons.isEmpty());
    updateGeometry();
}

void OddityBadges::addBadge(PayloadPath::Root part, const Oddity &oddity) {
    auto *badge = new QToolButton(this);
    const QString name = oddityName(oddity);
    const QString words = part == PayloadPath::Root::Data ? name : tr("Metadata: %1").arg(name);
    badge->setText(words);
    badge->setIcon(icon(QLatin1String("warning"), m_theme, Role::Warning));
    badge->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    badge->setFocusPolicy(Qt::StrongFocus);
    badge->setToolTip(plainToolTip(words + QLatin1Char('\n') + tipOf(oddity)));
    setAccessible(badge, words, tipOf(oddity));
    connect(badge, &QToolButton::clicked, this, [this, part, places = oddity.places, next = std::size_t{0}]() mutable {
        if (places.empty()) return;
        Q_EMIT placeRequested(part, places[next]);
        next = (next + 1) % places.size();
    });
    layout()->addWidget(badge);
    m_buttons += badge;
    badge->show();
}

} // namespace eventscope::ui
