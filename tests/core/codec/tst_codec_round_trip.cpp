// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/codec/codec_fixtures.h"

#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

class TestCodecRoundTrip : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyByteComesBack_data() {
        QTest::addColumn<int>("format");
        for (const FileFormat format :
             {FileFormat::JsonLines, FileFormat::JsonArray, FileFormat::CloudEvents, FileFormat::CloudEventsBatch}) {
            QTest::newRow(std::string(name(format)).c_str()) << static_cast<int>(format);
        }
    }
    void everyByteComesBack() {
        QFETCH(int, format);
        const auto seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937_64 random(seed);
        for (int round = 0; round < 60; ++round) {
            std::vector<NewEvent> events(random() % 20);
            for (NewEvent &event : events)
                event = randomEvent(random);
            const auto back = decode(encode(static_cast<FileFormat>(format), events));
            QVERIFY2(back.has_value(), back ? "" : describe(back.error()).c_str());
            QCOMPARE(back->size(), events.size());
            for (std::size_t i = 0; i < events.size(); ++i) {
                const DecodedEvent &event = (*back)[i];
                QVERIFY(event.event.id == events[i].id);
                QCOMPARE(event.event.data, events[i].data);
                QCOMPARE(event.event.metadata, events[i].metadata);
                QVERIFY(event.event == events[i]);
                QCOMPARE(event.stream, std::string("order-1\t\"x\""));
                QVERIFY(event.version == Version{static_cast<std::int64_t>(i + 1)});
                QVERIFY(event.position == (Position{0, i + 1}));
                QVERIFY(event.recordedAt == timeOfUs(1'700'000'000'123'456));
            }
        }
    }
    void exportedAgainItIsTheSameFile_data() { everyByteComesBack_data(); }
    void exportedAgainItIsTheSameFile() {
        QFETCH(int, format);
        std::mt19937_64 random(7);
        std::vector<NewEvent> events(200);
        for (NewEvent &event : events)
            event = randomEvent(random);
        const std::string text = encode(static_cast<FileFormat>(format), events);
        const auto back = decode(text);
        QVERIFY(back.has_value());
        for (std::size_t i = 0; i < events.size(); ++i)
            events[i] = (*back)[i].event;
        QVERIFY(encode(static_cast<FileFormat>(format), events) == text);
    }
    void theFormatIsRecognised_data() { everyByteComesBack_data(); }
    void theFormatIsRecognised() {
        QFETCH(int, format);
        std::mt19937_64 random(1);
        const auto decoder = openDecoder(bytesOf(encode(static_cast<FileFormat>(format), {randomEvent(random)})));
        QCOMPARE(static_cast<int>((*decoder)->format()), format);
    }
    void jsonOfOneLineStandsAsItIs() {
        NewEvent event;
        event.data = R"({"b":1.10,"a":[ 1 ,2]})";
        QVERIFY(encode(FileFormat::JsonLines, {event}).find(R"("data":{"b":1.10,"a":[ 1 ,2]})") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestCodecRoundTrip)
#include "tst_codec_round_trip.moc"
