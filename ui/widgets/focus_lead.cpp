// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/focus_lead.h"

#include <QFocusEvent>
#include <QWidget>

namespace eventscope::ui {

namespace {

class FocusLead final : public QObject {
  public:
    FocusLead(QWidget &page, QWidget &part) : QObject(&page), m_page(page), m_part(part) {
        page.setFocusPolicy(Qt::ClickFocus);
        if (page.accessibleName().isEmpty()) page.setAccessibleName(part.accessibleName());
        page.installEventFilter(this);
    }

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override {
        if (watched == &m_page && event->type() == QEvent::FocusIn && m_part.isVisibleTo(&m_page))
            m_part.setFocus(static_cast<const QFocusEvent *>(event)->reason());
        return QObject::eventFilter(watched, event);
    }

  private:
    QWidget &m_page;
    QWidget &m_part;
};

} // namespace

void leadFocus(QWidget &page, QWidget &part) { new FocusLead(page, part); }

} // namespace eventscope::ui
