// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>

class QMenu;
class QWidget;

namespace eventscope::ui {

/// What the context menu of a widget holds for its current item, so that the palette can list it without the menu being
/// open. A widget with a menu that is made when it is asked for has one; actions of QWidget::actions() and menus of
/// buttons are found without. GUI thread.
class MenuOffer final : public QObject {
    Q_OBJECT

  public:
    /// Adds lines that stay right until the current item changes; none where there is no such item.
    using Fill = std::function<void(QMenu &menu)>;

    /// Belongs to `place`. Offers nothing while that is not in sight.
    MenuOffer(QWidget *place, Fill fill);

    [[nodiscard]] QWidget *place() const { return m_place; }
    void fill(QMenu &menu) const { m_fill(menu); }

  private:
    QWidget *const m_place;
    const Fill m_fill;
};

} // namespace eventscope::ui
