// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/evidence_list.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QVBoxLayout>

namespace eventscope::ui {

EvidenceList::EvidenceList(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Metrics(font()).steps(2));
}

void EvidenceList::addEvidence(const std::vector<Evidence> &evidence) {
    for (const Evidence &rung : evidence) {
        const QString text = shortened(rung.statement, kMessageCharacters);
        // What the user chose to do without, or what could be done to the store, is more than a rung that is missing.
        const bool isWarning = !rung.holds && (rung.rung == "tls" || rung.rung == "role");
        if (rung.holds)
            add(QLatin1String("check"), Role::Good, text, tr("Holds: %1").arg(text));
        else if (isWarning)
            add(QLatin1String(rung.rung == "tls" ? "unproven" : "warning"), Role::Warning, text,
                tr("Missing: %1").arg(text));
        else
            add(QLatin1String("close"), Role::TextQuiet, text, tr("Missing: %1").arg(text));
    }
}

void EvidenceList::addLine(Role severity, const QString &text) { add(severityIcon(severity), severity, text, text); }

void EvidenceList::add(QLatin1String iconName, Role role, const QString &text, const QString &spoken) {
    const Metrics metrics(font());
    auto *part = new QWidget(this);
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics.steps(2));
    auto *mark = new QLabel(part);
    mark->setPixmap(icon(iconName, m_theme, role).pixmap(QSize(metrics.icon, metrics.icon), devicePixelRatioF()));
    QLabel *label = selectableLabel(text, part);
    wrap(*label);
    setAccessible(label, spoken);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    m_column->addWidget(part);
}

void EvidenceList::clear() {
    while (QLayoutItem *item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QStringList EvidenceList::lines() const {
    QStringList all;
    for (const QLabel *label : findChildren<QLabel *>()) {
        if (!label->text().isEmpty()) all += label->text();
    }
    return all;
}

} // namespace eventscope::ui
