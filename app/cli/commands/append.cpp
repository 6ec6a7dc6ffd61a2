// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/input.h"
#include "core/base/text.h"
#include "core/event/codec/decoder.h"
#include "core/store/append_rules.h"

#include <charconv>

namespace eventscope::cli {

namespace {

Result<Expected> expectedOf(const std::string &text, int versionBase) {
    if (text == "any") return Expected::any();
    if (text == "none") return Expected::noStream();
    if (text == "exists") return Expected::streamExists();
    std::int64_t number = 0;
    const char *end = text.data() + text.size();
    if (const auto read = std::from_chars(text.data(), end, number); read.ec != std::errc{} || read.ptr != end) {
        return fail(ErrorKind::Invalid, "--expect takes no \"" + text + "\"",
                    "Write any, none, exists, or the version of the stream's last event");
    }
    return number < versionBase ? Expected::noStream() : Expected::exactly({number});
}

/// A payload that was meant to be JSON is checked here: a store would take it and every reader would stumble over it.
Result<void> requireJson(const std::string &option, const std::string &text) {
    auto document = Json::parse(text);
    if (document) return {};
    return fail(ErrorKind::Corrupt, option + " is no JSON: " + document.error().message,
                "Quote it for your shell, such as --data '{\"amount\":100}'", document.error().detail);
}

Result<std::vector<NewEvent>> eventFromOptions(const Arguments &arguments) {
    NewEvent event;
    event.type = arguments.textOrEmpty("--type");
    ES_TRY(checkTypedType(event.type));
    event.data = arguments.textOrEmpty("--data");
    ES_TRY(requireJson("--data", event.data));
    if (const auto metadata = arguments.text("--metadata")) {
        ES_TRY(requireJson("--metadata", *metadata));
        event.metadata = *metadata;
    }
    if (const auto id = arguments.text("--id")) {
        ES_ASSIGN(parsed, parseEventId(*id));
        event.id = parsed;
    }
    return std::vector{std::move(event)};
}

Result<std::vector<NewEvent>> eventsFromFile(const std::string &path, const std::stop_token &stop) {
    ES_ASSIGN(source, openInput(path, stop));
    ES_ASSIGN(decoder, openDecoder(std::move(source)));
    std::vector<NewEvent> events;
    for (DecodedEvent decoded;;) {
        ES_ASSIGN(more, decoder->next(decoded));
        if (!more) return events;
        events.push_back(decoded.event);
    }
}

Result<std::vector<NewEvent>> eventsOf(const Arguments &arguments, const std::stop_token &stop) {
    const auto file = arguments.text("--file");
    const bool single = arguments.has("--type") && arguments.has("--data");
    if (file &&
        (arguments.has("--type") || arguments.has("--data") || arguments.has("--metadata") || arguments.has("--id"))) {
        return fail(ErrorKind::Invalid, "--file stands alone", "Leave --type, --data, --metadata and --id out");
    }
    if (!file && !single) {
        return fail(ErrorKind::Invalid, "There is nothing to append", "Give --type and --data, or --file F.jsonl");
    }
    return file ? eventsFromFile(*file, stop) : eventFromOptions(arguments);
}

/// What a table has no column for is not taken as if it had one.
Result<void> checkIds(const StoreInfo &info, const std::vector<NewEvent> &events) {
    if (info.keepsIds) return {};
    std::uint64_t given = 0;
    for (const NewEvent &event : events)
        given += event.id.isNull() ? 0 : 1;
    if (given == 0) return {};
    return fail(
        ErrorKind::Unsupported,
        "The events' ids would not be kept (" + std::to_string(given) + " of " + std::to_string(events.size()) +
            " have one): the table has no column for them (" + info.identity.address + ")",
        "Leave --id, or the key \"id\" of the file, out; without ids --expect with a version tells a repetition");
}

std::string summaryOf(const Arguments &arguments, const std::vector<NewEvent> &events) {
    const std::string count = events.size() == 1 ? "1 event" : std::to_string(events.size()) + " events";
    std::string text = "append " + count + " to stream " + arguments.textOrEmpty("--stream") + ", expected version " +
                       arguments.textOrEmpty("--expect");
    return safeText(text, LineBreaks::Escape);
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    // Checked before the store is opened (or made); how it numbers its events is known only then.
    ES_ASSIGN(checked, expectedOf(arguments.textOrEmpty("--expect"), 1));
    ES_ASSIGN(events, eventsOf(arguments, context.job().stop));
    const bool mayBeNew = checked.kind == Expected::Kind::Any || checked.kind == Expected::Kind::NoStream;
    ES_ASSIGN(store, context.openForWriting("append", mayBeNew ? Context::Missing::Create : Context::Missing::Fail,
                                            summaryOf(arguments, events)));
    ES_TRY(checkIds(store->reader().info(), events));
    ES_ASSIGN(expected, expectedOf(arguments.textOrEmpty("--expect"), store->reader().info().versionBase));
    for (NewEvent &event : events) {
        const auto nowMs = static_cast<std::uint64_t>(toUs(context.clock().now()) / 1000);
        if (event.id.isNull()) event.id = newEventId(nowMs);
    }
    auto done = store->append({arguments.textOrEmpty("--stream")}, expected, events, context.job());
    if (!done) {
        context.abandon(*store);
        return fail(std::move(done).error());
    }
    const Appended appended = *std::move(done);
    ES_TRY(context.print({{"stream", Value::text(arguments.textOrEmpty("--stream"))},
                          {"firstVersion", Value::version(appended.first)},
                          {"lastVersion", Value::version(appended.last)},
                          {"position", Value::position(appended.position)},
                          {"duplicate", Value::boolean(appended.duplicate)}}));
    return ExitCode::Done;
}

} // namespace

Command appendCommand() {
    return {
        .name = "append",
        .summary = "Appends a batch of events to a stream, all or none; needs --write",
        .positionals = {},
        .options = {{"--stream", "S", "The stream", {}, true},
                    {"--expect",
                     "E",
                     "What the stream must be now: any, none, exists, or the version of its last event",
                     {},
                     true},
                    {"--type", "T", "Type of the one event", {}},
                    {"--data", "JSON", "Its payload", {}},
                    {"--metadata", "JSON", "Its metadata", {}},
                    {"--id", "UUID", "Its id: a repeated append with the same id is recognised; random without it", {}},
                    {"--file",
                     "F",
                     "Events as JSON lines: type, data, and perhaps metadata, id, schemaVersion; - is stdin",
                     {}}},
        .details =
            "Exit code 5 means that nothing was written: the stream is at another version, or an id is there already\n"
            "with other content. \"duplicate\" is true when all of it was there already.",
        .keys = {"stream", "firstVersion", "lastVersion", "position", "duplicate"},
        .examples = {{"--store shop.evdb --write append --stream account-1 --expect 12 --type MoneyDeposited --data "
                      "'{\"amount\":100}'",
                      "Only if version 12 is the last one"},
                     {"--store shop.evdb --write append --stream note-1 --expect none --type Noted --data '{}'",
                      "A new stream"},
                     {"--store shop.evdb --write append --stream note-1 --expect any --file notes.jsonl",
                      "A batch from a file"}},
        .run = run};
}

} // namespace eventscope::cli
