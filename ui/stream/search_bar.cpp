// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/search_bar.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>
#include <QToolButton>

namespace eventscope::ui {

SearchBar::SearchBar(QWidget *parent) : QWidget(parent), m_text(new QLineEdit(this)), m_count(plainLabel({}, this)) {
    m_text->setPlaceholderText(tr("name or value"));
    setAccessible(m_text, tr("Search in the state"));
    m_previous = iconButton("previous", tr("Previous match (Shift+F3)"), this);
    m_next = iconButton("next", tr("Next match (F3)"), this);
    auto *closing = iconButton("close", tr("Close the search (Esc)"), this);
    connect(m_text, &QLineEdit::textChanged, this, &SearchBar::textChanged);
    connect(m_text, &QLineEdit::returnPressed, this, &SearchBar::nextRequested);
    connect(m_previous, &QToolButton::clicked, this, &SearchBar::previousRequested);
    connect(m_next, &QToolButton::clicked, this, &SearchBar::nextRequested);
    connect(closing, &QToolButton::clicked, this, &SearchBar::close);
    const auto onKey = [this](const QKeySequence &key, auto slot) {
        connect(new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, this,
                slot);
    };
    onKey(Qt::Key_Escape, &SearchBar::close);
    onKey(QKeyCombination(Qt::SHIFT, Qt::Key_Return), &SearchBar::previousRequested);
    const Metrics metrics(font());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics.steps(1));
    layout->addWidget(m_text, 1);
    layout->addWidget(m_count);
    for (QToolButton *button : {m_previous, m_next, closing})
        layout->addWidget(button);
    hide();
}

void SearchBar::open() {
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void SearchBar::close() {
    hide();
    Q_EMIT closed();
}

QString SearchBar::text() const { return m_text->text(); }

void SearchBar::setText(const QString &text) { m_text->setText(text); }

void SearchBar::showCount(std::size_t current, std::size_t count, bool isPart) {
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    const QString all = formatCount(count) + (isPart ? QStringLiteral("+") : QString());
    m_count->setText(m_text->text().isEmpty() ? QString()
                     : count == 0             ? tr("not found")
                                              : tr("%1 of %2", "match").arg(formatCount(current), all));
    QAccessibleEvent said(m_count, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

QString SearchBar::countText() const { return m_count->text(); }

} // namespace eventscope::ui
