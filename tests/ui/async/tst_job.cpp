// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/async/job.h"
#include "ui/async/signal_throttler.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <condition_variable>
#include <future>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

/// A call that runs until it is stopped.
Call<int> untilStopped(std::promise<void> *begun = nullptr) {
    return [begun](const JobControl &job) -> Result<int> {
        if (begun) begun->set_value();
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait(lock, job.stop, [] { return false; });
        return cancelled();
    };
}

Call<int> answering(int value) {
    return [value](const JobControl &) -> Result<int> { return value; };
}

} // namespace

class TestJob : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theTimeLeftGoesByThePace() {
        QVERIFY(!msLeft({0, 100}, 5000));
        QVERIFY(!msLeft({50, 0}, 5000));
        QVERIFY(!msLeft({50, 100}, 10));
        QCOMPARE(msLeft({25, 100}, 2000).value_or(-1), qint64{6000});
        QCOMPARE(msLeft({100, 100}, 2000).value_or(-1), qint64{0});
    }
    void runsElsewhereAndAnswersHere() {
        Workers workers;
        Job<QThread *> job(workers);
        QThread *ranOn = nullptr;
        QThread *answeredOn = nullptr;
        job.start([](const JobControl &) -> Result<QThread *> { return QThread::currentThread(); },
                  [&](Result<QThread *> answer) {
                      ranOn = *answer;
                      answeredOn = QThread::currentThread();
                  });
        QVERIFY(job.isRunning());
        QTRY_VERIFY(ranOn);
        QVERIFY(ranOn != thread());
        QCOMPARE(answeredOn, thread());
        QVERIFY(!job.isRunning());
    }

    void handsErrorsOn() {
        Workers workers;
        Job<int> job(workers);
        Error error;
        job.start([](const JobControl &) -> Result<int> { return fail(ErrorKind::Corrupt, "page 3"); },
                  [&](Result<int> answer) { error = answer.error(); });
        QTRY_COMPARE(error.kind, ErrorKind::Corrupt);
    }

    void turnsExhaustedMemoryIntoAnError() {
        Workers workers;
        Job<int> job(workers);
        Error error;
        job.start([](const JobControl &) -> Result<int> { throw std::bad_alloc(); },
                  [&](Result<int> answer) { error = answer.error(); });
        QTRY_COMPARE(error.kind, ErrorKind::TooLarge);
    }

    void cancelledAnswersCancelled() {
        Workers workers;
        Job<int> job(workers);
        ErrorKind kind = ErrorKind::Internal;
        job.start(untilStopped(), [&](Result<int> answer) { kind = answer.error().kind; });
        job.cancel();
        QTRY_COMPARE(kind, ErrorKind::Cancelled);
    }

    void theLatestWins() {
        Workers workers;
        Job<int> job(workers);
        std::vector<int> answers;
        const auto receive = [&](Result<int> answer) { answers.push_back(answer.value_or(-1)); };
        job.start(untilStopped(), receive);
        job.start(answering(1), receive);
        job.start(answering(2), receive);
        QTRY_COMPARE(answers, std::vector{2});
        QCoreApplication::processEvents();
        QCOMPARE(answers, std::vector{2});
    }

    void aDestroyedJobHearsNothing() {
        bool heard = false;
        std::promise<void> begun;
        auto began = begun.get_future();
        {
            Workers workers;
            {
                Job<int> job(workers);
                job.start(untilStopped(&begun), [&](Result<int>) { heard = true; });
                began.wait();
            }
        } // waits for the work, which the job's end has stopped
        QCoreApplication::processEvents();
        QVERIFY(!heard);
    }

    void theWorkersEndStopsWhatRuns() {
        auto workers = std::make_unique<Workers>();
        std::promise<void> begun;
        auto began = begun.get_future();
        workers->start([&] { begun.set_value(); }, {});
        began.wait();
        std::stop_source stop;
        workers->start([&] { (void)untilStopped()({stop.get_token(), nullptr, nullptr}); }, stop);
        workers.reset();
        QVERIFY(stop.stop_requested());
    }

    void theReceiverMayDestroyTheJob() {
        Workers workers;
        auto job = std::make_unique<Job<int>>(workers);
        bool done = false;
        job->start(answering(1), [&](Result<int>) {
            job.reset();
            done = true;
        });
        QTRY_VERIFY(done);
    }

    void stopCallbacksRunOffTheGuiThread() {
        std::atomic<QThread *> stoppedOn = nullptr;
        std::promise<void> begun;
        auto began = begun.get_future();
        Workers workers;
        Job<int> job(workers);
        bool answered = false;
        job.start(
            [&](const JobControl &control) -> Result<int> {
                const std::stop_callback onStop(control.stop, [&] { stoppedOn = QThread::currentThread(); });
                return untilStopped(&begun)(control);
            },
            [&](Result<int>) { answered = true; });
        began.wait();
        job.cancel();
        QTRY_VERIFY(answered);
        QVERIFY(stoppedOn.load() != thread());
    }

    void listedJobsShowUntilTheyEnd() {
        Workers workers;
        Job<int> job(workers);
        std::promise<void> go;
        auto gone = go.get_future().share();
        bool done = false;
        job.startListed(
            QStringLiteral("Count"),
            [gone](const JobControl &control) -> Result<int> {
                control.report(3, 10);
                gone.wait();
                return 1;
            },
            [&](Result<int>) { done = true; });
        QCOMPARE(workers.jobs().entries().size(), std::size_t{1});
        QCOMPARE(workers.jobs().entries().front().name, QStringLiteral("Count"));
        QTRY_COMPARE(workers.jobs().entries().front().progress.done, std::uint64_t{3});
        go.set_value();
        QTRY_VERIFY(done);
        QVERIFY(workers.jobs().entries().empty());
    }

    void theStripCancels() {
        Workers workers;
        Job<int> job(workers);
        bool done = false;
        job.startListed(QStringLiteral("Wait"), untilStopped(), [&](Result<int>) { done = true; });
        workers.jobs().cancel(workers.jobs().entries().front().id);
        workers.jobs().cancel(4711);
        QTRY_VERIFY(done);
    }

    void latestDeliversTheLastValueAndNotAll() {
        Workers workers;
        std::vector<int> seen;
        Latest<int> latest(workers, [&](int value) { seen.push_back(value); });
        const auto sender = latest.restart();
        for (int i = 0; i <= 10'000; ++i)
            sender->put(i);
        QTRY_VERIFY(!seen.empty() && seen.back() == 10'000);
        QVERIFY(seen.size() < 10);
    }

    void latestDropsOlderSenders() {
        Workers workers;
        std::vector<int> seen;
        Latest<int> latest(workers, [&](int value) { seen.push_back(value); });
        const auto old = latest.restart();
        old->put(1);
        const auto fresh = latest.restart();
        fresh->put(2);
        old->put(3);
        QTRY_COMPARE(seen, std::vector{2});
        QCoreApplication::processEvents();
        QCOMPARE(seen, std::vector{2});
    }

    void theThrottlerJoinsRequests() {
        SignalThrottler throttler(1);
        const QSignalSpy spy(&throttler, &SignalThrottler::triggered);
        for (int i = 0; i < 100; ++i)
            throttler.request();
        QTRY_COMPARE(spy.count(), 1);
        throttler.request();
        QTRY_COMPARE(spy.count(), 2);
    }
};

QTEST_GUILESS_MAIN(TestJob)
#include "tst_job.moc"
