// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <array>

namespace eventscope::ui {

/// The clock of playing a stream: says when the next step is due. What a step is, and whether the one before has been
/// shown, is the page's business. GUI thread.
class Player final : public QObject {
    Q_OBJECT

  public:
    /// Steps a second.
    static constexpr std::array kSpeeds = {1, 2, 4, 8, 16};

    explicit Player(QObject *parent = nullptr);

    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    /// REQUIRES: one of kSpeeds.
    void setSpeed(int stepsASecond);
    void play();
    void stop();

  Q_SIGNALS:
    void stepDue();
    void playingChanged(bool isPlaying);

  private:
    QTimer m_timer;
};

} // namespace eventscope::ui
