// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lens/lens.h"
#include "tests/core/lens/lens_fixtures.h"

#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

class TestUpcastingLens : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() { m_dictionary = std::make_shared<Dictionary>(); }

    void theIdentityLensChangesNothing() {
        const auto batch = *identityLens()->open(stored({{"A", 1, R"({"x":1})"}}));
        QCOMPARE(lines(batch), std::string("0 A 1 {\"x\":1}\n"));
        QVERIFY(identityLens()->changedTypes().empty());
    }
    void upcastersAreChainedUntilNoneTakesTheResult() {
        const auto lens = *upcastingLens({addsMember("A", 2, "c", "3"), addsMember("A", 1, "b", "2")});
        const auto batch =
            *lens->open(stored({{"A", 1, R"({"a":1})"}, {"B", 1, "not json"}, {"A", 3, R"({"z":1.10})"}}));
        QCOMPARE(lines(batch),
                 std::string("0 A 3 {\"a\":1,\"b\":\"2\",\"c\":\"3\"}\n1 B 1 not json\n2 A 3 {\"z\":1.10}\n"));
        QVERIFY(batch[0].wasUpcast());
        QVERIFY(!batch[2].wasUpcast());
        QCOMPARE(lens->changedTypes(), std::vector<std::string>{"A"});
    }
    void oneEventCanBecomeNoneOrSeveral() {
        const auto split = std::make_shared<FunctionUpcaster>(
            TypeName{"Both", 1}, [](const EventView &, const Json &data) -> Result<std::vector<Upcast>> {
                return std::vector<Upcast>{{"Left", 1, data.member("l"), {}}, {"Right", 1, data.member("r"), {}}};
            });
        const auto drop = std::make_shared<FunctionUpcaster>(
            TypeName{"Gone", 1},
            [](const EventView &, const Json &) -> Result<std::vector<Upcast>> { return std::vector<Upcast>{}; });
        const auto lens = *upcastingLens({split, drop});
        const auto batch = *lens->open(stored({{"Gone", 1, "{}"}, {"Both", 1, R"({"l":1,"r":2})"}, {"Gone", 1, "{}"}}));
        QCOMPARE(lines(batch), std::string("1 Left 1 1\n1 Right 1 2\n"));
    }
    void anUnreadableEventStandsWithItsReason() {
        const auto fails = std::make_shared<FunctionUpcaster>(
            TypeName{"A", 1}, [](const EventView &, const Json &) -> Result<std::vector<Upcast>> {
                return fail(ErrorKind::Invalid, "email is missing");
            });
        const auto lens = *upcastingLens({fails});
        const auto batch = *lens->open(stored({{"A", 1, "{}"}, {"A", 1, "not json"}}));
        QCOMPARE(batch.rows(), std::size_t(2));
        QCOMPARE(std::string(batch[0].failure()), std::string("email is missing"));
        QCOMPARE(batch[0].data().error().kind, ErrorKind::Invalid);
        QVERIFY(!batch[1].failure().empty());
        QCOMPARE(batch[1].payload().bytes, std::string_view("not json"));
    }
    void aCircleIsAFailureAndNotAHang() {
        const auto circle = std::make_shared<FunctionUpcaster>(
            TypeName{"A", 1}, [](const EventView &, const Json &data) -> Result<std::vector<Upcast>> {
                return std::vector<Upcast>{{"A", 1, data, {}}};
            });
        const auto batch = *(*upcastingLens({circle}))->open(stored({{"A", 1, "{}"}}));
        QVERIFY(batch[0].failure().find("circle") != std::string_view::npos);
    }
    void splittingAgainAndAgainIsAFailureAndNotAHang() {
        const auto drop = std::make_shared<FunctionUpcaster>(
            TypeName{"A", 41},
            [](const EventView &, const Json &) -> Result<std::vector<Upcast>> { return std::vector<Upcast>{}; });
        std::vector<UpcasterPtr> upcasters{drop}; // even where nothing is left in the end
        for (int version = 1; version <= 40; ++version) {
            upcasters.push_back(std::make_shared<FunctionUpcaster>(
                TypeName{"A", version}, [=](const EventView &, const Json &data) -> Result<std::vector<Upcast>> {
                    return std::vector<Upcast>{{"A", version + 1, data, {}}, {"A", version + 1, data, {}}};
                }));
        }
        const auto batch =
            *(*upcastingLens(upcasters))->open(stored({{"A", 1, "{}"}, {"A", 40, "{}"}, {"A", 42, "{}"}}));
        QVERIFY(batch[0].failure().find("4096") != std::string_view::npos);
        QCOMPARE(batch.rows(), std::size_t(2));
    }
    void twoForTheSameTypeAreRefused() {
        const auto lens = upcastingLens({addsMember("A", 1, "x", "1"), addsMember("A", 1, "y", "1")});
        QCOMPARE(lens.error().kind, ErrorKind::Invalid);
    }
    void theFingerprintNamesTheUpcasters() {
        QVERIFY((*upcastingLens({addsMember("A", 1, "x", "1")}))->fingerprint() !=
                (*upcastingLens({addsMember("A", 2, "x", "1")}))->fingerprint());
        QVERIFY((*upcastingLens({}))->fingerprint() == identityLens()->fingerprint());
    }

  private:
    struct Row {
        const char *type;
        int schemaVersion;
        const char *data;
    };
    BatchPtr stored(const std::vector<Row> &rows) {
        BatchBuilder builder(m_dictionary, Fields::Data);
        for (const Row &row : rows) {
            EventRow event;
            event.position.minor = builder.rows() + 1;
            event.stream = m_dictionary->streamCode("s-1");
            event.type = m_dictionary->typeCode(row.type, row.schemaVersion);
            event.data.bytes = row.data;
            builder.add(event);
        }
        return builder.publish();
    }
    /// "stored row, type, schema version, payload", one line an event.
    static std::string lines(const ReadableBatch &batch) {
        std::string text;
        for (std::size_t row = 0; row < batch.rows(); ++row) {
            const ReadableEvent event = batch[row];
            text += std::to_string(batch.storedRow(row)) + ' ' + std::string(event.type()) + ' ' +
                    std::to_string(event.schemaVersion()) + ' ' + std::string(event.payload().bytes) + '\n';
        }
        return text;
    }
    std::shared_ptr<Dictionary> m_dictionary;
};

QTEST_APPLESS_MAIN(TestUpcastingLens)
#include "tst_upcasting_lens.moc"
