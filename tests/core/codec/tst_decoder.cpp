// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/codec/codec_fixtures.h"

#include <QTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::testing;

class TestDecoder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void wrongTextsAreRefusedWithTheirPlace_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *what, const char *text, const char *said) {
            QTest::newRow(what) << QByteArray(text) << QString::fromLatin1(said);
        };
        row("cut off", "{\"type\":\"A\"}\n{\"type\":\"B\",\"data\":{",
            "line 2, byte 1: the event that begins here is cut off");
        row("string cut off", "{\"type\":\"A\"}\n{\"type\":\"B\n{\"type\":\"C\"}",
            "line 2, byte 1: the event has a line break inside");
        row("no object", "{\"type\":\"A\"}\n42\n", "line 2, byte 1: expected an event");
        row("array cut off", "[{\"type\":\"A\"},", "the array is cut off");
        row("array without commas", "[{\"type\":\"A\"}{\"type\":\"B\"}]", "expected \",\"");
        row("text behind the array", "[]\nx", "line 2, byte 1: expected nothing behind");
        row("broken JSON", "{\"type\":\"A\",\"data\":{\"x\":01}}", "line 1, byte 26");
        row("key twice", "{\"type\":\"A\",\"type\":\"B\"}", "twice");
        row("no type", "{\"data\":{}}", "no \"type\"");
        row("version of the wrong kind", "{\"type\":\"A\",\"version\":\"x\"}", "\"version\" must be a whole number");
        row("time of the wrong kind", "{\"type\":\"A\",\"recordedAt\":\"now\"}", "\"recordedAt\" must be a time");
        row("position of the wrong kind", "{\"type\":\"A\",\"position\":-1}", "\"position\" must be");
        row("base64 of the wrong kind", "{\"type\":\"A\",\"dataBase64\":\"a\"}", "\"dataBase64\" must be base64");
        row("two payloads", "{\"type\":\"A\",\"data\":1,\"dataText\":\"x\"}", "the only form");
        row("two payloads of a CloudEvent",
            R"({"specversion":"1.0","id":"1","source":"/","type":"A","data":1,"data_base64":"AA=="})", "the only form");
        row("a CloudEvent among rows", "{\"type\":\"A\"}\n{\"specversion\":\"1.0\",\"type\":\"A\"}", "line 2");
        row("a row among CloudEvents",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"A\"}\n"
            "{\"type\":\"A\",\"dataText\":\"x\"}",
            "line 2");
        row("half a character in a type", R"({"type":"A\ud800"})", "\"type\" must be");
        row("half a character in a stream", R"({"type":"A","stream":"\udc00"})", "\"stream\" must be");
        row("unknown CloudEvents", "{\"specversion\":\"2.0\",\"type\":\"A\"}", "\"specversion\" must be");
    }
    void wrongTextsAreRefusedWithTheirPlace() {
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        const auto events = decode(text.toStdString());
        QVERIFY(!events);
        QCOMPARE(events.error().kind, ErrorKind::Corrupt);
        QVERIFY2(events.error().message.find(said.toStdString()) != std::string::npos, events.error().message.c_str());
    }
    void lineEndsMarksAndSpacesAreTaken() {
        const auto events = decode("\xef\xbb\xbf\r\n {\"type\":\"A\"} \r\n\r\n{\"type\":\"B\",\n\"stream\":\"s\"}");
        QVERIFY(events.has_value());
        QCOMPARE(events->size(), std::size_t(2));
        QCOMPARE((*events)[1].line, std::uint64_t(4));
        QCOMPARE((*events)[1].stream, std::string("s"));
    }
    void anEmptyFileHasNoEvents() {
        QCOMPARE(decode("")->size(), std::size_t(0));
        QCOMPARE(decode(" [ ] ")->size(), std::size_t(0));
    }
    void unknownKeysAreSaidOnce() {
        const auto decoder = *openDecoder(bytesOf("{\"type\":\"A\",\"foo\":1}\n{\"type\":\"A\",\"foo\":2,\"bar\":3}"));
        DecodedEvent event;
        while (*decoder->next(event)) {
        }
        QCOMPARE(decoder->warnings(),
                 (std::vector<std::string>{"line 1: unknown key \"foo\"", "line 2: unknown key \"bar\""}));
    }
    void cloudEventsOfOthersLoseNothing() {
        const auto events =
            decode(R"({"specversion":"1.0","id":"not a uuid","source":"/shop","subject":"order-7","type":"Placed",)"
                   R"("time":"2026-03-04T12:00:03Z","traceparent":"00-ab","data":{"total": 1.10}})");
        QVERIFY(events.has_value());
        const DecodedEvent &event = events->front();
        QCOMPARE(event.stream, std::string("order-7"));
        QCOMPARE(event.event.data, std::string("{\"total\": 1.10}"));
        QVERIFY(!event.event.id.isNull());
        QVERIFY(event.event.metadata.find("\"traceparent\":\"00-ab\"") != std::string::npos);
        QVERIFY(event.event.metadata.find("\"source\":\"/shop\"") != std::string::npos);
    }
    void cloudEventsOfOthersMayNameTheirOwnExtensions() {
        const auto events = decode(R"({"specversion":"1.0","id":"a-1","source":"/x","type":"T","version":"2.1",)"
                                   R"("position":"left","schemaversion":"b","validtime":"soon","metadata":null})");
        QVERIFY2(events.has_value(), events ? "" : events.error().message.c_str());
        const DecodedEvent &event = events->front();
        QVERIFY(!event.version && !event.position && !event.event.validAt);
        QCOMPARE(event.stream, std::string("/x"));
        for (const char *kept :
             {"\"id\":\"a-1\"", "\"version\":\"2.1\"", "\"position\":\"left\"", "\"validtime\":\"soon\""}) {
            QVERIFY2(event.event.metadata.find(kept) != std::string::npos, kept);
        }
    }
    void idsOfCloudEventsAreUniqueWithTheirSource() {
        const auto idOf = [](const char *source) {
            return decode("{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"T\",\"source\":\"" + std::string(source) +
                          "\"}")
                ->front()
                .event.id;
        };
        QVERIFY(idOf("/a") == idOf("/a"));
        QVERIFY(idOf("/a") != idOf("/b"));
    }
    void streamIdAndStreamVersionGoTogether() {
        const auto events = decode(R"({"specversion":"1.0","id":"1","source":"/x","type":"T","subject":"no",)"
                                   R"("streamid":"order-7","streamversion":4})");
        QCOMPARE(events->front().stream, std::string("order-7"));
        QVERIFY(events->front().version == Version{4});
    }
    void manyKeysAreNoTrouble() {
        std::string text = "{\"type\":\"A\"";
        for (int i = 0; i < 400'000; ++i)
            text += ",\"k" + std::to_string(i) + "\":1";
        QVERIFY(decode(text + "}").has_value());
        QVERIFY(decode(text + R"(,"specversion":"1.0","id":"1","source":"/"})").has_value());
        const auto twice = decode(text + ",\"k7\":2}");
        QVERIFY(!twice && twice.error().message.find("twice") != std::string::npos);
    }
    void placesAreThoseOfTheFile() {
        const auto place = [](const char *text) {
            const std::string message = decode(text).error().message;
            return message.substr(0, message.find(':'));
        };
        QCOMPARE(place("[{\"type\":\"A\"}, {\"type\":1}]"), std::string("line 1, byte 24"));
        QCOMPARE(place("[\n {\n  \"type\": \"A\",\n  \"version\": true\n }]"), std::string("line 4, byte 14"));
        QCOMPARE(place("{\"type\":\"A\"}\n  {\"type\":\"A\",\n\"data\": 01}"), std::string("line 3, byte 10"));
        QCOMPARE(place("{\"type\":\"A\"}\n  x"), std::string("line 2, byte 3"));
    }
    void deepNestingIsRefusedWithoutACrash() {
        const std::string deep =
            "{\"type\":\"A\",\"data\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
        QVERIFY(!decode(deep));
        QVERIFY(!decode("{\"type\":\"A\",\"data\":" + std::string(100'000, '[')));
    }
    void largeStringsAreTaken() {
        const auto events = decode("{\"type\":\"A\",\"data\":\"" + std::string(50u << 20, 'x') + "\"}");
        QCOMPARE(events->front().event.data.size(), (50u << 20) + 2);
        const auto tooLarge = decode("{\"type\":\"A\",\"data\":\"" + std::string(65u << 20, 'x') + "\"}");
        QCOMPARE(tooLarge.error().kind, ErrorKind::TooLarge);
    }
    /// Whatever is done to a file, reading it ends with events or with an error that names a line.
    void mutatedFilesEndInEventsOrAnError() {
        const auto seed = qEnvironmentVariableIsSet("EVENTSCOPE_SEED") ? qEnvironmentVariableIntValue("EVENTSCOPE_SEED")
                                                                       : static_cast<int>(std::random_device{}() >> 1);
        qInfo("seed %d", seed);
        std::mt19937_64 random(static_cast<unsigned>(seed));
        int read = 0, refused = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::vector<NewEvent> events(1 + random() % 3);
            for (NewEvent &event : events)
                event = randomEvent(random);
            std::string text = encode(static_cast<FileFormat>(random() % 4), events);
            mutate(text, random);
            const auto decoded = decode(text);
            if (decoded)
                ++read;
            else
                ++refused;
            if (!decoded && decoded.error().kind == ErrorKind::Corrupt) {
                QVERIFY2(decoded.error().message.starts_with("line "), decoded.error().message.c_str());
            }
        }
        qInfo("%d read, %d refused", read, refused);
        QVERIFY(read > 100 && refused > 100);
    }

  private:
    static void mutate(std::string &text, std::mt19937_64 &random) {
        for (auto changes = 1 + random() % 4; changes > 0 && !text.empty(); --changes) {
            const auto at = random() % text.size();
            switch (random() % 5) {
            case 0:
                text.resize(at);
                break;
            case 1:
                text[at] = static_cast<char>(random());
                break;
            case 2:
                text.erase(at, random() % 20);
                break;
            case 3:
                text.insert(at, 1, "{}[]\",:\\\n0e-"[random() % 12]);
                break;
            default:
                text.insert(at, text.substr(random() % text.size(), random() % 40));
                break;
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
