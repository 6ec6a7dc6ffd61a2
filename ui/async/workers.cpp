// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/async/workers.h"

#include <QThread>

#include <algorithm>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

namespace eventscope::ui {

namespace {
// Calls mostly wait for a disk or a server, and a follower holds a thread for as long as its store is open.
constexpr int kCallThreadsMin = 8;
constexpr int kStopThreads = 2;
constexpr int kNice = 5;

/// Where there are more threads at work than processors, the window comes first. On Linux each thread has a niceness
/// of its own (setpriority(2), "C library/kernel differences").
void standBackForTheWindow() {
    static thread_local bool s_stoodBack = false;
    if (!std::exchange(s_stoodBack, true)) ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);
}
} // namespace

Workers::Workers(QObject *parent) : QObject(parent) {
    m_calls.setMaxThreadCount(std::max(kCallThreadsMin, 2 * QThread::idealThreadCount()));
    m_stoppers.setMaxThreadCount(kStopThreads);
}

Workers::~Workers() {
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &stop : m_running)
            requestStop(stop);
    }
    m_calls.waitForDone();
    m_parts.waitForDone();
    m_stoppers.waitForDone();
}

void Workers::start(std::function<void()> task, std::stop_source stop) {
    std::list<std::stop_source>::iterator entry;
    {
        const std::lock_guard lock(m_mutex);
        entry = m_running.insert(m_running.end(), std::move(stop));
    }
    m_calls.start([this, entry, body = std::move(task)] {
        standBackForTheWindow();
        body();
        const std::lock_guard lock(m_mutex);
        m_running.erase(entry);
    });
}

void Workers::requestStop(std::stop_source stop) {
    m_stoppers.start([source = std::move(stop)]() mutable { source.request_stop(); });
}

void Workers::post(std::function<void()> call) {
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

void Workers::run(std::function<void()> task) {
    m_parts.start([body = std::move(task)] {
        standBackForTheWindow();
        body();
    });
}

} // namespace eventscope::ui
