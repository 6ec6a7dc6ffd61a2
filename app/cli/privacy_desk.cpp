// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/privacy_desk.h"

#include "app/cli/domain.h"
#include "app/cli/output_target.h"
#include "app/cli/terminal.h"
#include "core/base/atomic_file.h"
#include "core/base/text.h"
#include "core/privacy/backup_reminder.h"

#include <algorithm>
#include <charconv>

namespace eventscope::cli {

namespace {

constexpr std::size_t kLiteralsBytesMax = 1u << 20;

Result<std::vector<std::string>> linesOf(const std::string &path) {
    ES_ASSIGN(text, readFile(path, kLiteralsBytesMax));
    static constexpr std::string_view kMark = "\xef\xbb\xbf";
    if (text.starts_with(kMark)) text.erase(0, kMark.size());
    if (!isUtf8(text) || text.find('\0') != std::string::npos)
        return fail(ErrorKind::Invalid, path + " is no text in UTF-8", "Save it as UTF-8");
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        if (line.ends_with('\r')) line.pop_back();
        if (!line.empty()) lines.push_back(std::move(line));
        begin = end + 1;
    }
    return lines;
}

Result<StoreProtection> protectionOf(Context &context, const EventStore &store) {
    ES_ASSIGN(pack, packOf(context, store.info()));
    ES_ASSIGN(vault, context.vaultOf(store));
    return StoreProtection{store.info().identity.id, vault, std::move(pack.privacy)};
}

/// A store that was restored from before an erasure.
Result<void> noteMissingEvidence(Context &context, const EventStore &store, const PrivacyDesk &desk) {
    if (!desk.ledger) return {};
    ES_ASSIGN(missing, missingEvidence(store, *desk.ledger, context.job()));
    for (const std::string &erasure : missing)
        context.notes().note("The store does not tell of the erasure " + safeText(erasure, LineBreaks::Escape) +
                             ": it is a copy from before. The next privacy erase or verify puts its evidence back");
    return {};
}

} // namespace

Result<PrivacyDesk> openDesk(Context &context, const EventStore &store) {
    ES_ASSIGN(protection, protectionOf(context, store));
    ES_ASSIGN(access, context.access());
    ES_ASSIGN(desk, openPrivacyDesk(store, access, std::move(protection), context.job()));
    ES_TRY(noteMissingEvidence(context, store, desk));
    return desk;
}

Result<PrivacyDesk> openDeskWithVault(Context &context, const EventStore &store) {
    ES_ASSIGN(protection, protectionOf(context, store));
    ES_ASSIGN(access, context.access());
    ES_ASSIGN(desk, openErasureDesk(store, access, std::move(protection), context.job()));
    ES_TRY(noteMissingEvidence(context, store, desk));
    return desk;
}

Result<PrivacyDesk> openDeskWithLedger(Context &context, const EventStore &store) {
    ES_ASSIGN(protection, protectionOf(context, store));
    ES_ASSIGN(access, context.access());
    ES_ASSIGN(desk, openLedgerDesk(store, access, std::move(protection), context.job()));
    ES_TRY(noteMissingEvidence(context, store, desk));
    return desk;
}

Result<void> noteBackups(Context &context, const PrivacyDesk &desk) {
    ES_ASSIGN(reminder, backupReminder(*desk.ledger, *desk.vault, context.clock().now(), context.job()));
    if (reminder.isAny()) context.notes().note(reminderText(reminder));
    return {};
}

Result<void> checkTarget(Context &context, const Arguments &arguments, const PrivacyDesk &desk,
                         const std::string &path) {
    return checkOut(context, arguments, path, desk.protection.vault->path());
}

Result<std::optional<std::string>> writeWhereAsked(Context &context, const Arguments &arguments,
                                                   const PrivacyDesk &desk, const std::string &text) {
    const auto target = arguments.text("--out");
    if (!target) {
        ES_TRY(context.out().write(text));
        ES_TRY(context.out().flush());
        return std::optional<std::string>();
    }
    ES_TRY(checkTarget(context, arguments, desk, *target));
    ES_ASSIGN(file, AtomicFile::create(*target, AtomicFile::Readers::Owner));
    ES_TRY(file.write(text));
    ES_TRY(file.commit());
    return std::optional<std::string>(*target);
}

Result<SubjectWanted> personOf(Context &context, const Arguments &arguments, const std::string &subject) {
    SubjectWanted wanted;
    wanted.subject = {subject};
    for (const std::string &alias : arguments.texts("--alias"))
        wanted.aliases.push_back({alias});
    wanted.literals = arguments.texts("--literal");
    if (!wanted.literals.empty())
        context.notes().note("Others can see what --literal says, in the list of processes; use --literals-file");
    const auto isEmpty = [](const std::string &text) { return text.empty(); };
    if (std::ranges::any_of(wanted.literals, isEmpty))
        return fail(ErrorKind::Invalid, "--literal is empty", "Say which text is to be looked for, or leave it out");
    if (const auto file = arguments.text("--literals-file")) {
        ES_ASSIGN(lines, linesOf(*file));
        if (lines.empty())
            return fail(ErrorKind::Invalid, *file + " holds no text", "Write those to look for, one a line");
        wanted.literals.insert(wanted.literals.end(), lines.begin(), lines.end());
    }
    return wanted;
}

void noteNotKnown(Context &context) {
    context.notes().note(
        "Nothing is known of this person: no key, no event, no row. Check the id (letters, case, spaces)");
}

Result<void> confirmAct(Context &context, const Arguments &arguments, const std::string &what,
                        const std::string &word) {
    if (arguments.has("--yes")) return {};
    if (!context.mayAsk())
        return fail(ErrorKind::Refused, "It needs a confirmation: " + what, "Add --yes if that is what you mean");
    const std::string shown = safeText(word, LineBreaks::Escape);
    ES_ASSIGN(typed, askAtTerminal(what + ".\nType " + shown + " to go on, anything else to stop: ", Echo::Yes,
                                   context.job().stop));
    if (typed.view() == word) return {};
    return fail(ErrorKind::Refused, "Not confirmed. Nothing was changed");
}

Result<std::string> wordOf(const Arguments &arguments, std::size_t index, const std::string &what) {
    const auto words = arguments.texts("WORD");
    if (index < words.size() && !words[index].empty()) return words[index];
    return fail(ErrorKind::Invalid, what + " is missing", "See: help privacy");
}

Result<std::uint64_t> numberOf(const Arguments &arguments, std::size_t index, const std::string &thing,
                               const char *hint) {
    ES_ASSIGN(text, wordOf(arguments, index, "The " + thing + "'s number"));
    std::uint64_t number = 0;
    const char *end = text.data() + text.size();
    if (const auto read = std::from_chars(text.data(), end, number); read.ec == std::errc{} && read.ptr == end)
        return number;
    return fail(ErrorKind::Invalid, "\"" + text + "\" is no number of a " + thing, hint);
}

} // namespace eventscope::cli
