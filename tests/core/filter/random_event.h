// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "one_event.h"

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

/// Random events and random filters that meet often: a small set of names and values.
namespace random_event {

inline const std::vector<std::string> kNames = {"a", "b", "name", "sku", "length"};
inline const std::vector<std::string> kTexts = {"A1", "Zoë", "x\"y", "tab\there", "b", "", "2026-03-04", "back\\slash"};
inline const std::vector<std::string> kNumbers = {"0", "1", "1.0", "2", "1e1", "-3", "12345678901234567890"};

inline std::string pick(const std::vector<std::string> &from) { return *rc::gen::elementOf(from); }
inline bool flip() { return *rc::gen::arbitrary<bool>(); }
inline int upTo(int count) { return *rc::gen::inRange(0, count); }

/// A JSON string in one of its spellings.
inline std::string spelled(const std::string &text) {
    std::string out = "\"";
    const bool escapeAll = upTo(4) == 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", byte);
        if (c == '"' || c == '\\') {
            out += '\\', out += c;
        } else if (byte < 0x20 || (escapeAll && byte < 0x80)) {
            out += escape;
        } else {
            out += c;
        }
    }
    return out + '"';
}

/// What a test vault can open: the clear JSON text backwards, so that none of its words stands in the bytes.
inline std::string sealed(const std::string &clear) {
    return R"({"$pii":1,"ct":)" + spelled(std::string(clear.rbegin(), clear.rend())) + "}";
}

inline std::string value(int depth) {
    const int kind = upTo(depth > 0 ? 9 : 6);
    const auto spaces = [] { return flip() ? std::string(" ") : std::string(); };
    if (kind < 3) return spelled(pick(kTexts));
    if (kind == 3) return pick(kNumbers);
    if (kind == 4) return pick({"true", "false", "null"});
    if (kind == 5) return sealed(spelled(pick({"A1", "b", "Zoe"})));
    const bool object = kind != 6;
    std::string out = object ? "{" : "[";
    for (int i = 0, count = upTo(4); i < count; ++i) {
        if (i > 0) out += ',';
        if (object) out += spelled(pick(kNames)) + spaces() + ':';
        out += spaces() + value(depth - 1);
    }
    return out + (object ? '}' : ']');
}

inline std::string payload() {
    std::string text = value(3);
    if (upTo(8) == 0 && !text.empty()) text.resize(text.size() / 2); // malformed
    return text;
}

/// Opens every envelope.
inline eventscope::Json unsealed(const eventscope::Json &json) {
    using eventscope::Json;
    if (json.isArray()) {
        std::vector<Json> elements;
        for (std::size_t i = 0; i < json.size(); ++i)
            elements.push_back(unsealed(json.child(i)));
        return Json::array(std::move(elements));
    }
    if (!json.isObject()) return json;
    if (json.find("$pii") != Json::npos) {
        const Json cipher = json.member("ct");
        return *Json::parse(std::string(cipher.token().rbegin(), cipher.token().rend()));
    }
    std::vector<Json::Member> members;
    for (std::size_t i = 0; i < json.size(); ++i)
        members.push_back({std::string(json.key(i)), unsealed(json.child(i))});
    return Json::object(std::move(members));
}

inline std::string literal() {
    const int kind = upTo(6);
    if (kind < 3) return spelled(pick(kTexts));
    if (kind == 3) return pick(kNumbers);
    return kind == 4 ? pick({"true", "false", "null"}) : "2026-03-04";
}

inline std::string comparison() { return pick({" == ", " != ", " < ", " <= ", " > ", " >= "}); }

inline std::string headerTest() {
    switch (upTo(9)) {
    case 0:
        return "type" + comparison() + pick({"\"A\"", "\"B\""});
    case 1:
        return "stream ~ " + pick({"\"order-*\"", "\"*-1\"", "\"?\""});
    case 2:
        return "category" + comparison() + pick({"\"order\"", "\"user\""});
    case 3:
        return "version" + comparison() + pick({"1", "2.5", "3", "1e99", "-7"});
    case 4:
        return "schemaVersion" + comparison() + pick({"1", "2"});
    case 5:
        return "time" + comparison() + pick({"2026", "2026-03-04", "2026-03-04T12:00:00Z"});
    case 6:
        return "validTime" + comparison() + pick({"2026", "2026-03-04"});
    case 7:
        return pick({"exists validTime", "exists type", "true", "false"});
    default:
        return "position" + comparison() + pick({"5", "7"});
    }
}

inline std::string payloadTest() {
    if (upTo(10) == 0) return "type =~ \"A\"";
    std::string path = pick({"data", "data", "data", "meta", "state"});
    for (int i = 0, count = upTo(4); i < count; ++i) {
        path += flip() ? "." + pick(kNames) : pick({"[0]", "[*]", "[\"a\"]", "[\"sku\"]", ".length"});
    }
    switch (upTo(5)) {
    case 0:
        return "exists " + path;
    case 1:
        return path + " ~ " + pick({"\"A*\"", "\"*o?\"", "\"Z*\"", "\"*\"", "\"x\\\"*\"", "\"[A-Z]1\""});
    case 2:
        return path + " =~ " + pick({"\"A\"", "\"^.1$\""});
    default:
        return path + comparison() + literal();
    }
}

inline std::string filterText(int depth, bool headerOnly) {
    const int kind = depth > 0 ? upTo(6) : 5;
    const auto part = [&] { return filterText(depth - 1, headerOnly); };
    if (kind == 0) return "!(" + part() + ")";
    if (kind < 3) return "(" + part() + " && " + part() + ")";
    if (kind < 5) return "(" + part() + " || " + part() + ")";
    return headerOnly || upTo(3) == 0 ? headerTest() : payloadTest();
}

/// An event, and what its payloads read as after opening.
struct Case {
    std::string data = payload(), metadata = payload();
    OneEvent one;

    Case() {
        using namespace eventscope;
        one.type = pick({"A", "B", "C"});
        one.stream = pick({"order-1", "order-2", "user-1", "x"});
        one.schemaVersion = 1 + upTo(2);
        one.row.version = {upTo(4)};
        one.row.position = {0, static_cast<std::uint64_t>(4 + upTo(5))};
        one.row.recordedUs = toUs(*parseTime(pick({"2025-12-31T23:59:59Z", "2026-03-04", "2026-03-04T12:00:00Z"})));
        if (flip()) one.row.validUs = toUs(*parseTime(pick({"2026-03-04", "2027-01-01"})));
        const Encoding encoding =
            upTo(8) == 0 ? pick({"t", "b"}) == "t" ? Encoding::Text : Encoding::Binary : Encoding::Json;
        one.row.data = {encoding, data};
        one.row.metadata = {Encoding::Json, metadata};
    }
    [[nodiscard]] OneSubject subject() const {
        using namespace eventscope;
        OneSubject made(one.batch());
        if (made.m_data) made.m_data = unsealed(*made.m_data);
        if (made.m_metadata) made.m_metadata = unsealed(*made.m_metadata);
        if (flip()) made.m_state = *Json::parse(value(2));
        return made;
    }
};

} // namespace random_event
