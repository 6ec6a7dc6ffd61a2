// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/saved_filters.h"
#include "core/workspace/used_filters.h"
#include "core/workspace/workspace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace eventscope;

class TestFilterMemory : public QObject {
    Q_OBJECT

    [[nodiscard]] std::string path() const { return m_folder->filePath("w.work").toStdString(); }
    [[nodiscard]] std::unique_ptr<Workspace> opened(const std::string &store = "store") const {
        auto workspace = Workspace::open(path(), {store, "sqlite:/s.evdb", "s"});
        if (!workspace) qFatal("%s", describe(workspace.error()).c_str());
        return *std::move(workspace);
    }
    /// Those saved, as "name: text".
    [[nodiscard]] QStringList saved(const std::string &store = "store") const {
        QStringList all;
        const auto workspace = opened(store);
        const auto found = savedFilters(*workspace).value();
        for (const SavedFilter &filter : found)
            all += QString::fromStdString(filter.name + ": " + filter.text);
        return all;
    }
    [[nodiscard]] ErrorKind kindOf(const Result<void> &changed) const {
        return changed ? ErrorKind::Internal : changed.error().kind;
    }

  private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aNameIsNeverTakenFromAnother() {
        const auto workspace = opened();
        const SavedFilter mine{"mine", "version == 1"}, theirs{"theirs", "version == 2"};
        QVERIFY(changeSavedFilter(*workspace, {}, mine));
        QVERIFY(changeSavedFilter(*opened(), {}, theirs));
        QCOMPARE(kindOf(changeSavedFilter(*workspace, {}, SavedFilter{"theirs", "x"})), ErrorKind::Refused);
        QCOMPARE(kindOf(changeSavedFilter(*workspace, mine, SavedFilter{"theirs", mine.text})), ErrorKind::Refused);
        QCOMPARE(saved(), QStringList({"mine: version == 1", "theirs: version == 2"}));
    }

    void namesHaveTheirLimits() {
        const auto workspace = opened();
        QCOMPARE(kindOf(changeSavedFilter(*workspace, {}, SavedFilter{"", "x"})), ErrorKind::Invalid);
        const SavedFilter longest{std::string(SavedFilter::kNameBytesMax, 'n'), "x"};
        QVERIFY(changeSavedFilter(*workspace, {}, longest));
        QCOMPARE(kindOf(changeSavedFilter(*workspace, longest, SavedFilter{longest.name + 'n', "x"})),
                 ErrorKind::Invalid);
        QCOMPARE(saved().size(), 1);
    }

    void everyChangeCanBeUndone() {
        const auto workspace = opened();
        const SavedFilter first{"a", "version == 1"}, second{"b", "version == 1"}, third{"b", "version == 2"};
        const std::optional<SavedFilter> none, steps[] = {none, first, second, third, none};
        QStringList states = {saved().join('|')};
        for (int i = 1; i < 5; ++i) {
            QVERIFY(changeSavedFilter(*workspace, steps[i - 1], steps[i]));
            states += saved().join('|');
        }
        QCOMPARE(states, QStringList({"", "a: version == 1", "b: version == 1", "b: version == 2", ""}));
        for (int i = 4; i > 0; --i) {
            QVERIFY(changeSavedFilter(*workspace, steps[i], steps[i - 1]));
            QCOMPARE(saved().join('|'), states[i - 1]);
        }
        QVERIFY(changeSavedFilter(*workspace, first, none)); // gone already
    }

    void storesAreKeptApart() {
        QVERIFY(changeSavedFilter(*opened(), {}, SavedFilter{"a", "x"}));
        QVERIFY(noteUsedFilter(*opened(), "version == 1"));
        QCOMPARE(saved("other"), QStringList());
        QVERIFY(usedFilters(*opened("other"))->empty());
        QVERIFY(changeSavedFilter(*opened("other"), {}, SavedFilter{"a", "y"}));
        QVERIFY(forgetUsedFilters(*opened("other")));
        QCOMPARE(saved(), QStringList("a: x"));
        QCOMPARE(usedFilters(*opened())->size(), 1u);
    }

    void twoProgramsSaveAtOnce() {
        const auto here = opened(), there = opened();
        std::atomic<int> failures = 0;
        const auto save = [&failures](Workspace &workspace, const std::string &name) {
            for (int i = 0; i < 20; ++i) {
                if (!changeSavedFilter(workspace, {}, SavedFilter{name + std::to_string(i), "x"})) ++failures;
                if (!noteUsedFilter(workspace, name + std::to_string(i))) ++failures;
            }
        };
        std::thread one([&] { save(*here, "a"); }), two([&] { save(*there, "b"); });
        one.join();
        two.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(saved().size(), 40);
        QCOMPARE(usedFilters(*here)->size(), 40u);
    }

    void theLatestComesFirstAndOnce() {
        const auto workspace = opened();
        for (const char *text : {"a", "b", "c", "a"})
            QVERIFY(noteUsedFilter(*workspace, text));
        QVERIFY(usedFilters(*opened()).value() == std::vector<std::string>({"a", "c", "b"}));
        for (int i = 0; i < 60; ++i)
            QVERIFY(noteUsedFilter(*workspace, std::to_string(i)));
        const auto kept = usedFilters(*workspace).value();
        QCOMPARE(kept.size(), kUsedFiltersMax);
        QCOMPARE(kept.front(), "59");
        QCOMPARE(kept.back(), "10");
    }

    void whatIsForgottenIsNoLongerInTheFile() {
        const auto workspace = opened();
        QVERIFY(noteUsedFilter(*workspace, "data.name == \"a personal name\""));
        QVERIFY(changeSavedFilter(*workspace, {}, SavedFilter{"n", "data.name == \"another name\""}));
        QVERIFY(forgetUsedFilters(*workspace));
        QVERIFY(changeSavedFilter(*workspace, SavedFilter{"n", ""}, {}));
        QVERIFY(usedFilters(*workspace)->empty());
        for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files)) {
            QFile file(m_folder->filePath(name));
            QVERIFY(file.open(QFile::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(!bytes.contains("a personal name"));
            QVERIFY(!bytes.contains("another name"));
        }
    }

  private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestFilterMemory)
#include "tst_filter_memory.moc"
