// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_lock.h"

#include <QtTest/QtTest>

#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace eventscope;
using namespace std::chrono_literals;

class TestFileLock : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() { QVERIFY((m_dir = std::make_unique<QTemporaryDir>())->isValid()); }

    void twoInOneProcessExcludeEachOther() {
        auto first = FileLock::acquire(path(), 0ms, {});
        QVERIFY(first.has_value());
        const auto second = FileLock::acquire(path(), 1ms, {});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Refused);
    }
    void refusalNamesTheHolder() {
        { std::ofstream(path()) << std::string(1000, 'x'); } // of a program before
        const auto held = FileLock::acquire(path(), 0ms, {});
        const std::string message = FileLock::acquire(path(), 0ms, {}).error().message;
        const std::string holder = "by tst_file_lock (process " + std::to_string(getpid()) + " on ";
        QVERIFY2(message.find(holder) != std::string::npos, message.c_str());
        QVERIFY2(message.find(") since 20") != std::string::npos && message.ends_with("Z"), message.c_str());
    }
    void whatIsNoNoteIsNotShown() {
        const auto held = FileLock::acquire(path(), 0ms, {});
        const auto messageFor = [&](const std::string &note) {
            std::ofstream(path(), std::ios::trunc) << note;
            return FileLock::acquire(path(), 0ms, {}).error().message;
        };
        for (const std::string &note : {std::string(), std::string("secret"), std::string(5000, '\0')})
            QVERIFY(messageFor(note).ends_with("is locked"));
        QVERIFY(messageFor("\x1b[31m since ever\n").find('\x1b') == std::string::npos);
    }
    void isFreeAgainAfterItsEnd() {
        { QVERIFY(FileLock::acquire(path(), 0ms, {}).has_value()); }
        QVERIFY(FileLock::acquire(path(), 0ms, {}).has_value());
    }
    void waitsForTheHolder() {
        auto held = std::make_unique<Result<FileLock>>(FileLock::acquire(path(), 0ms, {}));
        std::jthread release([&] { held.reset(); });
        QVERIFY(FileLock::acquire(path(), 60s, {}).has_value());
    }
    void endsWithAKilledProcess() {
        std::array<int, 2> ready{};
        QCOMPARE(pipe(ready.data()), 0);
        const pid_t child = fork();
        if (child == 0) {
            const auto held = FileLock::acquire(path(), 0ms, {});
            const char answer = held ? 'y' : 'n';
            if (write(ready[1], &answer, 1) != 1) _exit(1);
            pause();
        }
        char answer = 0;
        QCOMPARE(read(ready[0], &answer, 1), ssize_t(1));
        QCOMPARE(answer, 'y');
        QVERIFY(!FileLock::acquire(path(), 0ms, {}));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        QVERIFY(FileLock::acquire(path(), 5s, {}).has_value());
    }
    void waitingCanBeCancelled() {
        const auto held = FileLock::acquire(path(), 0ms, {});
        std::stop_source stop;
        stop.request_stop();
        const auto second = FileLock::acquire(path(), 60s, {stop.get_token()});
        QCOMPARE(second.error().kind, ErrorKind::Cancelled);
    }
    void aMissingFolderIsSaid() {
        QCOMPARE(FileLock::acquire(path() + "/none/lock", 0ms, {}).error().kind, ErrorKind::Unavailable);
    }

  private:
    std::string path() const { return m_dir->path().toStdString() + "/lock"; }
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_APPLESS_MAIN(TestFileLock)
#include "tst_file_lock.moc"
