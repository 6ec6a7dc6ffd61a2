// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/oddities.h"
#include "ui/log/payload_path.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace eventscope::ui {

/// What is odd in an event, as buttons: a sign, words, and in the tip why it matters and where. A click goes to the
/// first place, the next click to the next. Hidden where nothing is odd. GUI thread.
class OddityBadges final : public QWidget {
    Q_OBJECT

  public:
    explicit OddityBadges(const Theme &theme, QWidget *parent = nullptr);

    void setOddities(const std::vector<Oddity> &inData, const std::vector<Oddity> &inMetadata);
    [[nodiscard]] QList<QToolButton *> buttons() const { return m_buttons; }

  Q_SIGNALS:
    /// The user wants to see this place in the data or metadata.
    void placeRequested(eventscope::ui::PayloadPath::Root part, const eventscope::OddPlace &place);

  private:
    void addBadge(PayloadPath::Root part, const Oddity &oddity);

    const Theme &m_theme;
    QList<QToolButton *> m_buttons;
};

} // namespace eventscope::ui
