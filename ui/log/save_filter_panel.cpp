// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/save_filter_panel.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace eventscope::ui {

SaveFilterPanel::SaveFilterPanel(Session &session, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_name(new QLineEdit(this)),
      m_note(plainLabel({}, this)),
      m_save(new QPushButton(tr("Save"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)) {
    layOut();
    connect(m_name, &QLineEdit::textChanged, this, &SaveFilterPanel::showState);
    connect(m_name, &QLineEdit::returnPressed, this, &SaveFilterPanel::save);
    connect(m_save, &QPushButton::clicked, this, &SaveFilterPanel::save);
    connect(m_cancel, &QPushButton::clicked, this, &SaveFilterPanel::close);
    connect(&session.savedFilters(), &SavedFilters::reset, this, &SaveFilterPanel::showState);
    hide();
}

void SaveFilterPanel::layOut() {
    const Metrics metrics(font());
    auto *label = plainLabel(tr("Save as"), this);
    label->setBuddy(m_name);
    m_name->setMaxLength(static_cast<int>(SavedFilter::kNameBytesMax));
    m_name->setPlaceholderText(tr("Name"));
    setAccessible(m_name, tr("Name of the saved filter"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, metrics.steps(1), 0, 0);
    row->setSpacing(metrics.steps(2));
    row->addWidget(label);
    row->addWidget(m_name, 1);
    row->addWidget(m_note);
    row->addWidget(m_save);
    row->addWidget(m_cancel);
}

void SaveFilterPanel::open(const QString &filter) {
    m_filter = filter;
    const SavedFilters &saved = m_session.savedFilters();
    const auto known = std::ranges::find(saved.all(), filter.toStdString(),
                                         [](const SavedFilters::Entry &entry) { return entry.filter.text; });
    m_name->setText(known == saved.all().end() ? saved.nameFor(filter) : QString::fromStdString(known->filter.name));
    m_name->selectAll();
    showState();
    show();
    m_name->setFocus(Qt::OtherFocusReason);
}

void SaveFilterPanel::showState() {
    const auto *old = m_session.savedFilters().find(m_name->text());
    const bool isSame = old && old->filter.text == m_filter.toStdString();
    const bool replaces = old && !isSame;
    m_note->setText(replaces ? tr("Replaces the saved filter of this name") : isSame ? tr("Saved already") : QString());
    m_name->setAccessibleDescription(m_note->text());
    m_save->setText(replaces ? tr("Replace") : tr("Save"));
    const QByteArray name = m_name->text().trimmed().toUtf8();
    m_save->setEnabled(!name.isEmpty() && name.size() <= static_cast<qsizetype>(SavedFilter::kNameBytesMax));
}

void SaveFilterPanel::save() {
    if (m_session.savedFilters().save(m_name->text(), m_filter)) close();
}

void SaveFilterPanel::close() {
    hide();
    Q_EMIT closed();
}

void SaveFilterPanel::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape) return close();
    QWidget::keyPressEvent(event);
}

} // namespace eventscope::ui
