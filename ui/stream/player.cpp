// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/player.h"

namespace eventscope::ui {

namespace {

constexpr int kSecondMs = 1000;

} // namespace

Player::Player(QObject *parent) : QObject(parent) {
    setSpeed(kSpeeds[2]);
    connect(&m_timer, &QTimer::timeout, this, &Player::stepDue);
}

void Player::setSpeed(int stepsASecond) { m_timer.setInterval(kSecondMs / stepsASecond); }

void Player::play() {
    if (isPlaying()) return;
    m_timer.start();
    Q_EMIT playingChanged(true);
}

void Player::stop() {
    if (!isPlaying()) return;
    m_timer.stop();
    Q_EMIT playingChanged(false);
}

} // namespace eventscope::ui
