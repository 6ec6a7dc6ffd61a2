// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/copied_bytes.h"

#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <memory>

using namespace eventscope::ui;

namespace {

/// Says on which thread it went.
struct Large {
    std::atomic<QThread *> *gone;
    ~Large() { *gone = QThread::currentThread(); }
};

} // namespace

class TestCopiedBytes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void bytesAreMadeWhenSomebodyPastes() {
        int made = 0;
        const CopiedBytes copied([&made] {
            ++made;
            return QByteArray("a\xff");
        });
        QCOMPARE(made, 0);
        QCOMPARE(copied.data(QStringLiteral("application/octet-stream")), QByteArray("a\xff"));
        QCOMPARE(copied.text(), QStringLiteral("a\uFFFD"));
        QCOMPARE(made, 2);
    }

    void whatTheyKeepGoesOnAnotherThread() {
        std::atomic<QThread *> gone = nullptr;
        auto large = std::make_shared<Large>(&gone);
        auto copied = std::make_unique<CopiedBytes>([kept = std::move(large)] { return QByteArray(); });
        copied.reset();
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(gone != nullptr);
        QVERIFY(gone != QThread::currentThread());
    }
};

QTEST_MAIN(TestCopiedBytes)
#include "tst_copied_bytes.moc"
