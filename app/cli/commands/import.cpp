// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/input.h"
#include "app/cli/unfinished_store.h"
#include "core/base/text.h"
#include "core/event/codec/decoder.h"
#include "core/open/open_store.h"
#include "core/open/open_vault.h"

#include <charconv>
#include <filesystem>

namespace eventscope::cli {

namespace {

/// What begins a message about an event of the file.
constexpr std::string_view kLine = "line ";

/// The events of a file as an import takes them.
class FileEvents final : public ImportSource {
  public:
    FileEvents(Decoder &decoder, Clock &clock) : m_decoder(decoder), m_clock(clock) {}

    Result<bool> next(ImportEvent &event) override {
        ES_ASSIGN(more, m_decoder.next(m_decoded));
        if (!more) return false;
        event.line = m_decoded.line;
        if (m_decoded.stream.empty()) {
            return fail(ErrorKind::Corrupt, "line " + std::to_string(event.line) + ": there is no stream",
                        "Add the key \"stream\"");
        }
        event.event = m_decoded.event;
        event.stream.value = m_decoded.stream;
        event.version = m_decoded.version.value_or(kNoVersion);
        event.recordedAt = m_decoded.recordedAt.value_or(m_clock.now());
        if (event.event.id.isNull())
            event.event.id = newEventId(static_cast<std::uint64_t>(toUs(event.recordedAt) / 1000));
        return true;
    }

  private:
    Decoder &m_decoder;
    Clock &m_clock;
    DecodedEvent m_decoded;
};

/// Where the events go. A store that is not there yet is made under another name, so that a failed import leaves
/// nothing.
struct Target {
    std::unique_ptr<UnfinishedStore> unfinished; ///< null: the store is there
    std::unique_ptr<WritableEventStore> store;   ///< closed before its file is removed

    [[nodiscard]] Result<void> keep() {
        store.reset();
        return unfinished ? unfinished->keep() : Result<void>();
    }
};

Result<Target> openTarget(Context &context, const std::string &what) {
    ES_ASSIGN(access, context.requireWrite("import"));
    ES_ASSIGN(address, parseStoreAddress(access.address));
    Target target;
    std::error_code ignored;
    if (address.kind != StoreAddress::Kind::Sqlite || std::filesystem::exists(address.path, ignored)) {
        ES_ASSIGN(store, context.openForWriting("import", Context::Missing::Create, what));
        target.store = std::move(store);
        return target;
    }
    if (!context.globals().vault.empty() || std::filesystem::exists(vaultPathOfFile(address.path), ignored)) {
        return fail(ErrorKind::Refused, "A store that is made by an import cannot be sealed yet",
                    "Make it with its vault (privacy init with --write), then import");
    }
    ES_TRY(context.confirm(access, what));
    target.unfinished = std::make_unique<UnfinishedStore>(address.path, context.notes());
    ES_ASSIGN(store, openForWriting("sqlite:" + target.unfinished->path(), context.clock(),
                                    {.createIfMissing = true, .purpose = "import"}, context.job()));
    target.unfinished->endAt(context.job().stop);
    ES_ASSIGN(sealed, context.sealing(std::move(store)));
    target.store = std::move(sealed);
    return target;
}

/// The line that a message begins with ("line 12, byte 34: ...", "line 12: ..."), else the first one.
std::int64_t lineOf(const Error &error) {
    std::int64_t line = 1;
    if (!error.message.starts_with(kLine)) return line;
    std::from_chars(error.message.data() + kLine.size(), error.message.data() + error.message.size(), line);
    return line;
}

/// The id that the message names behind the line ("line 12, event 018f...: ..."); empty: it names none.
std::string eventOf(const Error &error) {
    constexpr std::string_view kEvent = ", event ";
    const auto begin = error.message.find(kEvent);
    if (begin == std::string::npos) return {};
    const auto end = error.message.find(':', begin);
    const auto id = parseEventId(error.message.substr(begin + kEvent.size(), end - begin - kEvent.size()));
    return id ? toString(*id) : std::string();
}

/// The first event that kept the file out.
Json rejectedBy(const Error &error) {
    std::vector<Json::Member> members{{"line", Json::number(lineOf(error))}};
    if (const std::string event = eventOf(error); !event.empty()) members.push_back({"event", Json::string(event)});
    members.push_back({"reason", Json::string(error.message)});
    return Json::array({Json::object(std::move(members))});
}

/// A vault that is locked, or a store that may not be written to, names no line.
bool isAboutTheFile(const Error &error) {
    switch (error.kind) {
    case ErrorKind::Refused:
        return error.message.starts_with(kLine);
    case ErrorKind::Corrupt:
    case ErrorKind::Invalid:
    case ErrorKind::TooLarge:
    case ErrorKind::IdConflict:
    case ErrorKind::WrongVersion:
    case ErrorKind::PartialDuplicate:
        return true;
    default:
        return false;
    }
}

/// Says what kept the file out, as data and as an error.
Result<ExitCode> reject(Context &context, Error error) {
    if (!isAboutTheFile(error)) return fail(std::move(error));
    ES_TRY(context.print(
        {{"events", Value::count(0)}, {"duplicates", Value::count(0)}, {"rejected", Value::json(rejectedBy(error))}}));
    // Not the command line is wrong, but the file.
    if (error.kind == ErrorKind::Invalid) error.kind = ErrorKind::Corrupt;
    if (error.hint.empty()) error.hint = "Nothing was imported";
    return fail(std::move(error));
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    const std::string path = arguments.textOrEmpty("FILE");
    ES_ASSIGN(source, openInput(path, context.job().stop));
    ES_TRY(context.requireWrite("import"));
    auto decoder = openDecoder(std::move(source));
    if (!decoder) return reject(context, std::move(decoder).error());
    ES_ASSIGN(target, openTarget(context, "import all events of " + safeText(path, LineBreaks::Escape)));
    FileEvents events(**decoder, context.clock());
    auto imported = target.store->import(events, context.job());
    for (const std::string &warning : (*decoder)->warnings())
        context.notes().note(warning);
    if (!imported) {
        context.abandon(*target.store);
        return reject(context, std::move(imported).error());
    }
    ES_TRY(target.keep());
    ES_TRY(context.print({{"events", Value::count(imported->events)},
                          {"duplicates", Value::count(imported->duplicates)},
                          {"rejected", Value::json("[]")}}));
    return ExitCode::Done;
}

} // namespace

Command importCommand() {
    return {
        .name = "import",
        .summary = "Takes events from a file, all or none; needs --write",
        .positionals =
            {{"FILE", "JSON lines, a JSON array or CloudEvents, as export writes them; - is stdin", true, {}}},
        .options = {},
        .details =
            "Ids, order, recorded times and bytes are kept; positions are new. Events that are there already with the\n"
            "same content count as duplicates. A store that does not exist yet is made. When something is wrong with\n"
            "the file, nothing is imported and \"rejected\" names the first event at fault: its line, and its\n"
            "id where its person was erased.",
        .keys = {"events", "duplicates", "rejected[]"},
        .examples = {{"--store new.evdb --write import events.jsonl", "Into a new store"},
                     {"--store shop.evdb --write import cloudevents.json --json",
                      "CloudEvents; the outcome for a script"},
                     {"--store shop.evdb --write import - < events.jsonl", "From a pipe"}},
        .run = run};
}

} // namespace eventscope::cli
