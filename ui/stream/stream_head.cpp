// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/stream_head.h"

#include "ui/stream/stream_words.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace eventscope::ui {

StreamHead::StreamHead(const StreamId &stream, const FoldRegistry &folds, QWidget *parent)
    : QWidget(parent),
      m_title(new ElidedLabel(this)),
      m_fold(new QComboBox(this)),
      m_badge(plainLabel({}, this)),
      m_facts(new ElidedLabel(this)),
      m_copy(iconButton("copy", tr("Copy as… (Ctrl+Shift+C)"), this)) {
    const Metrics metrics(font());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), 0);
    layout->setSpacing(metrics.steps(3));
    QFont bold = fixedFont();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setText(shortened(stream.value, kNameCharacters));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAccessible(m_title, tr("Stream"));
    fillFolds(stream, folds);
    m_title->setMinimumWidth(metrics.steps(20));
    layout->addWidget(m_title);
    layout->addWidget(m_fold);
    layout->addWidget(m_badge);
    layout->addWidget(m_facts, 1);
    layout->addWidget(m_copy);
}

void StreamHead::fillFolds(const StreamId &stream, const FoldRegistry &folds) {
    setAccessible(m_fold, tr("What makes the state"));
    m_fold->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const FoldPtr &fold : {folds.forCategory(categoryOf(stream.value)), folds.byName("merge")}) {
        const QString name = QString::fromStdString(fold->info().name);
        if (m_fold->findData(name) < 0) m_fold->addItem(foldLabel(fold->info()), name);
    }
    connect(m_fold, &QComboBox::currentIndexChanged, this, &StreamHead::foldChosen);
}

void StreamHead::setCopyMenu(QMenu *menu) {
    m_copy->setMenu(menu);
    m_copy->setPopupMode(QToolButton::InstantPopup);
}

void StreamHead::openCopyMenu() { m_copy->menu()->popup(m_copy->mapToGlobal(QPoint(0, m_copy->height()))); }

std::string StreamHead::fold() const { return m_fold->currentData().toString().toStdString(); }

bool StreamHead::isUsualFold() const { return m_fold->currentIndex() == 0; }

/// Where room is short the name is cut, which the tab says, too.
void StreamHead::setFacts(const QString &facts) {
    m_facts->setText(facts);
    const int room = Metrics(font()).steps(50);
    m_facts->setMinimumWidth(std::min(m_facts->fontMetrics().horizontalAdvance(facts), room));
}

void StreamHead::describe(const StepView &view, std::size_t events, bool isComplete) {
    m_badge->setText(provenanceText(view.state.provenance));
    m_badge->setToolTip(plainToolTip(provenanceTip(view.state.provenance)));
    QStringList facts = {tr("%n event(s)", nullptr, static_cast<int>(events))};
    const auto ignored = static_cast<int>(view.state.provenance.ignored.size());
    const auto failed = static_cast<int>(view.state.failed.size());
    if (ignored > 0) facts << tr("%n type(s) ignored", nullptr, ignored);
    if (failed > 0) facts << tr("%n event(s) failed", nullptr, failed);
    if (!isComplete) facts << tr("still reading");
    setFacts(facts.join(QStringLiteral(" · ")));
}

} // namespace eventscope::ui
