// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/context.h"
#include "app/cli/output_target.h"
#include "core/base/text.h"
#include "core/lens/export_events.h"
#include "core/store/events_at.h"
#include "core/workspace/event_notes.h"
#include "core/workspace/note_export.h"
#include "core/workspace/workspace.h"
#include "core/workspace/workspace_path.h"

#include <algorithm>

namespace eventscope::cli {

namespace {

/// A store, and what is remembered of it.
struct Noted {
    std::shared_ptr<const EventStore> store;
    std::unique_ptr<Workspace> workspace;
};

Result<Noted> open(Context &context) {
    ES_ASSIGN(store, context.openStore());
    ES_ASSIGN(folder, userDataFolder());
    ES_ASSIGN(path, workspacePath(store->info().identity, folder));
    ES_ASSIGN(workspace, Workspace::open(path, store->info().identity));
    return Noted{std::move(store), std::move(workspace)};
}

/// Those that --tag and --text ask for.
Result<std::vector<Note>> wanted(Workspace &workspace, const Arguments &arguments) {
    ES_ASSIGN(kept, notesSince(workspace));
    std::vector<Note> notes = std::move(kept)->notes;
    const auto tags = tagsOf(arguments.textOrEmpty("--tag"));
    const std::string text = arguments.textOrEmpty("--text");
    std::erase_if(notes, [&](const Note &note) {
        return note.text.find(text) == std::string::npos || !std::ranges::includes(note.tags, tags) ||
               (arguments.has("--bookmark") && !note.isBookmarked);
    });
    return notes;
}

Value tagsValue(const Note &note) {
    std::vector<Json> words;
    for (const std::string &tag : note.tags)
        words.push_back(Json::string(tag));
    return Value::json(Json::array(std::move(words))).shownAs(tagLine(note.tags));
}

Result<ExitCode> listAll(Context &context, const Arguments &arguments) {
    ES_ASSIGN(noted, open(context));
    ES_ASSIGN(notes, wanted(*noted.workspace, arguments));
    List list = context.list({{.key = "position", .title = "Position", .isFigure = true},
                              {.key = "stream", .title = "Stream", .columnsMax = 40, .fit = Column::Fit::Middle},
                              {.key = "version", .title = "v", .isFigure = true},
                              {.key = "id", .title = ""},
                              {.key = "type", .title = "Type", .columnsMax = 32, .fit = Column::Fit::End},
                              {.key = "recordedAt", .title = "Recorded"},
                              {.key = "bookmarked", .title = "Bookmarked"},
                              {.key = "tags", .title = "Tags"},
                              {.key = "text", .title = "Note", .columnsMax = 80, .fit = Column::Fit::End},
                              {.key = "changed", .title = ""}});
    for (const Note &note : notes) {
        ES_ASSIGN(flow, list.row({Value::position(note.event.position), Value::text(note.event.stream.value),
                                  Value::number(note.event.version.value), Value::text(toString(note.event.id)),
                                  Value::text(note.event.type), Value::moment(note.event.recordedAt),
                                  Value::boolean(note.isBookmarked), tagsValue(note), Value::text(note.text),
                                  Value::moment(note.changedAt)}));
        if (flow == Flow::Enough) break;
    }
    ES_TRY(list.finish());
    return ExitCode::Done;
}

Result<NotedEvent> eventOf(Context &context, const EventStore &store, const std::string &written) {
    BatchPtr found;
    if (const auto id = parseEventId(written)) {
        ES_ASSIGN(batch, findEvent(store, *id, Fields::Id, context.job()));
        found = std::move(batch);
    } else {
        ES_ASSIGN(position, parsePosition(written));
        ES_ASSIGN(batch, store.page(eventAt(position, Fields::Id), context.job()));
        found = std::move(batch);
    }
    if (found->rows() == 0)
        return fail(ErrorKind::NotFound, "There is no such event in this store", "Give its position or its id");
    return notedEvent((*found)[0]);
}

Result<void> printNote(Context &context, const std::optional<Note> &note, const NotedEvent &event) {
    return context.print({{"position", Value::position(event.position)},
                          {"id", Value::text(toString(event.id))},
                          {"bookmarked", Value::boolean(note && note->isBookmarked)},
                          {"tags", note ? tagsValue(*note) : Value::json("[]")},
                          {"text", Value::text(note ? note->text : "")}});
}

Result<ExitCode> addOne(Context &context, const Arguments &arguments) {
    ES_ASSIGN(noted, open(context));
    ES_ASSIGN(event, eventOf(context, *noted.store, arguments.textOrEmpty("EVENT")));
    NoteChange change;
    change.text = arguments.text("--text");
    change.addTags = tagsOf(arguments.textOrEmpty("--tag"));
    if (arguments.has("--bookmark")) change.isBookmarked = true;
    if (change == NoteChange()) {
        return fail(ErrorKind::Invalid, "There is nothing to add",
                    "Say what: --text \"what you found\", --tag late, --bookmark");
    }
    ES_ASSIGN(note, changeNote(*noted.workspace, event, change, context.clock().now()));
    ES_TRY(printNote(context, note, event));
    return ExitCode::Done;
}

/// Also on an event that is gone: by what is kept of it.
Result<ExitCode> removeOne(Context &context, const Arguments &arguments) {
    ES_ASSIGN(noted, open(context));
    const std::string written = arguments.textOrEmpty("EVENT");
    ES_ASSIGN(kept, notesSince(*noted.workspace));
    const auto found = std::ranges::find_if(kept->notes, [&](const Note &note) {
        const auto id = parseEventId(written);
        return id ? note.event.id == *id : toString(note.event.position) == written;
    });
    if (found == kept->notes.end())
        return fail(ErrorKind::NotFound, "There is no note on this event", "See: notes list");
    ES_TRY(changeNote(*noted.workspace, found->event, differenceOf(*found, std::nullopt), context.clock().now()));
    ES_TRY(printNote(context, std::nullopt, found->event));
    return ExitCode::Done;
}

NoteFormat formOf(const Arguments &arguments) {
    const std::string name = arguments.textOrEmpty("--as");
    const std::string file = arguments.textOrEmpty("--out");
    if (name == "csv" || (name.empty() && file.ends_with(".csv"))) return NoteFormat::Csv;
    if (name == "markdown" || (name.empty() && file.ends_with(".md"))) return NoteFormat::Markdown;
    return NoteFormat::JsonLines;
}

Result<ExitCode> exportAll(Context &context, const Arguments &arguments) {
    ES_ASSIGN(noted, open(context));
    ES_ASSIGN(notes, wanted(*noted.workspace, arguments));
    const std::string text = notesText(notes, formOf(arguments));
    const auto target = arguments.text("--out");
    if (!target) {
        Output &out = context.out();
        ES_TRY(out.write(out.isTerminal() ? safeText(text, LineBreaks::Keep) : text));
        ES_TRY(out.flush());
        return ExitCode::Done;
    }
    ES_TRY(checkOut(context, arguments, *target));
    const auto write = [&](const WriteText &out) -> Result<std::uint64_t> {
        ES_TRY(out(text));
        return notes.size();
    };
    ES_ASSIGN(count, exportToFile(*target, write, context.job()));
    ES_TRY(context.print({{"notes", Value::count(count)}, {"file", Value::text(*target)}}));
    return ExitCode::Done;
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    const std::string act = arguments.textOrEmpty("ACT");
    if (act == "list") return listAll(context, arguments);
    if (act == "export") return exportAll(context, arguments);
    if (!arguments.has("EVENT"))
        return fail(ErrorKind::Invalid, "EVENT is missing", "Say which event: notes " + act + " POSITION");
    return act == "add" ? addOne(context, arguments) : removeOne(context, arguments);
}

} // namespace

Command notesCommand() {
    return {
        .name = "notes",
        .summary = "Lists, adds, removes and exports your notes and bookmarks on events",
        .positionals = {{"ACT", "What to do", true, {"list", "add", "remove", "export"}},
                        {"EVENT", "Its position or its id; for add and remove", false, {}}},
        .options =
            {{"--text", "TEXT", "add: the note, in place of the one before. list, export: only with this in it", {}},
             {"--tag", "TAGS", "add: words to tag it with. list, export: only with all of these", {}},
             {"--bookmark", "", "add: bookmarks the event. list, export: only bookmarks", {}},
             {"--as",
              "FORM",
              "export: without it as the name of the FILE says, else JSON lines",
              {"jsonl", "csv", "markdown"}},
             {"--out", "FILE", "export: where to; the file appears whole or not at all. stdout without it", {}},
             {"--force", "", "export: in the place of what is there", {}}},
        .acts = {{"list", "", "--text --tag --bookmark"},
                 {"add", "EVENT", "--text --tag --bookmark"},
                 {"remove", "EVENT", ""},
                 {"export", "", "--text --tag --bookmark --as --out --force"}},
        .details = "Notes are kept in your data folder ($XDG_DATA_HOME/eventscope or ~/.local/share/eventscope), where "
                   "the window\n"
                   "keeps them, too; never in the store. An event is known by its id: a note stays with it wherever it "
                   "moves.",
        .keys = {"position", "stream", "version", "id", "type", "recordedAt", "bookmarked", "tags[]", "text", "created",
                 "changed", "notes", "file"},
        .examples = {{"--store shop.evdb notes add 48211 --text \"Withdrawn twice\" --tag \"fraud check\"",
                      "What you found out, where you found it"},
                     {"--store shop.evdb notes list --tag fraud", "All events with this tag"},
                     {"--store shop.evdb notes export --out notes.md", "For a report"}},
        .run = run};
}

} // namespace eventscope::cli
