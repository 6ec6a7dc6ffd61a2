// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/sqlite_store.h"
#include "core/store/sqlite/verify_chain.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/store_story.h"
#include "tests/support/tier.h"

#include <QFile>
#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

bool isPrefix(const std::vector<PlainEvent> &part, const std::vector<PlainEvent> &whole) {
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

} // namespace

/// T05 of the reliability tests.
class TestSqliteBitFlips : public QObject {
    Q_OBJECT

  private:
    FastFolder m_folder;
    StoreStory m_story;
    QByteArray m_closed;      ///< the file after closing
    QByteArray m_open, m_wal; ///< the file and its -wal while a writer has it open

    std::string pathOf(const char *name) { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    static QByteArray load(const std::string &path) {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void save(const std::string &path, const QByteArray &bytes) {
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArray flipped(QByteArray bytes, std::uint64_t bit) {
        const auto at = static_cast<qsizetype>(bit / 8);
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << (bit % 8)));
        return bytes;
    }
    void removeDamaged() {
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(QString::fromStdString(pathOf("d.evdb") + suffix));
    }

  private Q_SLOTS:
    void initTestCase() {
        StepClock clock;
        {
            const auto store = must(openSqliteForWriting(pathOf("s.evdb"), clock, true, {}));
            fillWithVariety(*store);
            m_open = load(pathOf("s.evdb"));
            m_wal = load(pathOf("s.evdb-wal"));
        }
        m_closed = load(pathOf("s.evdb"));
        m_story = must(storyOf(pathOf("s.evdb")));
        QVERIFY(m_story.events.size() == 240 && m_wal.size() > 100'000);
    }

    void inTheDatabase() {
        auto random = seededRandom();
        const int flips = rounds("EVENTSCOPE_FLIPS", 400, 10'000);
        int refused = 0, verified = 0, harmless = 0;
        for (int flip = 0; flip < flips; ++flip) {
            removeDamaged();
            const std::uint64_t bit = random() % (static_cast<std::uint64_t>(m_closed.size()) * 8);
            save(pathOf("d.evdb"), flipped(m_closed, bit));
            const DamageOutcome outcome = outcomeOf(pathOf("d.evdb"), m_story);
            const QByteArray where = "bit " + QByteArray::number(quint64(bit));
            QVERIFY2(outcome != DamageOutcome::Silent, where + ": damage that nothing tells");
            QVERIFY2(outcome != DamageOutcome::Unclear, where + ": an error that does not tell of damage");
            refused += outcome == DamageOutcome::Refused ? 1 : 0;
            verified += outcome == DamageOutcome::Verified ? 1 : 0;
            harmless += outcome == DamageOutcome::Harmless ? 1 : 0;
        }
        qInfo("%d flips: %d refused, %d found by verifying, %d without effect", flips, refused, verified, harmless);
        QVERIFY(refused > 0 && verified > 0 && harmless > 0);
    }

    void inTheWal() {
        auto random = seededRandom();
        const int flips = rounds("EVENTSCOPE_FLIPS", 400, 10'000) / 4;
        int shortened = 0;
        for (int flip = 0; flip < flips; ++flip) {
            removeDamaged();
            const std::uint64_t bit = random() % (static_cast<std::uint64_t>(m_wal.size()) * 8);
            save(pathOf("d.evdb"), m_open);
            save(pathOf("d.evdb-wal"), flipped(m_wal, bit));
            const auto story = storyOf(pathOf("d.evdb"));
            const QByteArray where = "bit " + QByteArray::number(quint64(bit)) + ": ";
            if (!story) {
                QVERIFY2(tellsDamage(story.error()), where + describe(story.error()).c_str());
                continue;
            }
            // SQLite takes a damaged commit, and all behind it, for one that never ended.
            QVERIFY2(isPrefix(story->events, m_story.events), where.constData());
            QVERIFY2(must(verifyChain(pathOf("d.evdb"), {})).isSound(), where.constData());
            shortened += story->events.size() < m_story.events.size() ? 1 : 0;
        }
        QVERIFY(shortened > 0);
    }
};

QTEST_GUILESS_MAIN(TestSqliteBitFlips)
#include "tst_sqlite_bit_flips.moc"
