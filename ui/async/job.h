// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "ui/async/latest.h"
#include "ui/async/workers.h"

#include <QString>

#include <functional>
#include <memory>
#include <new>
#include <stop_token>
#include <utility>

namespace eventscope::ui {

/// A core call that may block, to be run by a Job. It owns all that it touches and never names a widget.
template <class T>
using Call = std::function<Result<T>(const JobControl &)>;

/// One question to core at a time: the call runs on a worker, the answer arrives on the GUI thread.
///
/// The latest wins: starting again stops the call under way and drops its answer. Destroying the job does the same, so
/// a page that is closed hears nothing more. Stopping is requested on another thread and never waits. Answers come by a
/// queued call, not by QFuture: a cancelled QFuture skips its continuations. Threads: the GUI thread.
template <class T>
class Job {
  public:
    using Receive = std::function<void(Result<T>)>;

    explicit Job(Workers &workers) : m_workers(workers) {}
    ~Job() { drop(); }
    Job(const Job &) = delete;
    Job &operator=(const Job &) = delete;

    /// `receive` is called exactly once, unless the job is dropped or started again before.
    void start(Call<T> call, Receive receive) { startListed({}, std::move(call), std::move(receive)); }

    /// As start, with a name, progress and a cancel button in the jobs strip.
    void startListed(const QString &name, Call<T> call, Receive receive);

    [[nodiscard]] bool isRunning() const { return m_state && m_state->receive; }

    /// Asks the call to stop; its answer arrives, as a rule Cancelled.
    void cancel() {
        if (m_state) m_workers.requestStop(m_state->stop);
    }

    /// Asks the call to stop; nothing arrives any more.
    void drop() {
        if (!m_state) return;
        const auto state = std::exchange(m_state, nullptr);
        state->receive = nullptr;
        state->progress.drop();
        m_workers.jobs().remove(state->listed);
        m_workers.requestStop(state->stop);
    }

  private:
    struct State {
        State(Workers &workers, Receive receiver)
            : receive(std::move(receiver)),
              progress(workers, [this, &workers](ProgressStep step) { workers.jobs().setProgress(listed, step); }) {}
        std::stop_source stop;
        Receive receive; // GUI thread; empty once answered or dropped
        quint64 listed = 0;
        Latest<ProgressStep> progress;
    };

    class Reporter final : public Progress {
      public:
        explicit Reporter(Latest<ProgressStep>::SenderPtr sender) : m_sender(std::move(sender)) {}
        void report(ProgressStep step) override { m_sender->put(step); }

      private:
        Latest<ProgressStep>::SenderPtr m_sender;
    };

    [[nodiscard]] static Result<T> run(const Call<T> &call, const JobControl &job) {
        if (job.stopRequested()) return cancelled();
        try {
            return call(job);
        } catch (const std::bad_alloc &) {
            return fail(ErrorKind::TooLarge, "Not enough memory for this", "Narrow the filter or close other stores.");
        }
    }

    static void finish(Workers &workers, State &state, Result<T> answer) {
        state.progress.drop();
        workers.jobs().remove(state.listed);
        if (const auto receive = std::exchange(state.receive, nullptr)) receive(std::move(answer));
    }

    Workers &m_workers;
    std::shared_ptr<State> m_state;
};

template <class T>
void Job<T>::startListed(const QString &name, Call<T> call, Receive receive) {
    drop();
    auto state = std::make_shared<State>(m_workers, std::move(receive));
    m_state = state;
    auto sender = state->progress.restart();
    if (!name.isEmpty()) {
        state->listed =
            m_workers.jobs().add(name, [&workers = m_workers, stop = state->stop] { workers.requestStop(stop); });
    }
    // The worker keeps only what it may touch; `state` is used on the GUI thread alone.
    m_workers.start(
        [&workers = m_workers, state, sender, work = std::move(call)]() mutable {
            Reporter reporter(std::move(sender));
            auto answer = std::make_shared<Result<T>>(run(work, {state->stop.get_token(), &reporter, &workers}));
            work = nullptr;
            workers.post([&workers, kept = std::move(state), answer] { finish(workers, *kept, std::move(*answer)); });
        },
        m_state->stop);
}

} // namespace eventscope::ui
