// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include <QAccessibleWidget>

namespace eventscope::ui {

namespace {

/// A slider, as far as a screen reader is concerned.
class AccessibleTimeline final : public QAccessibleWidget {
  public:
    explicit AccessibleTimeline(TimelineView *view)
        : QAccessibleWidget(view, QAccessible::Slider, view->accessibleName()) {}
    QString text(QAccessible::Text which) const override {
        if (which == QAccessible::Value || which == QAccessible::Description) {
            return static_cast<const TimelineView *>(object())->description();
        }
        return QAccessibleWidget::text(which);
    }
};

} // namespace

void installTimelineAccessibility() {
    QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
        auto *view = qobject_cast<TimelineView *>(object);
        return view ? new AccessibleTimeline(view) : nullptr;
    });
}

} // namespace eventscope::ui
