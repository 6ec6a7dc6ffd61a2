// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigator_section.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kRoundingPixels = 2;

class RowDelegate final : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        return {QStyledItemDelegate::sizeHint(option, index).width(), Metrics(option.font).rowHeight};
    }
};

} // namespace

NavigatorSection::NavigatorSection(const QString &title, const QString &name, QWidget *parent)
    : QWidget(parent), m_title(new QToolButton(this)), m_list(new QTreeView(this)), m_column(new QVBoxLayout(this)) {
    m_title->setText(title);
    m_title->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_title->setAutoRaise(true);
    setAccessible(m_title, name, tr("Shows or hides them"));
    setAccessible(m_list, name);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderHidden(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    const Metrics metrics(font());
    m_column->setContentsMargins(0, metrics.steps(1), 0, metrics.steps(1));
    m_column->setSpacing(metrics.steps(1));
    m_column->addWidget(m_title);
    m_column->addWidget(m_list);
    connect(m_title, &QToolButton::clicked, this, [this] {
        m_isOpen = !m_isOpen;
        Q_EMIT folded(m_isOpen);
    });
}

void NavigatorSection::fitList(int rowsMax) {
    const int rows = m_list->model()->rowCount();
    m_title->setArrowType(m_isOpen ? Qt::DownArrow : Qt::RightArrow);
    m_list->setVisible(m_isOpen && rows > 0);
    // A pixel too few, and the view would scroll for the sake of it.
    m_list->setVerticalScrollBarPolicy(rows > rowsMax ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(std::min(rows, rowsMax) * std::max(m_list->sizeHintForRow(0), 1) + kRoundingPixels);
}

} // namespace eventscope::ui
