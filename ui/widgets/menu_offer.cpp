// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/menu_offer.h"

#include <QWidget>

namespace eventscope::ui {

MenuOffer::MenuOffer(QWidget *place, Fill fill) : QObject(place), m_place(place), m_fill(std::move(fill)) {}

} // namespace eventscope::ui
