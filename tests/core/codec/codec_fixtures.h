// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/codec/decoder.h"
#include "core/event/codec/encoder.h"

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace eventscope::testing {

/// Payloads that are hard to carry in a line of text.
inline const std::vector<std::string> kPayloads = {R"({"a":1.10,"b":12345678901234567890,"a":2})",
                                                   "{\n  \"pretty\": true\n}",
                                                   " {\"spaces\":1} ",
                                                   "not json",
                                                   "",
                                                   std::string("nul\0byte", 8),
                                                   "\xff\xfe binary",
                                                   "\"lone \\ud800\"",
                                                   "null",
                                                   "[1,2,{\"x\":[]}]",
                                                   "line\r\nbreak\ttab",
                                                   "\x1b[31mred",
                                                   "\xe2\x80\xae"
                                                   "bidi",
                                                   R"({"quote":"\"\\\/"})",
                                                   "1e400",
                                                   std::string(5000, '[') + std::string(5000, ']')};

inline NewEvent randomEvent(std::mt19937_64 &random) {
    const auto payload = [&] { return kPayloads[random() % kPayloads.size()]; };
    const auto encoding = [&] { return static_cast<Encoding>(random() % 3); };
    NewEvent event;
    event.id = newEventId(random() % 1'000'000);
    event.type = random() % 4 == 0 ? "T\"y\\pe\n\xc3\xa9" : "OrderPlaced";
    event.schemaVersion = static_cast<int>(random() % 3) + 1;
    event.data = payload();
    event.dataEncoding = encoding();
    event.metadata = payload();
    event.metadataEncoding = encoding();
    if (random() % 2 == 0) event.validAt = timeOfUs(static_cast<std::int64_t>(random() % 4'000'000'000'000'000));
    return event;
}

inline EventRecord recordOf(const NewEvent &event, std::uint64_t number) {
    return {{0, number},
            "order-1\t\"x\"",
            {static_cast<std::int64_t>(number)},
            event.id,
            event.type,
            event.schemaVersion,
            timeOfUs(1'700'000'000'123'456),
            event.validAt,
            {event.dataEncoding, event.data},
            {event.metadataEncoding, event.metadata}};
}

inline std::string encode(FileFormat format, const std::vector<NewEvent> &events) {
    const auto encoder = makeEncoder(format);
    std::string text;
    encoder->begin(text);
    for (std::size_t i = 0; i < events.size(); ++i)
        encoder->add(recordOf(events[i], i + 1), i == 0, text);
    encoder->end(text);
    return text;
}

/// All events of a text, or the error that ended it.
inline Result<std::vector<DecodedEvent>> decode(std::string text) {
    ES_ASSIGN(decoder, openDecoder(bytesOf(std::move(text))));
    std::vector<DecodedEvent> events;
    DecodedEvent event;
    for (;;) {
        ES_ASSIGN(more, decoder->next(event));
        if (!more) return events;
        events.push_back(event);
    }
}

} // namespace eventscope::testing
