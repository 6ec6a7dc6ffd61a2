// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_copy_reader.h"
#include "core/db/postgres/pg_copy_writer.h"
#include "core/db/postgres/pg_quote.h"
#include "core/db/postgres/pg_transaction.h"

#include "tests/core/postgres/pg_fixture.h"

#include <rapidcheck.h>

#include <optional>
#include <vector>

using namespace eventscope;

namespace {

constexpr const char *kTarget = "\"public\".\"t\" (\"n\", \"words\", \"raw\")";

struct Row {
    std::optional<std::int64_t> n;
    std::optional<std::string> words;
    std::optional<std::string> raw;
    bool operator==(const Row &) const = default;
};

std::optional<std::string> textOf(PgField field) {
    return field.isNull() ? std::nullopt : std::optional(std::string(field.bytes()));
}

std::span<const std::byte> asBytes(const std::string &text) { return std::as_bytes(std::span(text)); }

template <class T>
rc::Gen<std::optional<T>> optionalOf(rc::Gen<T> values) {
    return rc::gen::map(rc::gen::maybe(std::move(values)),
                        [](const rc::Maybe<T> &maybe) { return maybe ? std::optional<T>(*maybe) : std::nullopt; });
}

/// Characters that COPY's text form and SQL give a meaning, and others of one to four bytes.
rc::Gen<std::string> hostileText() {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                            "\\", "\\N", "\\.", "\n", "\r", "\t", "\b", "\v", "\f", "\x01", "\x7f", "'", "\"", ",", "x",
                            "\\x41", "\u00e9", "\u2028", "\U0001f600", "NULL")),
                        [](const std::vector<std::string> &parts) {
                            std::string all;
                            for (const auto &part : parts)
                                all += part;
                            return all;
                        });
}

} // namespace

class TestPgCopy : public PgFixture {
    Q_OBJECT

    static void write(PgConnection &connection, const std::vector<Row> &rows) {
        auto writer = PgCopyWriter::start(connection, kTarget, JobControl());
        if (!writer) qFatal("%s", describe(writer.error()).c_str());
        for (const Row &row : rows) {
            row.n ? writer->number(*row.n) : writer->null();
            row.words ? writer->text(*row.words) : writer->null();
            row.raw ? writer->bytes(asBytes(*row.raw)) : writer->null();
            if (const auto ended = writer->endRow(JobControl()); !ended) qFatal("%s", describe(ended.error()).c_str());
        }
        const auto written = writer->finish(JobControl());
        if (!written) qFatal("%s", describe(written.error()).c_str());
        if (*written != rows.size()) qFatal("another number of rows");
    }

    static std::vector<Row> read(PgConnection &connection, const std::string &query) {
        auto reader = PgCopyReader::start(connection, query, JobControl());
        if (!reader) qFatal("%s", describe(reader.error()).c_str());
        std::vector<Row> rows;
        for (;;) {
            const auto row = reader->next(JobControl());
            if (!row) qFatal("%s", describe(row.error()).c_str());
            if (row->empty()) return rows;
            rows.push_back({asNumber((*row)[0]), textOf((*row)[1]), textOf((*row)[2])});
        }
    }

    static std::int64_t one(PgConnection &connection) { return answer(connection, "SELECT 1").number(0, 0).value(); }

  private Q_SLOTS:
    void init() {
        PgConnection connection = opened(writing());
        answer(connection, "DROP TABLE IF EXISTS public.t");
        answer(
            connection,
            "CREATE TABLE public.t(at bigserial, n int8 CONSTRAINT not_seven CHECK (n <> 7), words text, raw bytea)");
    }

    void everyByteSurvivesBothWays() {
        PgConnection connection = opened(writing());
        std::string all;
        for (int byte = 0; byte < 256; ++byte)
            all += static_cast<char>(byte);
        std::string ascii;
        for (int byte = 1; byte < 128; ++byte)
            ascii += static_cast<char>(byte);
        const std::vector<Row> rows = {{1, ascii, all},
                                       {std::nullopt, std::nullopt, std::nullopt},
                                       {-2, "", ""},
                                       {3, "\\.", "\\N"},
                                       {4, "\\N", "\n"}};
        write(connection, rows);
        QVERIFY(read(connection, "SELECT n, words, raw FROM public.t ORDER BY at") == rows);
    }

