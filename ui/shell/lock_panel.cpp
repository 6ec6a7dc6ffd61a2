// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/lock_panel.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/environment_badge.h"
#include "ui/widgets/evidence_list.h"
#include "ui/widgets/plain_text.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

LockPanel::LockPanel(const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup),
      m_badge(new EnvironmentBadge(theme, this)),
      m_title(plainLabel({}, this)),
      m_rungs(new EvidenceList(theme, this)) {
    const Metrics metrics(font());
    setFrameShape(QFrame::StyledPanel);
    setFixedWidth(metrics.steps(100));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.steps(4), metrics.steps(3), metrics.steps(4), metrics.steps(4));
    column->setSpacing(metrics.steps(2));
    setAccessible(this, tr("Why this store is read-only"));
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_badge);
    QLabel *advice = plainLabel(tr("A rung that is missing is no danger by itself: each one that holds is enough."));
    advice->setForegroundRole(QPalette::PlaceholderText);
    advice->setWordWrap(true);
    column->addLayout(head);
    column->addWidget(m_rungs);
    column->addWidget(advice);
}

void LockPanel::setEvidence(const ReadOnlyEvidence &evidence) {
    m_evidence = evidence;
    m_title->setText(evidence.readOnly ? tr("Nothing here can change this store") : tr("This store can be changed"));
    showRungs();
}

void LockPanel::setMark(Environment environment, const QString &exception) {
    m_badge->setEnvironment(environment);
    m_exception = exception;
    showRungs();
}

void LockPanel::showRungs() {
    m_rungs->clear();
    m_rungs->addEvidence(m_evidence.evidence);
    const bool isSaid = std::ranges::any_of(m_evidence.evidence,
                                            [](const Evidence &rung) { return rung.rung == "tls" && !rung.holds; });
    if (!m_exception.isEmpty() && !isSaid) m_rungs->addLine(Role::Warning, m_exception);
    fitHeight();
}

/// For the width that it has: by adjustSize() it would be that of sentences on one line.
void LockPanel::fitHeight() {
    layout()->activate();
    resize(width(), layout()->totalHeightForWidth(width()));
}

void LockPanel::showBelow(const QWidget *anchor) {
    fitHeight();
    move(anchor->mapToGlobal(QPoint(0, anchor->height() + Metrics(font()).unit)));
    show();
    fitHeight(); // again: only now have its parts the style that they are shown in
    setFocus();
}

QString lockWords(const ReadOnlyEvidence &evidence) {
    return evidence.readOnly ? QCoreApplication::translate("Lock", "Read-only")
                             : QCoreApplication::translate("Lock", "Writable");
}

} // namespace eventscope::ui
