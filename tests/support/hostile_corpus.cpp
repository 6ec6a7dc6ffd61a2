// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostile_corpus.h"

#include "core/event/codec/encoder.h"
#include "core/store/append_rules.h"

#include <stdexcept>
#include <utility>

namespace eventscope::testing {

namespace {

std::string times(std::size_t count, std::string_view piece) {
    std::string text;
    text.reserve(count * piece.size());
    for (std::size_t i = 0; i < count; ++i)
        text += piece;
    return text;
}

std::string nested(std::size_t depth, std::string_view open, std::string_view inside, std::string_view close) {
    return times(depth, open) + std::string(inside) + times(depth, close);
}

/// {"key":"value"}, with bytes that need no escape.
std::string member(std::string_view key, std::string_view value) {
    return "{\"" + std::string(key) + "\":\"" + std::string(value) + "\"}";
}

constexpr std::string_view kOverride = "\xe2\x80\xae";                      // U+202E
constexpr std::string_view kIsolates = "\xe2\x81\xa7\xe2\x81\xa6";          // U+2067, U+2066
constexpr std::string_view kInvisible = "\xe2\x80\x8b\xef\xbb\xbf\xc2\xad"; // U+200B, U+FEFF, U+00AD
constexpr std::string_view kTerminal = "\x1b[31mred\x1b]0;owned\x07\xc2\x9b"
                                       "31m\x08\x7f";
constexpr std::string_view kMarkup = "<img src='file:///etc/passwd'><b>bold</b><a href='http://x.invalid/'>&amp;</a>";
constexpr std::string_view kNotUtf8 = "\xff\xfe\xc0\xaf\xed\xa0\x80\xf5\x80\x80\x80 \xe2\x82";

void addDepth(std::vector<HostileCase> &cases) {
    cases.push_back({"arrays 100,000 deep", "deep-arrays", "Deep", {}, nested(100'000, "[", "1", "]")});
    cases.push_back({"objects 100,000 deep", "deep-objects", "Deep", {}, nested(100'000, "{\"a\":", "1", "}")});
    cases.push_back({"as deep as is parsed", "deep-most", "Deep", {}, nested(512, "{\"a\":", "1", "}")});
    cases.push_back({"arrays without an end", "deep-open", "Deep", {}, times(100'000, "[")});
    HostileCase metadata{"metadata 100,000 deep", "deep-metadata"};
    metadata.metadata = nested(100'000, "[", "1", "]");
    cases.push_back(metadata);
}

void addSize(std::vector<HostileCase> &cases, std::size_t bytes) {
    cases.push_back({"a long string", "large-string", "Large", {}, member("text", std::string(bytes, 'x'))});
    cases.push_back({"a long string without JSON", "large-text", "Large", Encoding::Text, std::string(bytes, 'x')});
    cases.push_back({"long lines of controls", "large-bidi", "Large", {}, member("text", times(bytes / 3, kOverride))});
    cases.push_back({"many bytes", "large-bytes", "Large", Encoding::Binary,
                     times(bytes / 8, std::string_view("\0\xff\x1b\n", 4))});
    cases.push_back({"a long key", "large-key", "Large", {}, member(std::string(bytes, 'k'), "v")});
    cases.push_back({"combining marks", "large-marks", "Large", {}, member("text", "a" + times(20'000, "\xcc\x81"))});
    cases.push_back({"many elements", "large-array", "Large", {}, "{\"list\":[0" + times(bytes / 50, ",1") + "]}"});
    std::string members = "{\"m\":0";
    for (std::size_t i = 0; i < bytes / 500; ++i)
        members += ",\"m" + std::to_string(i) + "\":" + std::to_string(i);
    cases.push_back({"many members", "large-object", "Large", {}, members + "}"});
    cases.push_back({"much to lay out", "large-depth", "Large", {}, nested(500, "[", "0" + times(25'000, ",1"), "]")});
}

void addText(std::vector<HostileCase> &cases) {
    const auto everywhere = [&cases](const std::string &name, std::string_view text) {
        const std::string inName(text);
        cases.push_back({name + " in a value", "text-" + std::to_string(cases.size()), "Text", {}, member("a", text)});
        cases.push_back({name + " in a key", "text-" + std::to_string(cases.size()), "Text", {}, member(text, "a")});
        cases.push_back({name + " in a stream", "name-" + inName + std::to_string(cases.size()), "Name"});
        cases.push_back({name + " in a category", inName + "-1", "Name"});
        cases.push_back({name + " in a type", "name-" + std::to_string(cases.size()), inName});
        cases.push_back({name + " alone", "text-" + std::to_string(cases.size()), "Text", Encoding::Text, inName});
        HostileCase metadata{name + " in metadata", "text-" + std::to_string(cases.size())};
        metadata.metadata = member("userId", text);
        cases.push_back(metadata);
    };
    everywhere("an override", std::string("gpj.") + std::string(kOverride) + "exe");
    everywhere("isolates", kIsolates);
    everywhere("invisible characters", kInvisible);
    everywhere("terminal sequences", kTerminal);
    everywhere("markup", kMarkup);
    everywhere("invalid UTF-8", kNotUtf8);
    everywhere("line breaks", "a\nb\r\nc\td\xe2\x80\xa8"
                              "e");
    for (const char *formula : {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1",
                                "\xef\xbc\x9d"
                                "1",
                                "a&b"})
        everywhere(std::string("the formula ") + formula, formula);
    cases.push_back({"escaped controls",
                     "text-escapes",
                     "Text",
                     {},
                     R"({"\u0000\u001b[31m\u202e":"\u0000\u001b[31m\u202e\ud800"})"});
    cases.push_back({"a NUL byte", "text-nul", "Text", Encoding::Text, std::string("a\0b", 3)});
    cases.push_back({"a NUL byte in JSON", "text-nul-json", "Text", {}, std::string("{\"a\":\"\0\"}", 9)});
    cases.push_back({"a NUL byte in a stream", std::string("nul-\0-1", 7), "Name"});
    cases.push_back({"a NUL byte in a type", "nul-2", std::string("a\0b", 3)});
}

void addNames(std::vector<HostileCase> &cases, std::size_t bytes) {
    const std::size_t most = kNameBytesMax;
    cases.push_back({"the longest stream name", "long-" + std::string(most - 5, 's'), "Name"});
    cases.push_back({"the longest type name", "long-type", std::string(most, 'T')});
    cases.push_back(
        {"the longest name of tokens", "long-" + times((most - 5) / 3, kOverride), times(most / 3, kOverride)});
    cases.push_back({"the longest name of marks", "long-a" + times((most - 6) / 2, "\xcc\x81"),
                     "a" + times(most / 2 - 1, "\xcc\x81")});
    cases.push_back({"a huge stream name", "huge-" + std::string(bytes / 50, 's'), "Name"});
    cases.push_back({"a huge category", std::string(bytes / 50, 'c') + "-1", "Name"});
    cases.push_back({"a huge type name", "huge-type", std::string(bytes / 50, 'T')});
}

void addValues(std::vector<HostileCase> &cases) {
    cases.push_back({"doubled keys", "value-keys", "Value", {}, R"({"a":1,"a":{"b":2,"b":3},"a":3})"});
    cases.push_back(
        {"numbers",
         "value-numbers",
         "Value",
         {},
         R"({"id":12345678901234567890,"big":1e400,"small":-0.0000000000000000000001,"zero":-0,"money":1.10})"});
    cases.push_back({"no numbers", "value-nan", "Value", {}, R"({"a":NaN,"b":Infinity,"c":01})"});
    cases.push_back({"nothing", "value-empty", "Value", {}, ""});
    cases.push_back({"cut off", "value-cut", "Value", {}, R"({"a":"b)"});
    cases.push_back({"a scalar", "value-scalar", "Value", {}, "7"});
    HostileCase metadata{"metadata without JSON", "value-metadata"};
    metadata.metadata = "<b>" + std::string(kTerminal) + std::string(kNotUtf8);
    cases.push_back(metadata);
}

NewEvent plainEvent(const HostileCase &one, const char *which, const char *data) {
    NewEvent event;
    event.id = derivedEventId("hostile", one.name + which);
    event.type = "Plain";
    event.data = data;
    return event;
}

} // namespace

std::vector<HostileCase> hostileCases(std::size_t largeBytes) {
    std::vector<HostileCase> cases;
    addDepth(cases);
    addSize(cases, largeBytes);
    addText(cases);
    addNames(cases, largeBytes);
    addValues(cases);
    return cases;
}

std::vector<NewEvent> eventsOf(const HostileCase &one) {
    std::vector<NewEvent> events{
        plainEvent(one, "before", R"({"n":1,"text":"before"})"), {}, plainEvent(one, "after", R"({"n":3})")};
    NewEvent &hostile = events[1];
    hostile.id = derivedEventId("hostile", one.name);
    hostile.type = one.type;
    hostile.dataEncoding = one.encoding;
    hostile.data = one.data;
    hostile.metadata = one.metadata;
    return events;
}

bool isStorable(const HostileCase &one) { return checkBatch({one.stream}, eventsOf(one), {}).has_value(); }

std::vector<HostileCase> appendStorable(WritableEventStore &store, const std::vector<HostileCase> &cases) {
    std::vector<HostileCase> stored;
    for (const HostileCase &one : cases) {
        if (!isStorable(one)) continue;
        const auto appended = store.append({one.stream}, Expected::noStream(), eventsOf(one), {});
        if (!appended) throw std::runtime_error(one.name + ": " + describe(appended.error()));
        stored.push_back(one);
    }
    return stored;
}

std::string jsonLinesOf(const std::vector<HostileCase> &cases) {
    constexpr std::int64_t kStartUs = 1'772'323'200'000'000; // 2026-03-01
    const auto encoder = makeEncoder(FileFormat::JsonLines);
    std::string text;
    std::uint64_t position = 0;
    encoder->begin(text);
    for (const HostileCase &one : cases) {
        std::int64_t version = 0;
        for (const NewEvent &event : eventsOf(one)) {
            EventRecord record;
            record.position = {0, ++position};
            record.stream = one.stream;
            record.version = {++version};
            record.id = event.id;
            record.type = event.type;
            record.recordedAt = timeOfUs(kStartUs + static_cast<std::int64_t>(position) * 1'000'000);
            record.data = {event.dataEncoding, event.data};
            record.metadata = {event.metadataEncoding, event.metadata};
            encoder->add(record, position == 1, text);
        }
    }
    encoder->end(text);
    return text;
}

} // namespace eventscope::testing
