// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"
#include "ui/async/job_list.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>

namespace eventscope::ui {

/// The threads on which core's blocking calls run, and the way back to the thread of the window.
///
/// Lives on the GUI thread and outlives every Job. Its destructor asks all work to stop, waits for it, and drops what
/// had not been delivered.
class Workers final : public QObject, public Executor {
    Q_OBJECT

  public:
    explicit Workers(QObject *parent = nullptr);
    ~Workers() override;

    /// Runs `task` on a thread of its own kind; `stop` is requested when these workers end. Threads: any.
    void start(std::function<void()> task, std::stop_source stop);
    /// How many of these run at once; the others wait for their turn.
    [[nodiscard]] int tasksAtOnce() const { return m_calls.maxThreadCount(); }
    /// Lets go of `owned` on another thread: what is large takes long to free. Threads: any.
    template <class T>
    void release(T owned) {
        m_calls.start([kept = std::make_shared<T>(std::move(owned))]() mutable { kept.reset(); });
    }
    /// Requests `stop` on another thread: stop callbacks may talk to a server. Threads: any.
    void requestStop(std::stop_source stop);
    /// Calls `call` on the thread of this object, later; never after its destructor began. Threads: any.
    void post(std::function<void()> call);
    /// Executor, for core's parallel parts: threads apart from those of start(), so that waiting for parts cannot
    /// starve.
    void run(std::function<void()> task) override;

    [[nodiscard]] JobList &jobs() { return m_jobs; }

  private:
    JobList m_jobs;
    QThreadPool m_calls;
    QThreadPool m_parts;
    QThreadPool m_stoppers;
    std::mutex m_mutex;
    std::list<std::stop_source> m_running; // guarded by m_mutex
};

} // namespace eventscope::ui
