// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/processes/card_delegate.h"

#include "ui/processes/card_model.h"
#include "ui/processes/process_words.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/safe_text.h"

#include <QPainter>

namespace eventscope::ui {

namespace {

constexpr int kLines = 3;

} // namespace

QSize CardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const {
    const Metrics metrics(option.font);
    return {metrics.steps(20), kLines * QFontMetrics(option.font).lineSpacing() + metrics.steps(4)};
}

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const auto &model = static_cast<const CardModel &>(*index.model());
    const ProcessInstance &instance = model.instance(index);
    const Metrics metrics(option.font);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    const int gap = metrics.steps(1);
    const QRect card = option.rect.adjusted(gap, gap / 2, -gap, -gap / 2);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme.color(hasFocus ? Role::Accent : Role::Border), hasFocus ? 2 : 1));
    painter->setBrush(m_theme.color(isSelected ? Role::Selection : Role::Raised));
    painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), gap, gap);

    QRect line = card.adjusted(metrics.steps(2), gap, -metrics.steps(2), 0);
    const int height = QFontMetrics(option.font).lineSpacing();
    const auto write = [&](const QFont &font, Role role, const QString &text, Qt::TextElideMode cut) {
        line.setHeight(height);
        painter->setFont(font);
        painter->setPen(m_theme.color(isSelected ? Role::OnSelection : role));
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetrics(font).elidedText(text, cut, line.width()));
        line.translate(0, height);
    };
    write(fixedFont(), Role::Text, shortened(instance.key, kNameCharacters), Qt::ElideMiddle);
    QFont strong = option.font;
    strong.setBold(instance.isOverdue);
    write(strong, ageRole(instance), ageText(instance, model.asOf()), Qt::ElideRight);
    write(option.font, Role::TextQuiet, waitText(instance.process.waitingFor), Qt::ElideRight);
    painter->restore();
}

} // namespace eventscope::ui
