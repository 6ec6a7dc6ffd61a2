// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/absence_watch.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusReply>

#include <unistd.h>

namespace eventscope::ui {

namespace {

// After https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
constexpr QLatin1String kLogin("org.freedesktop.login1");
constexpr QLatin1String kLoginPath("/org/freedesktop/login1");
constexpr QLatin1String kManager("org.freedesktop.login1.Manager");
constexpr QLatin1String kSession("org.freedesktop.login1.Session");

/// Each has its interface's name, and says ActiveChanged(b) at whatever path.
constexpr const char *kScreenSavers[] = {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver",
                                         "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver", "org.xfce.ScreenSaver"};

constexpr int kPatienceMs = 2'000;

QDBusMessage askManager(const char *method, const QVariantList &arguments) {
    QDBusMessage message = QDBusMessage::createMethodCall(kLogin, kLoginPath, kManager, QLatin1String(method));
    message.setArguments(arguments);
    message.setAutoStartService(false);
    return message;
}

/// The machine sleeps only after whoever asked so has let go of what this answers.
QDBusMessage askForDelay() {
    return askManager("Inhibit", {QStringLiteral("sleep"), QStringLiteral("Eventscope"),
                                  QStringLiteral("Personal data is locked first"), QStringLiteral("delay")});
}

/// A program that the desktop has started by its own manager is in no session itself: then it is the one that the
/// variable names, or what login1 takes for it.
QDBusObjectPath ownSession(const QDBusConnection &bus) {
    const auto ask = [&bus](const char *method, const QVariant &argument) {
        const QDBusReply<QDBusObjectPath> found = bus.call(askManager(method, {argument}), QDBus::Block, kPatienceMs);
        return found.isValid() ? found.value() : QDBusObjectPath();
    };
    if (const auto found = ask("GetSessionByPID", static_cast<uint>(::getpid())); !found.path().isEmpty()) return found;
    if (const QString named = qEnvironmentVariable("XDG_SESSION_ID"); !named.isEmpty())
        if (const auto found = ask("GetSession", named); !found.path().isEmpty()) return found;
    return ask("GetSession", QStringLiteral("auto"));
}

} // namespace

AbsenceWatch::AbsenceWatch(Workers &workers, QObject *parent) : QObject(parent), m_looking(workers) {
    m_looking.start([](const JobControl &) -> Result<Buses> { return lookAround(); },
                    [this](const Result<Buses> &buses) {
                        if (buses) listen(*buses);
                        Q_EMIT ready();
                    });
}

/// Blocks as long as the buses: on a worker.
AbsenceWatch::Buses AbsenceWatch::lookAround() {
    Buses buses;
    const QDBusConnection system = QDBusConnection::systemBus();
    buses.hasSystem = system.isConnected();
    if (buses.hasSystem) {
        buses.session = ownSession(system);
        const QDBusReply<QDBusUnixFileDescriptor> awake = system.call(askForDelay(), QDBus::Block, kPatienceMs);
        if (awake.isValid()) buses.awake = awake.value();
    }
    buses.hasDesktop = QDBusConnection::sessionBus().isConnected();
    return buses;
}

/// Also to what is not there yet, but may be started.
void AbsenceWatch::listen(const Buses &buses) {
    if (buses.hasSystem) {
        QDBusConnection bus = QDBusConnection::systemBus();
        m_awake = buses.awake;
        bus.connect(kLogin, kLoginPath, kManager, QStringLiteral("PrepareForSleep"), this, SLOT(handleSleep(bool)));
        if (!buses.session.path().isEmpty())
            bus.connect(kLogin, buses.session.path(), kSession, QStringLiteral("Lock"), this, SIGNAL(left()));
    }
    if (!buses.hasDesktop) return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    for (const char *name : kScreenSavers)
        bus.connect(QLatin1String(name), {}, QLatin1String(name), QStringLiteral("ActiveChanged"), this,
                    SLOT(handleActive(bool)));
}

void AbsenceWatch::handleActive(bool isActive) {
    if (isActive) Q_EMIT left();
}

void AbsenceWatch::handleSleep(bool isNear) {
    m_isSleepNear = isNear;
    if (isNear)
        Q_EMIT left();
    else if (!m_awake.isValid())
        stayAwake();
}

void AbsenceWatch::letSleep() {
    if (m_isSleepNear) m_awake = QDBusUnixFileDescriptor();
}

void AbsenceWatch::stayAwake() {
    auto *asking = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(askForDelay()), this);
    connect(asking, &QDBusPendingCallWatcher::finished, this, [this, asking] {
        const QDBusPendingReply<QDBusUnixFileDescriptor> awake = *asking;
        if (awake.isValid()) m_awake = awake.value();
        asking->deleteLater();
    });
}

} // namespace eventscope::ui
