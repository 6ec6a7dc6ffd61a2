// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcut_sheet.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/dialog_size.h"
#include "ui/widgets/plain_text.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

bool holds(const QTreeWidgetItem &item, const QStringList &words) {
    const QString text = item.text(0) + QLatin1Char(' ') + item.text(1);
    return std::ranges::all_of(words, [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

ShortcutSheet::ShortcutSheet(QWidget *parent)
    : QDialog(parent), m_edit(new QLineEdit(this)), m_tree(new QTreeWidget(this)) {
    const Metrics metrics(font());
    setWindowTitle(tr("Keyboard Shortcuts"));
    m_edit->setPlaceholderText(tr("Find a key or what it does"));
    m_edit->setClearButtonEnabled(true);
    m_edit->addAction(icon(QLatin1String("search")), QLineEdit::LeadingPosition);
    setAccessible(m_edit, tr("Find a key or what it does"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("What it does"), tr("Key")});
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->header()->setStretchLastSection(false);
    m_tree->setUniformRowHeights(true);
    setAccessible(m_tree, tr("Keys by the place where they work"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics.steps(3), 0, 0);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(metrics.steps(3), 0, metrics.steps(3), 0);
    line->addWidget(m_edit);
    column->addLayout(line);
    column->addWidget(m_tree, 1);
    connect(m_edit, &QLineEdit::textChanged, this, &ShortcutSheet::search);
    resizeWithin(*this, {metrics.steps(140), metrics.steps(140)});
}

void ShortcutSheet::setShortcuts(const std::vector<Shortcut> &shortcuts) {
    m_tree->clear();
    QTreeWidgetItem *group = nullptr;
    for (const Shortcut &shortcut : shortcuts) {
        if (!group || group->text(0) != shortcut.place) {
            group = new QTreeWidgetItem(m_tree, {shortcut.place});
            QFont bold = font();
            bold.setBold(true);
            group->setFont(0, bold);
        }
        auto *item = new QTreeWidgetItem(group, {shortcut.words, keysText(shortcut)});
        item->setFont(1, fixedFont());
        item->setData(0, Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(shortcut.words, keysText(shortcut)));
    }
    m_tree->expandAll();
    search();
}

void ShortcutSheet::search() {
    const QStringList words = m_edit->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (int at = 0; at < m_tree->topLevelItemCount(); ++at) {
        QTreeWidgetItem *group = m_tree->topLevelItem(at);
        const bool isAll = holds(*group, words);
        bool isAny = false;
        for (int row = 0; row < group->childCount(); ++row) {
            const bool isShown = isAll || holds(*group->child(row), words);
            group->child(row)->setHidden(!isShown);
            isAny = isAny || isShown;
        }
        group->setHidden(!isAny);
    }
}

} // namespace eventscope::ui
