// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/simulated_clock.h"
#include "core/lens/export_events.h"
#include "core/lens/upcaster.h"
#include "core/store/memory/memory_store.h"
#include "tests/core/lens/lens_fixtures.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

class TestExportEvents : public QObject {
    Q_OBJECT

    [[nodiscard]] std::string matching(const char *filter, const ExportRange &range = {}) {
        std::string text;
        const auto events = exportMatching(m_store.reader(), *identityLens(), *Filter::parse(filter), range, *m_lines,
                                           writeTo(text), {});
        return events ? text : describe(events.error());
    }
    static WriteText writeTo(std::string &text) {
        return [&text](std::string_view piece) -> Result<void> {
            text += piece;
            return {};
        };
    }
    static qsizetype linesOf(const std::string &text) { return std::ranges::count(text, '\n'); }

  private Q_SLOTS:
    void initTestCase() {
        std::vector<NewEvent> events(600);
        for (std::size_t i = 0; i < events.size(); ++i) {
            events[i].id = newEventId(1);
            events[i].type = i % 2 == 0 ? "A" : "B";
            events[i].data = "{\"n\":" + std::to_string(i) + "}";
        }
        QVERIFY(m_store.append({"s-1"}, Expected::any(), events, {}).has_value());
    }

    void whatMatchesIsWritten() {
        QCOMPARE(linesOf(matching("")), qsizetype(600));
        QCOMPARE(linesOf(matching("type == \"A\" && data.n < 10")), qsizetype(5));
        QCOMPARE(linesOf(matching("type == \"A\"", {.limit = 7})), qsizetype(7));
        QCOMPARE(matching("type == \"C\""), std::string());
    }

    void placesAreWrittenInTheirOrder() {
        std::vector<Position> places;
        for (std::uint64_t at = 1; at <= 600; at += 2)
            places.push_back({0, at});
        std::string text;
        const auto events = exportAt(m_store.reader(), places, *m_lines, writeTo(text), {});
        QVERIFY(events && *events == 300);
        QCOMPARE(text, matching("type == \"A\""));
        places = {{0, 3}, {0, 9999}};
        text.clear();
        QCOMPARE(*exportAt(m_store.reader(), places, *m_lines, writeTo(text), {}), std::uint64_t{1});
        QCOMPARE(*exportAt(m_store.reader(), {}, *m_lines, writeTo(text), {}), std::uint64_t{0});
    }

    void aFileAppearsWholeOrNotAtAll() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("out.jsonl"));
        const auto broken = [](const WriteText &write) -> Result<std::uint64_t> {
            ES_TRY(write("half"));
            return fail(ErrorKind::Unavailable, "The disk is asleep");
        };
        QVERIFY(!exportToFile(path.toStdString(), broken, {}));
        std::stop_source stop;
        const auto stopped = [&stop](const WriteText &write) -> Result<std::uint64_t> {
            ES_TRY(write("half"));
            stop.request_stop();
            return 1;
        };
        const auto outcome = exportToFile(path.toStdString(), stopped, {stop.get_token()});
        QVERIFY(!outcome && outcome.error().kind == ErrorKind::Cancelled);
        QVERIFY(QDir(folder.path()).isEmpty(QDir::Files | QDir::Hidden));
        const auto whole = [](const WriteText &write) -> Result<std::uint64_t> {
            ES_TRY(write("all"));
            return 3;
        };
        QCOMPARE(*exportToFile(path.toStdString(), whole, {}), std::uint64_t{3});
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("all"));
    }

    void progressCountsWhatIsWritten() {
        struct Steps final : Progress {
            void report(ProgressStep step) override { last = step; }
            ProgressStep last;
        } steps;
        std::string text;
        QVERIFY(exportMatching(m_store.reader(), *identityLens(), *Filter::parse("type == \"A\""), {.expected = 300},
                               *m_lines, writeTo(text), {{}, &steps})
                    .has_value());
        QCOMPARE(steps.last.done, std::uint64_t{300});
        QCOMPARE(steps.last.total, std::uint64_t{300});
    }

  private:
    SimulatedClock m_clock;
    MemoryStore m_store{m_clock};
    const std::unique_ptr<Encoder> m_lines = makeEncoder(FileFormat::JsonLines);
};

QTEST_APPLESS_MAIN(TestExportEvents)
#include "tst_export_events.moc"
