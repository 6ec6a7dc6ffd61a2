// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_window.h"

#include "ui/help/help_browser.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/dialog_size.h"
#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

QToolButton *button(QLatin1String iconName, const QString &name, const QKeySequence &keys, QWidget *parent) {
    auto *made = new QToolButton(parent);
    made->setIcon(icon(iconName));
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    made->setShortcut(keys);
    made->setToolTip(plainToolTip(QStringLiteral("%1 (%2)").arg(name, keys.toString(QKeySequence::NativeText))));
    made->setEnabled(false);
    setAccessible(made, name);
    return made;
}

} // namespace

HelpWindow::HelpWindow(const Theme &theme, QWidget *parent)
    : QDialog(parent),
      m_browser(new HelpBrowser(m_pages, theme, this)),
      m_list(new QListWidget(this)),
      m_search(new QLineEdit(this)) {
    setWindowTitle(tr("Help"));
    layOut();
    listPages();
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::listPages);
    connect(m_search, &QLineEdit::returnPressed, this, &HelpWindow::findNext);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item) m_browser->showPage(item->data(Qt::UserRole).toString());
    });
    connect(m_browser, &QTextBrowser::historyChanged, this, &HelpWindow::selectShown);
    const Metrics metrics(font());
    resizeWithin(*this, {metrics.steps(225), metrics.steps(150)});
}

void HelpWindow::layOut() {
    const Metrics metrics(font());
    auto *back = button(QLatin1String("back"), tr("Back"), Qt::ALT | Qt::Key_Left, this);
    auto *forward = button(QLatin1String("forward"), tr("Forward"), Qt::ALT | Qt::Key_Right, this);
    connect(back, &QToolButton::clicked, m_browser, &QTextBrowser::backward);
    connect(forward, &QToolButton::clicked, m_browser, &QTextBrowser::forward);
    connect(m_browser, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(m_browser, &QTextBrowser::forwardAvailable, forward, &QWidget::setEnabled);
    m_search->setPlaceholderText(tr("Search the help"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QLatin1String("search")), QLineEdit::LeadingPosition);
    setAccessible(m_search, tr("Search the help"),
                  tr("Pages that hold all words are listed; Enter finds the next place"));
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(new QShortcut(Qt::Key_F3, this), &QShortcut::activated, this, &HelpWindow::findNext);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(metrics.steps(2), metrics.steps(2), metrics.steps(2), metrics.steps(1));
    tools->addWidget(back);
    tools->addWidget(forward);
    tools->addWidget(m_search, 1);
    m_list->setSpacing(metrics.unit / 2);
    setAccessible(m_list, tr("Pages of the help"));
    auto *parts = new QSplitter(this);
    parts->addWidget(m_list);
    parts->addWidget(m_browser);
    parts->setStretchFactor(1, 1);
    parts->setChildrenCollapsible(false);
    parts->setSizes({metrics.steps(50), metrics.steps(175)});
    QWidget *before = back;
    for (QWidget *next : std::initializer_list<QWidget *>{forward, m_search, m_list, m_browser}) {
        setTabOrder(before, next);
        before = next;
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(parts, 1);
}

void HelpWindow::setPart(const QString &name, const QString &markdown) { m_pages.setPart(name, markdown); }

void HelpWindow::showPage(const QString &name) {
    m_search->clear();
    m_browser->showPage(name);
    m_browser->setFocus(Qt::OtherFocusReason);
}

void HelpWindow::listPages() {
    const QSignalBlocker quiet(m_list); // the page in front stays until another is chosen
    m_list->clear();
    for (const QString &page : m_pages.holding(m_search->text().split(QLatin1Char(' '), Qt::SkipEmptyParts))) {
        auto *item = new QListWidgetItem(m_pages.title(page), m_list);
        item->setData(Qt::UserRole, page);
    }
    selectShown();
}

void HelpWindow::selectShown() {
    const QSignalBlocker quiet(m_list);
    m_list->setCurrentItem(nullptr);
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->data(Qt::UserRole).toString() == m_browser->page()) m_list->setCurrentRow(row);
}

/// In the page that is shown; behind its last place in the next page that has one.
void HelpWindow::findNext() {
    const QString word = m_search->text().trimmed().section(QLatin1Char(' '), 0, 0);
    if (word.isEmpty() || m_list->count() == 0) return;
    if (m_list->currentRow() >= 0 && m_browser->find(word)) return;
    m_list->setCurrentRow((m_list->currentRow() + 1) % m_list->count());
    m_browser->moveCursor(QTextCursor::Start);
    m_browser->find(word);
}

} // namespace eventscope::ui
