// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigator.h"

#include "ui/shell/models_section.h"
#include "ui/shell/navigator_delegate.h"
#include "ui/shell/saved_section.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {
constexpr int kTypingPauseMs = 300;
} // namespace

Navigator::Navigator(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_model(new NavigatorModel(session, this)),
      m_match(new QLineEdit(this)),
      m_tree(new QTreeView(this)),
      m_saved(new SavedSection(session, theme, this)),
      m_projections(new ModelsSection(session, session.projections()->projections(), tr("Projections"), this)),
      m_processes(new ModelsSection(session, session.projections()->processes(), tr("Processes"), this)) {
    const Metrics metrics(font());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *line = new QVBoxLayout;
    line->setContentsMargins(metrics.steps(2), metrics.steps(2), metrics.steps(2), metrics.steps(2));
    line->addWidget(m_match);
    column->addLayout(line);
    column->addWidget(m_tree, 1);
    for (QWidget *section : QList<QWidget *>{m_saved, m_projections, m_processes})
        column->addWidget(section);

    m_match->setPlaceholderText(tr("Filter streams\u2026"));
    m_match->setClearButtonEnabled(true);
    m_match->addAction(icon(QLatin1String("search")), QLineEdit::LeadingPosition);
    setMinimumWidth(metrics.steps(40)); // else tables beside it take all the place
    m_match->setToolTip(m_match->placeholderText());
    setAccessible(m_match, tr("Filter streams"));
    setAccessible(m_tree, tr("Categories and streams"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new NavigatorDelegate(theme, m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(metrics.steps(4));
    m_tree->setEditTriggers(QTreeView::NoEditTriggers);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setMinimumSectionSize(1);
    m_tree->header()->setSectionResizeMode(NavigatorModel::NameColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(NavigatorModel::CountColumn, QHeaderView::Fixed);
    m_tree->header()->resizeSection(NavigatorModel::CountColumn,
                                    QFontMetrics(fixedFont()).horizontalAdvance(QStringLiteral("999,999")) +
                                        metrics.steps(3));

    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPauseMs);
    connect(m_match, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_match, &QLineEdit::returnPressed, this, [this] {
        m_typing.stop();
        m_model->setMatch(m_match->text());
    });
    connect(&m_typing, &QTimer::timeout, this, [this] { m_model->setMatch(m_match->text()); });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const auto stream = m_model->streamOf(index)) Q_EMIT streamActivated(*stream);
    });
}

} // namespace eventscope::ui
