// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"

#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QObject>

namespace eventscope::ui {

/// Says when whoever sits at this computer leaves it: the screen or the session is locked, or the machine goes to
/// sleep. By D-Bus: org.freedesktop.login1 and the screen savers of desktops; where none of them answers nothing is
/// ever said, which is no error. GUI thread, which waits for no bus.
class AbsenceWatch final : public QObject {
    Q_OBJECT

  public:
    /// Listens some time after it was made (see ready()).
    explicit AbsenceWatch(Workers &workers, QObject *parent = nullptr);

    /// What was to be put away is: a machine that is about to sleep waits for that, as long as it is willing to (as a
    /// rule five seconds).
    void letSleep();

  Q_SIGNALS:
    /// As a rule more than once for one absence.
    void left();
    /// It listens now to whatever there is.
    void ready();

  private:
    Q_SLOT void handleActive(bool isActive);
    Q_SLOT void handleSleep(bool isNear);

    /// What the computer offers.
    struct Buses {
        bool hasSystem = false, hasDesktop = false;
        QDBusObjectPath session;       ///< ours; empty: unknown
        QDBusUnixFileDescriptor awake; ///< see m_awake
    };
    [[nodiscard]] static Buses lookAround();
    void listen(const Buses &buses);
    void stayAwake();

    bool m_isSleepNear = false;
    QDBusUnixFileDescriptor m_awake; ///< while it is open the machine waits with sleeping until it is closed
    Job<Buses> m_looking;            // last: its end is asked for first
};

} // namespace eventscope::ui