    void hostileRowsSurviveBothWays() {
        PgConnection connection = opened(writing());
        QVERIFY(rc::check("what is written by COPY is read by COPY", [&] {
            answer(connection, "TRUNCATE public.t");
            const auto rows = *rc::gen::container<std::vector<Row>>(rc::gen::construct<Row>(
                optionalOf<std::int64_t>(rc::gen::distinctFrom(rc::gen::arbitrary<std::int64_t>(), std::int64_t{7})),
                optionalOf<std::string>(hostileText()), optionalOf<std::string>(rc::gen::string<std::string>())));
            write(connection, rows);
            RC_ASSERT(read(connection, "SELECT n, words, raw FROM public.t ORDER BY at") == rows);
        }));
    }

    void literalsMeanThemselves() {
        PgConnection connection = opened();
        QVERIFY(rc::check("a literal is one value, whatever it holds", [&] {
            const std::string text = *hostileText();
            const auto rows = read(connection, "SELECT 1::int8, " + pgLiteral(text).value() + "::text, NULL::bytea");
            RC_ASSERT(rows.size() == 1 && rows.front().words == text);
        }));
    }

    void manyRowsComeInOrder() {
        PgConnection connection = opened();
        auto reader = PgCopyReader::start(
            connection, "SELECT n::int8, repeat('x', 100) FROM generate_series(1, 100000) n", JobControl());
        QVERIFY(reader);
        QCOMPARE(reader->columns(), std::size_t{2});
        std::int64_t last = 0;
        for (auto row = reader->next(JobControl()); row && !row->empty(); row = reader->next(JobControl()))
            QCOMPARE(asNumber((*row)[0]).value(), ++last);
        QCOMPARE(last, std::int64_t{100'000});
        QVERIFY(reader->next(JobControl())->empty()); // the end stays the end
        QCOMPARE(one(connection), std::int64_t{1});
    }

    void largeValuesComeWhole() {
        PgConnection connection = opened();
        auto reader =
            PgCopyReader::start(connection, "SELECT repeat('x', 30000000) FROM generate_series(1, 3) n", JobControl());
        QVERIFY(reader);
        for (int row = 0; row < 3; ++row)
            QVERIFY((*reader->next(JobControl()))[0].bytes() == std::string(30'000'000, 'x'));
        QVERIFY(reader->next(JobControl())->empty());
    }

    void noRowsIsAnEnd() {
        PgConnection connection = opened();
        QVERIFY(read(connection, "SELECT n, words, raw FROM public.t").empty());
        QCOMPARE(one(connection), std::int64_t{1});
    }

    void readingStopsInTheMiddle() {
        PgConnection connection = opened();
        {
            auto reader = PgCopyReader::start(connection, "SELECT generate_series(1, 1000000000)", JobControl());
            QVERIFY(reader && !reader->next(JobControl())->empty());
        }
        if (!connection.isLost()) QCOMPARE(one(connection), std::int64_t{1});
        PgConnection another = opened();
        auto reader = PgCopyReader::start(another, "SELECT generate_series(1, 1000000000)", JobControl());
        QVERIFY(reader && !reader->next(JobControl())->empty());
        std::stop_source stopping;
        stopping.request_stop();
        const JobControl stopped{.stop = stopping.get_token(), .progress = nullptr, .workers = nullptr};
        auto row = reader->next(stopped);
        for (int read = 0; row && read < 256; ++read)
            row = reader->next(stopped);
        QVERIFY(!row);
        QCOMPARE(row.error().kind, ErrorKind::Cancelled);
    }

    void queryThatFailsInTheMiddleIsNoEnd() {
        PgConnection connection = opened();
        auto reader =
            PgCopyReader::start(connection, "SELECT 1 / (n - 5000) FROM generate_series(1, 10000) n", JobControl());
        QVERIFY(reader);
        auto row = reader->next(JobControl());
        while (row && !row->empty())
            row = reader->next(JobControl());
        QVERIFY(!row);
        QCOMPARE(row.error().kind, ErrorKind::Invalid);
        QCOMPARE(one(connection), std::int64_t{1});
        QVERIFY(!PgCopyReader::start(connection, "SELECT * FROM public.missing", JobControl()));
        QCOMPARE(one(connection), std::int64_t{1});
    }

    void serverKilledInTheMiddleIsNoEnd() {
        PgConnection connection = opened();
        auto reader =
            PgCopyReader::start(connection, "SELECT repeat('x', 1000), generate_series(1, 1000000)", JobControl());
        QVERIFY(reader);
        auto row = reader->next(JobControl());
        s_server->kill();
        while (row && !row->empty())
            row = reader->next(JobControl());
        QVERIFY(!row);
        QCOMPARE(row.error().kind, ErrorKind::Unavailable);
        QVERIFY(connection.isLost());
        QString why;
        QVERIFY2(s_server->restart(&why), qPrintable(why));
    }

    void writingIsAllOrNothing() {
        PgConnection connection = opened(writing());
        {
            auto writer = PgCopyWriter::start(connection, kTarget, JobControl());
            QVERIFY(writer);
            QVERIFY(writer->number(1).text("a").null().endRow(JobControl()));
        } // left in the middle
        if (connection.isLost()) connection = opened(writing());
        auto writer = PgCopyWriter::start(connection, kTarget, JobControl());
        QVERIFY(writer);
        for (int n = 1; n <= 20'000; ++n)
            QVERIFY(writer->number(n).text("a").null().endRow(JobControl()));
        const auto refused = writer->finish(JobControl());
        QVERIFY(!refused); // for the seventh
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY(refused.error().message.find("not_seven") != std::string::npos);
        QCOMPARE(answer(connection, "SELECT count(*) FROM public.t").number(0, 0).value(), std::int64_t{0});
    }

    void badRowsAreRefused() {
        PgConnection connection = opened(writing());
        const auto failing = [&](const auto &fill) {
            auto writer = PgCopyWriter::start(connection, kTarget, JobControl());
            if (!writer) qFatal("%s", describe(writer.error()).c_str());
            fill(*writer);
            const auto ended = writer->endRow(JobControl());
            const auto finished = writer->finish(JobControl());
            if (finished) qFatal("written");
            return ended ? finished.error() : ended.error();
        };
        QCOMPARE(failing([](PgCopyWriter &row) { row.number(1); }).kind, ErrorKind::Invalid);
        QCOMPARE(failing([](PgCopyWriter &row) { row.number(1).text({"a\0b", 3}).null(); }).kind, ErrorKind::Invalid);
        const Error broken = failing([](PgCopyWriter &row) { row.number(1).text("hush\xff").null(); });
        QCOMPARE(broken.kind, ErrorKind::Invalid);
        const Error word = failing([](PgCopyWriter &row) { row.text("hush").text("a").null(); });
        QCOMPARE(word.kind, ErrorKind::Invalid);
        QVERIFY2(describe(word).find("hush") == std::string::npos, describe(word).c_str());
        QCOMPARE(one(connection), std::int64_t{1});
    }

    void readingConnectionsCannotWrite() {
        PgConnection connection = opened();
        const auto writer = PgCopyWriter::start(connection, kTarget, JobControl());
        QVERIFY(!writer);
        QCOMPARE(writer.error().kind, ErrorKind::Refused);
    }

    void serverKilledWhileWriting() {
        PgConnection connection = opened(writing());
        auto writer = PgCopyWriter::start(connection, kTarget, JobControl());
        QVERIFY(writer);
        s_server->kill();
        Result<void> ended;
        const std::string words(1000, 'x');
        for (int n = 8; ended && n < 100'000; ++n)
            ended = writer->number(n).text(words).null().endRow(JobControl());
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, ErrorKind::Unavailable);
        QVERIFY(connection.isLost());
        QString why;
        QVERIFY2(s_server->restart(&why), qPrintable(why));
        PgConnection again = opened();
        QCOMPARE(answer(again, "SELECT count(*) FROM public.t").number(0, 0).value(), std::int64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestPgCopy)
#include "tst_pg_copy.moc"
