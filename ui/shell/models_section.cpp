// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/models_section.h"

#include "ui/session/projection_runs.h"
#include "ui/theme/icons.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QStandardItemModel>
#include <QTreeView>

namespace eventscope::ui {

namespace {
constexpr int kRowsInSight = 5;
} // namespace

ModelsSection::ModelsSection(Session &session, std::span<const ProjectionPtr> models, const QString &title,
                             QWidget *parent)
    : NavigatorSection(title, title, parent), m_session(session), m_model(new QStandardItemModel(this)) {
    for (const ProjectionPtr &model : models) {
        m_names.push_back(model->info().name);
        m_model->appendRow(new QStandardItem(shortened(m_names.back(), kNameCharacters)));
    }
    list()->setModel(m_model);
    list()->setEditTriggers(QTreeView::NoEditTriggers);
    connect(list(), &QTreeView::activated, this,
            [this](const QModelIndex &at) { Q_EMIT activated(m_names[static_cast<std::size_t>(at.row())]); });
    connect(this, &NavigatorSection::folded, this, [this] { fitList(kRowsInSight); });
    connect(&session.runs(), &ProjectionRuns::changed, this, &ModelsSection::showRuns);
    fitList(kRowsInSight);
    setVisible(!m_names.empty());
    showRuns();
}

/// Only then it is known how high a row is.
void ModelsSection::showEvent(QShowEvent *event) {
    NavigatorSection::showEvent(event);
    fitList(kRowsInSight);
}

void ModelsSection::showRuns() {
    for (std::size_t row = 0; row < m_names.size(); ++row) {
        QStandardItem *item = m_model->item(static_cast<int>(row));
        const bool isRunning = m_session.runs().isRunning(m_names[row]);
        const QString words = isRunning ? tr("%1: is carried on here").arg(item->text()) : item->text();
        item->setIcon(isRunning ? icon(QLatin1String("play")) : QIcon());
        item->setToolTip(plainToolTip(words));
        item->setData(words, Qt::AccessibleTextRole);
    }
}

} // namespace eventscope::ui
