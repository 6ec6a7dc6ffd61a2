// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/range_bar.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace eventscope::ui {

RangeBar::RangeBar(QWidget *parent) : QWidget(parent), m_facts(plainLabel({}, this)) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Metrics(font()).steps(1));
    row->addWidget(m_facts);
    m_zoomIn = add(tr("Zoom in"), tr("Show only the marked time in the timeline"), QLatin1String("zoom-in"),
                   &RangeBar::zoomInRequested);
    m_filterIn = add(tr("Show only"), tr("Show only events of the marked time in the log"), QLatin1String("filter"),
                     &RangeBar::filterInRequested);
    m_filterOut =
        add(tr("Leave out"), tr("Leave events of the marked time out of the log"), {}, &RangeBar::filterOutRequested);
    m_clear = add({}, tr("Take the mark away"), QLatin1String("close"), &RangeBar::clearRequested);
    m_undoFilter = add(tr("Undo filter"), tr("Go back to the filter before the last one from here"), {},
                       &RangeBar::undoFilterRequested);
    m_zoomOut =
        add(tr("Zoom out"), tr("Go back to the span before"), QLatin1String("zoom-out"), &RangeBar::zoomOutRequested);
    m_zoomAll =
        add(tr("All"), tr("Show the whole time of the log"), QLatin1String("zoom-all"), &RangeBar::zoomAllRequested);
    setRange({});
    setZooms(0);
    setFilters(0);
}

QToolButton *RangeBar::add(const QString &text, const QString &tip, QLatin1String iconName, void (RangeBar::*asked)()) {
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(plainToolTip(tip));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    if (!iconName.isEmpty()) button->setIcon(icon(iconName));
    button->setToolButtonStyle(text.isEmpty()       ? Qt::ToolButtonIconOnly
                               : iconName.isEmpty() ? Qt::ToolButtonTextOnly
                                                    : Qt::ToolButtonTextBesideIcon);
    setAccessible(button, text.isEmpty() ? tip : text, tip);
    connect(button, &QToolButton::clicked, this, asked);
    layout()->addWidget(button);
    return button;
}

void RangeBar::setRange(const QString &facts) {
    m_facts->setText(facts);
    setAccessibleDescription(facts);
    for (QWidget *part :
         {static_cast<QWidget *>(m_facts), static_cast<QWidget *>(m_zoomIn), static_cast<QWidget *>(m_filterIn),
          static_cast<QWidget *>(m_filterOut), static_cast<QWidget *>(m_clear)})
        part->setVisible(!facts.isEmpty());
}

QString RangeBar::facts() const { return m_facts->text(); }

void RangeBar::setZooms(std::size_t zooms) {
    m_zoomOut->setVisible(zooms > 0);
    m_zoomAll->setVisible(zooms > 1);
}

void RangeBar::setFilters(std::size_t filters) { m_undoFilter->setVisible(filters > 0); }

} // namespace eventscope::ui
