// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/store_memory.h"

#include "core/workspace/remembered_values.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestStoreMemory : public QObject {
    Q_OBJECT

    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("w.work")); }
    [[nodiscard]] std::shared_ptr<StoreMemory> memory(const QString &path) const {
        return std::make_shared<StoreMemory>(path.toStdString(), StoreIdentity{"store", "sqlite:/s.evdb", "s"},
                                             std::make_shared<GuiThreadGuard>(thread()));
    }
    /// What is kept under "key", or the error's message.
    QString kept(StoreMemory &memory) {
        Job<std::string> job(*m_workers);
        std::optional<Result<std::string>> answer;
        job.start(memory.call([](Workspace &workspace) { return rememberedValue(workspace, "key"); }),
                  [&](Result<std::string> value) { answer = std::move(value); });
        while (!answer)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return QString::fromStdString(*answer ? **answer : (*answer).error().message);
    }
    static StoreMemory::Change remember(std::string value) {
        return [value](Workspace &workspace) { return rememberValue(workspace, "key", value); };
    }

  private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_workers = std::make_unique<Workers>();
    }

    void withoutAPathNothingIsRemembered() {
        const auto none = memory({});
        QVERIFY(kept(*none).contains(QStringLiteral("Nothing is remembered")));
        std::optional<bool> made;
        none->change(*m_workers, remember("x"), this, [&](const Result<void> &result) { made = result.has_value(); });
        QTRY_VERIFY(made);
        QVERIFY(!*made);
    }

    void nothingIsMadeBeforeItIsAskedFor() {
        const auto mine = memory(path());
        QVERIFY(!QFile::exists(path()));
        QCOMPARE(kept(*mine), QString());
        QVERIFY(QFile::exists(path()));
    }

    void whatCannotBeOpenedIsTriedAnew() {
        QFile file(path());
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("no database at all, but a long enough text");
        file.close();
        const auto mine = memory(path());
        QVERIFY(!kept(*mine).isEmpty());
        QVERIFY(!kept(*mine).isEmpty());
        QVERIFY(file.remove());
        QCOMPARE(kept(*mine), QString());
    }

    void changesAreMadeInTheirOrder() {
        const auto mine = memory(path());
        int told = 0;
        for (int i = 1; i <= 50; ++i) {
            mine->change(*m_workers, remember(std::to_string(i)), this, [&told, i](const Result<void> &made) {
                QVERIFY(made);
                QCOMPARE(++told, i);
            });
        }
        QTRY_COMPARE(told, 50);
        QCOMPARE(kept(*mine), QStringLiteral("50"));
    }

    void aChangeIsMadeThoughTheProgramEnds() {
        bool isTold = false;
        {
            QObject gone;
            memory(path())->change(*m_workers, remember("last"), &gone, [&](const Result<void> &) { isTold = true; });
        }
        m_workers = std::make_unique<Workers>();
        QCOMPARE(kept(*memory(path())), QStringLiteral("last"));
        QVERIFY(!isTold);
    }

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workers> m_workers;
};

QTEST_GUILESS_MAIN(TestStoreMemory)
#include "tst_store_memory.moc"
