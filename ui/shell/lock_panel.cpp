// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/lock_panel.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace eventscope::ui {

LockPanel::LockPanel(const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_theme(theme), m_column(new QVBoxLayout(this)) {
    const Metrics metrics(font());
    setFrameShape(QFrame::StyledPanel);
    setFixedWidth(metrics.steps(100));
    m_column->setContentsMargins(metrics.steps(4), metrics.steps(3), metrics.steps(4), metrics.steps(4));
    m_column->setSpacing(metrics.steps(2));
    setAccessible(this, tr("Why this store is read-only"));
}

void LockPanel::setEvidence(const ReadOnlyEvidence &evidence) {
    delete m_rungs;
    m_rungs = new QWidget(this);
    auto *column = new QVBoxLayout(m_rungs);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics(font()).steps(2));
    m_column->addWidget(m_rungs);
    QLabel *title =
        plainLabel(evidence.readOnly ? tr("Nothing here can change this store") : tr("This store can be changed"));
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    column->addWidget(title);
    for (const Evidence &rung : evidence.evidence)
        addRung(rung);
    QLabel *advice = plainLabel(tr("A rung that is missing is no danger by itself: each one that holds is enough."));
    advice->setForegroundRole(QPalette::PlaceholderText);
    advice->setWordWrap(true);
    column->addWidget(advice);
    adjustSize();
}

void LockPanel::addRung(const Evidence &rung) {
    const Metrics metrics(font());
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics.steps(2));
    auto *mark = new QLabel;
    const Role role = rung.holds ? Role::Good : Role::TextQuiet;
    mark->setPixmap(icon(rung.holds ? QLatin1String("check") : QLatin1String("close"), m_theme, role)
                        .pixmap(QSize(metrics.icon, metrics.icon), devicePixelRatioF()));
    QLabel *text = plainLabel(shortened(rung.statement, kMessageCharacters));
    text->setWordWrap(true);
    const QString state = rung.holds ? tr("Holds: %1") : tr("Missing: %1");
    setAccessible(text, state.arg(text->text()));
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    static_cast<QVBoxLayout *>(m_rungs->layout())->addLayout(row);
}

void LockPanel::showBelow(const QWidget *anchor) {
    adjustSize();
    move(anchor->mapToGlobal(QPoint(0, anchor->height() + Metrics(font()).unit)));
    show();
    setFocus();
}

QString lockWords(const ReadOnlyEvidence &evidence) {
    return evidence.readOnly ? QCoreApplication::translate("Lock", "Read-only")
                             : QCoreApplication::translate("Lock", "Writable");
}

} // namespace eventscope::ui
