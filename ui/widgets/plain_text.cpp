// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plain_text.h"

namespace eventscope::ui {

QLabel *plainLabel(const QString &text, QWidget *parent) {
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

QLabel *selectableLabel(const QString &text, QWidget *parent) {
    auto *label = plainLabel(text, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

void wrap(QLabel &label) {
    label.setWordWrap(true);
    QSizePolicy policy = label.sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Ignored);
    label.setSizePolicy(policy);
}

QString plainToolTip(const QString &text) {
    if (text.isEmpty()) return {};
    return QStringLiteral("<span style='white-space: pre-wrap'>%1</span>").arg(text.toHtmlEscaped());
}

void setAccessible(QWidget *widget, const QString &name, const QString &description) {
    widget->setAccessibleName(name);
    if (!description.isEmpty()) widget->setAccessibleDescription(description);
}

} // namespace eventscope::ui
