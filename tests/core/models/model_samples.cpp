// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/model_samples.h"

#include "tests/support/store_fixture.h"

namespace eventscope::testing {

namespace {

Position positionOf(int number) { return {0, static_cast<std::uint64_t>(number)}; }

} // namespace

ModelSchema orderSchema() {
    return {"orders",
            {{"status", ColumnType::Text},
             {"items", ColumnType::Integer},
             {"total", ColumnType::Decimal},
             {"paid", ColumnType::Boolean},
             {"since", ColumnType::Instant},
             {"lines", ColumnType::Json}}};
}

Json json(std::string_view text) { return must(Json::parse(text)); }

RowChange upsert(std::string key, std::string_view row, int number) {
    return {std::move(key), json(row), positionOf(number), static_cast<std::uint64_t>(number)};
}

RowChange upsert(std::string key, int number) {
    return upsert(std::move(key), "{\"items\":" + std::to_string(number) + "}", number);
}

RowChange removal(std::string key) { return {std::move(key), std::nullopt, {}, 0}; }

ModelCommit commitOf(int from, int to, std::vector<RowChange> changes, std::vector<DeadLetter> letters) {
    ModelCommit commit;
    commit.from = positionOf(from);
    commit.to.position = positionOf(to);
    commit.to.events = static_cast<std::uint64_t>(to);
    commit.to.lastEventTime = timeOfUs(1'700'000'000'123'456 + to);
    commit.to.committedAt = timeOfUs(1'700'000'001'654'321 + to);
    commit.changes = std::move(changes);
    commit.letters = std::move(letters);
    return commit;
}

DeadLetter letterAt(int position, std::string reason) {
    DeadLetter letter;
    letter.event = derivedEventId("letter", std::to_string(position));
    letter.position = positionOf(position);
    letter.stream = {"order-" + std::to_string(position)};
    letter.version = {position};
    letter.type = "OrderPlaced";
    letter.key = "k" + std::to_string(position);
    letter.reason = std::move(reason);
    letter.failedAt = timeOfUs(1'700'000'000'000'001 + position);
    return letter;
}

std::vector<std::string> hardRows() {
    return {
        "{}",
        R"({"status":"open","items":3,"total":120.00,"paid":true,"since":"2026-03-04T12:00:03.881902Z","lines":[1,2]})",
        R"({"lines":{"b":1,"a":2},"since":"2026-03-04","paid":"yes","total":"12","items":"3","status":7})",
        R"({"items":9223372036854775807,"total":-0.10})",
        R"({"items":-9223372036854775808,"total":0.000})",
        R"({"items":9223372036854775808,"total":1e3})",
        R"({"items":-0,"total":-0.0})",
        R"({"items":1.0,"total":123456789012345678901234567890.123456789012345678901234567890})",
        R"({"items":1e2,"total":1E-400})",
        R"({"items":null,"total":null,"paid":null,"status":null,"lines":null,"since":null})",
        R"({"status":"a\u0000b","lines":"a\u0000b","other":"a\u0000b"})",
        R"({"status":"\ud800","lines":["\udfff x"],"\ud800":1})",
        R"({"status":"\\N","lines":"\\.","other":"\t\n\r\\"})",
        R"({"status":"","lines":"","other":""})",
        R"({"status":"\ud83d\ude00 \u202e ä","lines":{"ä":"\ud83d\ude00"}})",
        R"({"z":1,"a":2,"status":"x","m":{"q":1,"q":2}})",
        R"({"z":1,"z":2,"a":3,"z":4})",
        R"({"status":"first","status":"last","items":1,"items":"last"})",
        R"({"key":"k","_rest":{"a":1},"_position":"9","_events":-1,"KEY":1,"Status":"other case"})",
        R"({"since":"0000-01-01T00:00:00.000000Z"})",
        R"({"since":"0001-01-01T00:00:00.000000Z"})",
        R"({"since":"9999-12-31T23:59:59.999999Z"})",
        R"({"since":"2026-03-04T12:00:03.881902+00:00"})",
        R"({"since":"infinity","items":"NaN","total":"Infinity"})",
        R"({"lines":123456789012345678901234567890e-5,"other":1.50})",
        R"({"paid":0,"lines":false})",
        R"({"":1,"\u0000":2," ":3,"\"":4})",
        "{\"lines\":" + std::string(300, '[') + std::string(300, ']') + "}",
        "{\"total\":" + std::string(999, '9') + ",\"other\":" + std::string(2000, '9') + "}",
        "{\"total\":" + std::string(1001, '9') + "}",
        "{\"status\":\"" + std::string(200'000, 'x') + "\"}",
    };
}

} // namespace eventscope::testing
