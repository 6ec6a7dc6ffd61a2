// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/commands.h"
#include "app/cli/privacy_acts.h"

#include <algorithm>
#include <array>

namespace eventscope::cli {

namespace {

struct Act {
    const char *name;
    Result<ExitCode> (*run)(Context &, const Arguments &);
};
constexpr std::array<Act, 23> kActs{{{"init", &makeVault},
                                     {"status", &showVault},
                                     {"passphrase", &changePassphrase},
                                     {"unlock", &unlockVault},
                                     {"lock", &lockVault},
                                     {"find", &findPerson},
                                     {"access", &reportAccess},
                                     {"due", &listDueData},
                                     {"plan", &planPersonsErasure},
                                     {"notice", &writeNotice},
                                     {"erase", &erasePerson},
                                     {"verify", &verifyPersonsErasure},
                                     {"report", &reportErasure},
                                     {"ledger", &serveLedger},
                                     {"hold", &holdPerson},
                                     {"allow", &allowPerson},
                                     {"retire", &retirePersonsKeys},
                                     {"backup", &backUpStoresVault},
                                     {"backup-destroyed", &noteThatBackupIsDestroyed},
                                     {"escrow-key", &makeEscrowKeyFiles},
                                     {"restore", &restoreStoresVault},
                                     {"transform", &transformPersonsStream},
                                     {"tombstone", &appendTombstone}}};

std::vector<std::string> actNames() {
    std::vector<std::string> names;
    for (const Act &act : kActs)
        names.emplace_back(act.name);
    return names;
}

Result<ExitCode> run(Context &context, const Arguments &arguments) {
    const std::string wanted = arguments.textOrEmpty("ACT");
    const auto act = std::ranges::find_if(kActs, [&](const Act &each) { return each.name == wanted; });
    return act->run(context, arguments);
}

} // namespace

Command privacyCommand() {
    return {
        .name = "privacy",
        .summary = "Seals personal data with a key for each person, finds it, and erases it by destroying the key",
        .positionals =
            {{"ACT", "What to do", true, actNames()},
             {"WORD",
              "find, access, plan, notice, erase, allow, retire: the person's id. verify: the erasure's id and the "
              "person's. "
              "report: "
              "the erasure's id. hold: add ID, remove NUMBER or list. transform, tombstone: the stream. ledger: list, "
              "export, verify or accept. backup-destroyed: the backup's number. restore: the backup's file",
              false,
              {},
              true}},
        .options =
            {{"--keyring",
              "",
              "init, passphrase: the vault opens with its passphrase and this computer's keyring together",
              {}},
             {"--no-keyring", "", "passphrase: it opens with the passphrase alone from now on", {}},
             {"--alias",
              "ID",
              "find, access, plan, notice, erase --plan: another id of the same person; several times",
              {},
              false,
              true},
             {"--literals-file",
              "F",
              "find, access, plan, notice, erase, verify, transform: texts to look for in clear, one a line: names, "
              "addresses. "
              "They are "
              "not kept anywhere. erase and verify --write take those of 4 bytes or more",
              {}},
             {"--literal", "TEXT", "The same as an argument, which others can see: for tests", {}, false, true},
             {"--purpose",
              "P",
              "plan, erase, allow, retire, hold add: only what is kept for it; several times",
              {},
              false,
              true},
             {"--id",
              "ID",
              "erase, transform: the id of it, such as E-17; the same one goes on with what was begun. transform with "
              "this alone: how it stands",
              {}},
             {"--reason",
              "TEXT",
              "erase, transform: the legal ground. hold add, allow, retire: why, and they need it. backup-destroyed: "
              "how, or why. It is "
              "kept: no names",
              {}},
             {"--by",
              "WHO",
              "erase, transform, allow, retire: the role or number of who decided; erase, allow and retire need it. "
              "access, backup: of who makes it. "
              "backup-destroyed: of who answers for it",
              {}},
             {"--second", "WHO", "erase: of the second one who did", {}},
             {"--case", "NUMBER", "erase, notice: of your own files", {}},
             {"--received", "TIME", "erase: when the person asked for it", {}},
             {"--due", "TIME", "erase: until when; a month after --received without it", {}},
             {"--plan", "DIGEST", "erase: only what this plan said, which privacy plan prints", {}},
             {"--even-unknown", "", "erase: also who is not known, so that no key is ever made for them", {}},
             {"--for", "TEXT", "access: whom it is for, a role or number. It is kept: no names", {}},
             {"--authority", "TEXT", "hold add: who wants it, a court or a law. It is kept: no names", {}},
             {"--everybody", "", "hold add: of whomever, without an id", {}},
             {"--until", "TIME", "hold add: when it ends by itself", {}},
             {"--as", "FORM", "report: without it what the name of the file means, else JSON", {"html", "pdf", "json"}},
             {"--out",
              "FILE",
              "access, notice, report, backup, escrow-key, ledger export: where to; the file appears whole or not at "
              "all",
              {}},
             {"--escrow-to",
              "F",
              "backup: the public half of an escrow key, which it is sealed to instead of a passphrase",
              {}},
             {"--escrow-key", "F", "restore: the secret half of the escrow key that the backup is sealed to", {}},
             {"--expires", "DAY", "backup: the last day of it; an erasure says so until then", {}},
             {"--force",
              "",
              "access, notice, report, backup, restore, ledger export: in the place of what is there",
              {}},
             {"--check", "FILE", "report: whether this one is genuine", {}},
             {"--file", "F", "ledger verify: a copy, instead of the ledger in use", {}},
             {"--rules", "F", "transform: what becomes of which value (transformation-rules.schema.json)", {}},
             {"--apply", "", "transform: makes the copy; without it nothing is written", {}},
             {"--remove-source", "", "transform: removes the stream for good, once its copy is verified", {}},
             {"--null-unreadable", "", "transform: what cannot be read and has no rule becomes null", {}},
             {"--anonymous-because", "TEXT", "transform: why the copy is no personal data any more", {}},
             {"--secret-file", "F", "transform: what makes pseudonyms, where there is no vault; keep it", {}},
             {"--type", "T", "tombstone: the type of the event, such as CandidateAnonymized", {}},
             {"--data", "JSON", "tombstone: its payload; {} without it", {}},
             {"--yes",
              "",
              "erase, allow, transform, tombstone, restore, ledger accept: does not ask for a word to be typed",
              {}}},
        .acts = {{"init", "", "--keyring"},
                 {"status", "", ""},
                 {"passphrase", "", "--keyring --no-keyring"},
                 {"unlock", "", ""},
                 {"lock", "", ""},
                 {"find", "ID", "--alias --literal --literals-file"},
                 {"access", "ID", "--alias --literal --literals-file --out --for --by --force"},
                 {"due", "", ""},
                 {"plan", "ID", "--alias --literal --literals-file --purpose"},
                 {"notice", "ID", "--alias --literal --literals-file --case --out --force"},
                 {"erase", "ID",
                  "--id --reason --by --second --case --received --due --purpose --alias --literal --literals-file "
                  "--plan --even-unknown --yes"},
                 {"verify", "ERASURE ID", "--literal --literals-file"},
                 {"report", "ERASURE", "--as --out --force --check"},
                 {"ledger", "", ""},
                 {"ledger list", "", ""},
                 {"ledger export", "", "--out --force"},
                 {"ledger verify", "", "--file"},
                 {"ledger accept", "", "--yes"},
                 {"allow", "ID", "--purpose --reason --by --yes"},
                 {"retire", "ID", "--purpose --reason --by"},
                 {"hold add", "[ID]", "--reason --authority --purpose --everybody --until"},
                 {"hold remove", "NUMBER", ""},
                 {"hold list", "", ""},
                 {"backup", "", "--out --escrow-to --expires --by --force"},
                 {"backup-destroyed", "NUMBER", "--reason --by"},
                 {"escrow-key", "", "--out"},
                 {"restore", "FILE", "--escrow-key --force --yes"},
                 {"transform", "STREAM",
                  "--rules --id --apply --remove-source --reason --by --anonymous-because --null-unreadable "
                  "--secret-file --literal --literals-file --yes"},
                 {"tombstone", "STREAM", "--type --data --yes"}},
        .details =
            "init makes the vault of a store: a file with a key for each person, which a passphrase of 12 "
            "characters or more opens. From then on the values that the privacy policy of its domain pack names "
            "are sealed when they are appended or imported (without a vault they are written in clear, which is said); "
            "with --write it makes the store, too, where there is none. They are opened when they are read, as far as "
            "the vault can be unlocked. Where it cannot, or a key is not there, the value is "
            "{\"$protected\":\"locked\"}, "
            "\"shredded\", \"keyUnknown\", \"tampered\" or \"unsupported\".\n"
            "status says what the vault holds, how often an erasure has destroyed keys in it, and which erasures are "
            "open; exit code 1 where some are, or where the ledger tells of more erasures than the vault has seen. "
            "passphrase gives it another one: copies of the vault from before still open with the old one.\n"
            "unlock asks for the passphrase once and keeps it in the desktop's keyring until the session ends, or "
            "lock. With no keyring it says so, and the passphrase is asked for each time. init --keyring makes a "
            "vault that wants the keyring's secret beside the passphrase, a new one after each erasure, so that "
            "old copies of it stay shut.\n"
            "Without its vault and passphrase sealed data is lost: backup makes a copy under a passphrase of its "
            "own, which is entered in the ledger with the day on which it --expires; without --out it lists them. "
            "No erasure reaches one: each says until when it contains destroyed keys. backup-destroyed enters in the "
            "ledger that somebody has destroyed one, and every copy of it, so that nobody is reminded of it any more; "
            "it is refused while the file is still at its place. restore makes a vault of a "
            "backup, under a passphrase of 12 characters or more: of the file that EVENTSCOPE_NEW_PASSPHRASE_FILE "
            "names, "
            "else of EVENTSCOPE_PASSPHRASE_FILE; what was erased since is erased again before the first key is given.\n"
            "escrow-key makes a pair of keys for the day on which a passphrase is lost: the secret half in FILE, under "
            "a passphrase of 12 characters or more, to be kept offline, and the public one in FILE.pub. backup "
            "--escrow-to FILE.pub seals a backup to it without any passphrase, and restore --escrow-key FILE opens it. "
            "Such a copy is in the register like any other: plan, report and backup call it an escrow copy.\n"
            "find tells every place that is about a person, and why: sealed for them (envelope), theirs by the "
            "policy but in clear (policy), their id (identifier), or one of the texts (literal).\n"
            "due lists what is kept although its period is over, by person and purpose, where the privacy policy "
            "gives the purpose one (\"keep\": \"P2Y\", in years, months, weeks and days): when the last event was "
            "that holds something of theirs for it, since when it is due, how many values that is, sealed and in "
            "clear, and whether a legal hold keeps it. Nothing is erased by it; exit code 1 where something is due "
            "that is not held.\n"
            "plan says what an erasure would do and what it could not. Exit code 1 of plan says that something stays "
            "or "
            "forbids it: values in clear or out of reach, or a legal hold. erase, with --write, destroys the keys: "
            "there is no way back. It deletes snapshots of streams that hold something of theirs and redacts dead "
            "letters that may tell of them: both are made again of what was erased. Streams that bear their id are "
            "closed with the event that the policy names (\"tombstones\"), if it does. It ends COMPLETE, or INCOMPLETE "
            "(exit code 1) with what is open; after a crash "
            "the same command goes on, and an error says how far it has come. Of whom nothing is known is not erased "
            "without --even-unknown: most likely "
            "the id was mistyped. What would be refused is refused before the confirmation is asked for.\n"
            "Each id of a person is erased by itself. Values in clear are not erased by it, and it says so. "
            "verify looks again: without --write it only looks, and nothing of it is recorded; with it, what is "
            "missing is made good and the ledger says what was found. Both say of each check what came of it; one that "
            "was not performed never reads as passed: only the run that destroys the keys can look for them in files, "
            "and texts are looked for "
            "when they are given.\n"
            "Somebody who was erased and comes back gets no key by themselves: allow makes new ones, and enters "
            "in the ledger who decided it and why; what was erased stays so.\n"
            "retire has what is appended about a person from now on sealed with new keys, such as after a copy of the "
            "vault came into other hands. What was sealed before opens with the old ones, which are not used for "
            "anything new; an erasure destroys both. Programs from before this act refuse a vault with such a key. "
            "The ledger keeps the decision; repeating it changes nothing.\n"
            "The ledger of erasures and holds lies in your data folder: keep copies of it (ledger export) apart "
            "from those of the vault; ledger verify checks one. The vault knows how long the ledger is: while "
            "lines are missing nothing is opened. Put a copy back; without one, ledger accept goes on and says so "
            "in it.\n"
            "report says what an erasure did, found and left, from the ledger alone, without anything of the "
            "person.\n"
            "access makes what a person may ask for: everything find finds, opened, others masked, as JSON lines, "
            "HTML and PDF in a ZIP with AES-256, which needs a passphrase of 12 characters or more. It is entered "
            "in the ledger, so that an erasure deletes it where it still lies as it was made.\n"
            "transform shows what rules would make of a stream: every value before and after, what stands in the "
            "way (exit code 1), what may still tell a person, and which projections would refuse events of the copy, "
            "such as those that lack a member which a rule removes. --apply copies it to STREAM~tID, event by "
            "event, each with the id of its source, seals what the policy names anew for the same person, "
            "verifies the copy without the code that made it, and only then closes it in the stream "
            "transformation-ID. Until the source is removed projections over its category see both. "
            "--remove-source, with the same rules and id, verifies again and removes the stream and its snapshots "
            "from a store of ours; of another program's store it says what is to be done there. It is INCOMPLETE "
            "(exit code 1) while a read model keeps something of it, or a file a text that was given: rebuild what it "
            "names (projections rebuild NAME --drop-old) and repeat it, which removes nothing twice and looks anew. In "
            "PostgreSQL the write-ahead log, replicas and base backups still hold it. With --id and no rules transform "
            "says how it stands.\n"
            "tombstone appends an event that says that a stream is not to be used any more: its older events "
            "still hold the data.",
        .keys = {"backups[]",   "expires",        "warning",     "erasures[]", "epoch",
                 "file",        "masked",         "bytes",       "hash",       "export",
                 "exports[]",   "genuine",        "current",     "entries",    "standing",
                 "problem",     "vault",          "id",          "store",      "unlockBy",
                 "place",       "reason",         "state",       "pointer",    "purpose",
                 "stream",      "version",        "position",    "event",      "type",
                 "recordedAt",  "model",          "key",         "subject",    "keys",
                 "values",      "events",         "streams",     "snapshots",  "rows",
                 "inClear",     "identifiers",    "holds[]",     "erasureId",  "open[]",
                 "checks[]",    "number",         "at",          "act",        "erasure",
                 "details",     "target",         "changed",     "sealed",     "personalInClear",
                 "untouched",   "excluded",       "unknown[]",   "problems[]", "literals[]",
                 "warnings[]",  "places[]",       "before",      "after",      "transformation",
                 "appended",    "identical",      "copyIs",      "removed",    "removedSnapshots",
                 "remaining[]", "instructions[]", "olderEvents", "purposes[]", "people",
                 "damagedKeys", "complete",       "holds",       "erasures",   "outOfReach",
                 "deadLetters", "recipients[]",   "plan",        "last",       "since",
                 "held",        "tombstones[]",   "escrow",      "public",     "recipient",
                 "refused[]",   "files[]",        "steps[]",     "by",         "sourceRemoved"},
        .examples =
            {{"--store shop.evdb --domain shop-pack privacy init", "Asks for a new passphrase"},
             {"--store shop.evdb privacy find 51f0 --literals-file names.txt", "Where is this person?"},
             {"--store shop.evdb privacy due", "Whose data is kept for too long?"},
             {"--store shop.evdb privacy plan 51f0", "What would be erased, and what not"},
             {"--store shop.evdb --write privacy erase 51f0 --id E-17 --reason Art17-1a --by dpo",
              "Asks for the id once more"},
             {"--store shop.evdb privacy report E-17 --out E-17.pdf", "What was done, for your files"},
             {"--store shop.evdb privacy access 51f0 --out answer.zip --for \"the person\"",
              "Asks for a passphrase twice"},
             {"--store shop.evdb privacy backup --out shop.vault-backup --expires 2027-01-31",
              "Asks for a passphrase for it, twice"},
             {"privacy escrow-key --out escrow.key", "Keep escrow.key offline; escrow.key.pub is for everybody"},
             {"--store shop.evdb privacy backup --out shop.escrow --escrow-to escrow.key.pub",
              "Asks for no passphrase"},
             {"--store shop.evdb privacy backup-destroyed 12 --reason \"tape shredded\" --by operations",
              "Nobody is reminded of that backup any more"},
             {"--store shop.evdb privacy hold add 51f0 --reason \"court order\"", "Forbids it until released"},
             {"--store shop.evdb privacy allow 51f0 --reason \"new contract\" --by dpo", "They have come back"},
             {"--store shop.evdb privacy retire 51f0 --reason \"a copy was lost\" --by dpo",
              "New keys for what comes; the old ones still open"},
             {"--store shop.evdb privacy transform candidate-51f0 --rules rules.json",
              "What would become of each value"},
             {"--store shop.evdb --write privacy transform candidate-51f0 --rules rules.json --id T-4 --apply",
              "The copy, verified"},
             {"--store shop.evdb --write privacy tombstone candidate-51f0 --type CandidateAnonymized --data '{}'",
              "Says that it is not to be used any more"}},
        .run = run};
}

} // namespace eventscope::cli
