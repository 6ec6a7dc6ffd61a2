// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/change_pane.h"

#include "ui/stream/stream_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/role_delegate.h"
#include "ui/widgets/safe_text.h"

#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

Role roleOf(Change::Op op) {
    switch (op) {
    case Change::Op::Add:
        return Role::Added;
    case Change::Op::Remove:
        return Role::Removed;
    case Change::Op::Replace:
    case Change::Op::Move:
        return Role::Changed;
    }
    return Role::Text;
}

Role styleOf(QStyleOptionViewItem &option, const QModelIndex &index) {
    if (index.column() != ChangeModel::SignColumn) option.font = fixedFont();
    option.textElideMode = Qt::ElideMiddle;
    if (index.column() == ChangeModel::PathColumn) return Role::Text;
    if (index.column() == ChangeModel::WasColumn) return Role::TextQuiet;
    return roleOf(static_cast<Change::Op>(index.data(ChangeModel::kOpRole).toInt()));
}

} // namespace

ChangePane::ChangePane(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_title(new ElidedLabel(this)),
      m_why(plainLabel({}, this)),
      m_table(new QTableView(this)),
      m_base(new QLineEdit(this)),
      m_clear(iconButton("close", tr("Compare with the version before"), this)) {
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RoleDelegate(theme, styleOf, m_table));
    makeCalm(*m_table);
    setAccessible(m_table, tr("What this event changed"));
    const Metrics metrics(font());
    m_table->setColumnWidth(ChangeModel::SignColumn, metrics.steps(6));
    widenColumn(*m_table, ChangeModel::PathColumn, metrics.steps(26));
    widenColumn(*m_table, ChangeModel::WasColumn, metrics.steps(22));
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT pathActivated(m_model.change(index.row()).path); });
    makeField();
    wrap(*m_why);
    m_why->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), metrics.steps(1));
    auto *content = new QWidget(this);
    auto *below = new QVBoxLayout(content);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    below->addWidget(m_why);
    below->addWidget(m_table, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(titled(m_title, content, {m_base, m_clear}));
}

void ChangePane::makeField() {
    m_base->setPlaceholderText(tr("compare with…"));
    m_base->setToolTip(plainToolTip(
        tr("Compare with (Ctrl+D): a version (87), a position in the log (#48211), a time (2026-03-04 12:00)")));
    setAccessible(m_base, tr("Version to compare with"), tr("A version, a # and a position, or a time"));
    m_base->setFixedWidth(m_base->fontMetrics().horizontalAdvance(m_base->placeholderText()) +
                          Metrics(font()).steps(6));
    m_clear->hide();
    connect(m_base, &QLineEdit::returnPressed, this, [this] { Q_EMIT baseRequested(m_base->text().trimmed()); });
    connect(m_clear, &QToolButton::clicked, this, [this] { Q_EMIT baseRequested({}); });
}

void ChangePane::askForBase() {
    m_base->setFocus(Qt::ShortcutFocusReason);
    m_base->selectAll();
}

void ChangePane::setView(const StepViewPtr &view) {
    m_model.setChanges({view, &view->changes});
    showFailure(*view);
    m_title->setText(titleOf(*view));
    m_clear->setVisible(view->base.has_value());
    if (!m_base->hasFocus() || view->base)
        m_base->setText(view->base ? versionText(*view->history, view->base->step) : QString());
}

void ChangePane::showFailure(const StepView &view) {
    const Step *step = view.step && !view.base ? &view.history->steps()[*view.step] : nullptr;
    const bool isFailed = step && step->outcome.kind == StepOutcome::Kind::Failed;
    QPalette colours;
    if (isFailed) colours.setColor(QPalette::WindowText, m_theme.color(Role::Error));
    for (QLabel *label : {static_cast<QLabel *>(m_title), m_why})
        label->setPalette(colours);
    m_why->setText(isFailed
                       ? tr("%1. The state is as before it.").arg(shortened(step->outcome.reason, kMessageCharacters))
                       : QString());
    m_why->setVisible(isFailed);
}

QString ChangePane::titleOf(const StepView &view) const {
    if (view.base) {
        const auto [first, second] = view.compared();
        const QString from = versionText(*view.history, first), to = versionText(*view.history, second);
        return view.changes.empty() ? tr("%1 and %2 are the same").arg(from, to) : tr("From %1 to %2").arg(from, to);
    }
    if (!view.step) return {};
    const Step &step = view.history->steps()[*view.step];
    const QString version = formatVersion(step.version);
    if (step.outcome.kind == StepOutcome::Kind::Failed) return tr("✗ %1 could not be folded").arg(version);
    return view.changes.empty() ? tr("%1 changed nothing").arg(version) : tr("What %1 changed").arg(version);
}

void ChangePane::clear() {
    m_model.setChanges({});
    m_title->setText({});
    m_why->hide();
}

void ChangePane::showProblem(const QString &problem) {
    QPalette colours;
    colours.setColor(QPalette::WindowText, m_theme.color(Role::Error));
    m_title->setPalette(colours);
    m_title->setText(problem);
}

} // namespace eventscope::ui
