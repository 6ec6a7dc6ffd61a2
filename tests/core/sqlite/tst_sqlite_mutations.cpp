// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/sqlite_store.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/sqlite_fixture.h"
#include "tests/core/sqlite/store_story.h"
#include "tests/support/tier.h"

#include <QFile>
#include <QTest>

#include <array>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr qsizetype kPageBytes = 8192;
using Random = std::mt19937_64;

qsizetype below(Random &random, qsizetype bound) {
    return static_cast<qsizetype>(random() % static_cast<std::uint64_t>(bound));
}
qsizetype somePage(Random &random, const QByteArray &file) {
    return below(random, file.size() / kPageBytes) * kPageBytes;
}
char someByte(Random &random) { return static_cast<char>(random()); }

void changeBytes(Random &random, QByteArray &file) {
    for (auto left = 1 + random() % 8; left > 0; --left)
        file[below(random, file.size())] = someByte(random);
}
void changeFileHeader(Random &random, QByteArray &file) { file[below(random, 100)] = someByte(random); }
/// What a page says of itself stands in its first bytes, where its cells begin behind them.
void changePageHeader(Random &random, QByteArray &file) {
    file[somePage(random, file) + below(random, 40)] = someByte(random);
}
void overwriteRun(Random &random, QByteArray &file) {
    const qsizetype from = below(random, file.size());
    const qsizetype bytes = std::min(1 + below(random, 512), file.size() - from);
    const std::array<char, 3> fillers{'\0', '\xff', someByte(random)};
    file.replace(from, bytes, QByteArray(bytes, fillers[random() % fillers.size()]));
}
void cutOff(Random &random, QByteArray &file) { file.truncate(below(random, file.size())); }
void cutOffPages(Random &random, QByteArray &file) { file.truncate(somePage(random, file)); }
void lengthen(Random &random, QByteArray &file) {
    file.append(QByteArray(1 + below(random, 2 * kPageBytes), someByte(random)));
}
void swapPages(Random &random, QByteArray &file) {
    const qsizetype a = somePage(random, file), b = somePage(random, file);
    const QByteArray first = file.mid(a, kPageBytes);
    file.replace(a, kPageBytes, file.mid(b, kPageBytes));
    file.replace(b, kPageBytes, first);
}
void copyPage(Random &random, QByteArray &file) {
    file.replace(somePage(random, file), kPageBytes, file.mid(somePage(random, file), kPageBytes));
}
void emptyPage(Random &random, QByteArray &file) {
    file.replace(somePage(random, file), kPageBytes, QByteArray(kPageBytes, '\0'));
}

struct Mutation {
    const char *name;
    void (*apply)(Random &, QByteArray &);
};
constexpr std::array<Mutation, 10> kMutations{{{"bytes", changeBytes},
                                               {"file header", changeFileHeader},
                                               {"page header", changePageHeader},
                                               {"run of bytes", overwriteRun},
                                               {"cut off", cutOff},
                                               {"pages cut off", cutOffPages},
                                               {"longer", lengthen},
                                               {"pages swapped", swapPages},
                                               {"page copied", copyPage},
                                               {"page emptied", emptyPage}}};

} // namespace

/// T40 of the reliability tests: a store file as a hostile or broken world may hand it over. Reading ends, tells the
/// truth or says that the file is damaged, and changes nothing.
class TestSqliteMutations : public QObject {
    Q_OBJECT

  private:
    FastFolder m_folder;
    std::string m_whole, m_damaged;
    StoreStory m_story;
    QByteArray m_file;

    static QByteArray load(const std::string &path) {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void saveDamaged(const QByteArray &bytes) const {
        for (const char *suffix : {"-wal", "-shm", ".lock"})
            QFile::remove(QString::fromStdString(m_damaged + suffix));
        QFile file(QString::fromStdString(m_damaged));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    [[nodiscard]] QByteArray mutated(Random &random, const Mutation &mutation) const {
        QByteArray bytes = m_file;
        mutation.apply(random, bytes);
        return bytes;
    }

  private Q_SLOTS:
    void initTestCase() {
        m_whole = m_folder.filePath(QStringLiteral("s.evdb")).toStdString();
        m_damaged = m_folder.filePath(QStringLiteral("d.evdb")).toStdString();
        StepClock clock;
        fillWithVariety(*must(openSqliteForWriting(m_whole, clock, true, {})), 60);
        m_file = load(m_whole);
        m_story = must(storyOf(m_whole));
        QVERIFY(m_story.events.size() == 60 && m_file.size() > 10 * kPageBytes);
    }

    void readingTellsTheTruthOrTheDamage() {
        auto random = seededRandom();
        const int count = rounds("EVENTSCOPE_MUTATIONS", 2'000, 20'000);
        std::array<int, 5> outcomes{};
        for (int n = 0; n < count; ++n) {
            const Mutation &mutation = kMutations[static_cast<std::size_t>(n) % kMutations.size()];
            const QByteArray bytes = mutated(random, mutation);
            saveDamaged(bytes);
            const DamageOutcome outcome = outcomeOf(m_damaged, m_story);
            const QByteArray where = QByteArray::number(n) + ", " + mutation.name;
            QVERIFY2(outcome != DamageOutcome::Silent, where + ": other data, and nothing tells");
            QVERIFY2(outcome != DamageOutcome::Unclear, where + ": an error that does not tell of damage");
            QVERIFY2(load(m_damaged) == bytes, where + ": the file was written to");
            ++outcomes[static_cast<std::size_t>(outcome)];
        }
        qInfo("%d mutations: %d refused, %d found by verifying, %d without effect", count, outcomes[0], outcomes[1],
              outcomes[2]);
        QVERIFY(outcomes[0] > 0 && outcomes[1] > 0 && outcomes[2] > 0);
    }

    /// What is appended to a damaged file can be read again, or the append says that it failed.
    void writingEndsInAnAnswer() {
        auto random = seededRandom();
        const int count = rounds("EVENTSCOPE_MUTATIONS", 2'000, 20'000) / 10;
        int appended = 0, refused = 0;
        for (int n = 0; n < count; ++n) {
            const Mutation &mutation = kMutations[static_cast<std::size_t>(n) % kMutations.size()];
            saveDamaged(mutated(random, mutation));
            StepClock clock;
            const auto store = openSqliteForWriting(m_damaged, clock, false, {});
            const QByteArray where = QByteArray::number(n) + ", " + mutation.name + ": ";
            if (!store) {
                QVERIFY2(tellsDamage(store.error()) || store.error().kind == ErrorKind::Refused,
                         where + describe(store.error()).c_str());
                ++refused;
                continue;
            }
            const NewEvent event = counted("new-1", 1);
            const auto done = (*store)->append({"new-1"}, Expected::noStream(), {&event, 1}, {});
            if (!done) {
                ++refused;
                continue;
            }
            ++appended;
            const auto found = findEvent((*store)->reader(), event.id, Fields::All, {});
            if (found) QVERIFY2((*found)->rows() == 1, where + "the appended event is not there");
        }
        qInfo("%d mutations: %d appends, %d refused", count, appended, refused);
        QVERIFY(appended > 0 && refused > 0);
    }
};

QTEST_GUILESS_MAIN(TestSqliteMutations)
#include "tst_sqlite_mutations.moc"
