// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/sqlite_store.h"
#include "core/store/sqlite/verify_chain.h"

#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/sqlite_fixture.h"
#include "tests/core/sqlite/tier.h"

#include <QFile>
#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// Everything that a store tells of its events, or the error on the way.
struct Story {
    std::vector<PlainEvent> events;
    std::vector<StreamEntry> streams;
    std::vector<TypeEntry> types;
    bool operator==(const Story &) const = default;
};

Result<Story> read(const std::string &path) {
    ES_ASSIGN(store, openSqliteStore(path, {}));
    Story story;
    SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row)
            story.events.push_back(plain(*batch, row));
        return Flow::More;
    });
    Query everything;
    everything.fields = Fields::All;
    ES_TRY(store->scan(everything, sink, {}));
    CatalogueQuery query;
    ES_ASSIGN(streams, store->catalogue(query, {}));
    query.what = CatalogueQuery::What::Types;
    ES_ASSIGN(types, store->catalogue(query, {}));
    story.streams = std::move(streams.streams);
    story.types = std::move(types.types);
    return story;
}

bool isPrefix(const std::vector<PlainEvent> &part, const std::vector<PlainEvent> &whole) {
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

bool tellsDamage(const Error &error) {
    return error.kind == ErrorKind::Corrupt || error.kind == ErrorKind::Unsupported ||
           error.kind == ErrorKind::Unavailable;
}

void fill(WritableEventStore &store) {
    const Encoding encodings[] = {Encoding::Json, Encoding::Text, Encoding::Binary};
    for (int n = 1; n <= 240; ++n) {
        const std::string stream = "s" + std::to_string(n % 3) + "-" + std::to_string(n % 12);
        NewEvent event = counted(stream, n);
        event.type = "Type" + std::to_string(n % 5);
        event.schemaVersion = 1 + n % 2;
        event.dataEncoding = encodings[n % 3];
        event.metadata = "{\"userId\":\"u" + std::to_string(n) + "\"}";
        if (n % 7 == 0) event.validAt = timeOfUs(n);
        if (n % 40 == 0)
            event.data = "\"" + std::string(20'000, static_cast<char>('a' + n % 26)) + "\""; // overflow pages
        (void)must(store.append({stream}, Expected::any(), {&event, 1}, {}));
    }
}

} // namespace

/// T05 of the reliability tests.
class TestSqliteBitFlips : public QObject {
    Q_OBJECT

  private:
    FastFolder m_folder;
    Story m_story;
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
            fill(*store);
            m_open = load(pathOf("s.evdb"));
            m_wal = load(pathOf("s.evdb-wal"));
        }
        m_closed = load(pathOf("s.evdb"));
        m_story = must(read(pathOf("s.evdb")));
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
            const auto story = read(pathOf("d.evdb"));
            const QByteArray where = "bit " + QByteArray::number(quint64(bit)) + ": ";
            if (!story) {
                QVERIFY2(tellsDamage(story.error()), where + describe(story.error()).c_str());
                ++refused;
            } else if (*story == m_story) {
                ++harmless;
            } else {
                const auto verdict = verifyChain(pathOf("d.evdb"), {});
                QVERIFY2(!verdict || !verdict->isSound(), where + "damage that nothing tells");
                ++verified;
            }
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
            const auto story = read(pathOf("d.evdb"));
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
