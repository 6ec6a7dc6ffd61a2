// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_ledger.h"

#include "core/base/atomic_file.h"
#include "core/base/private_folder.h"
#include "core/vault/hex.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace eventscope {

namespace {

constexpr std::size_t kBytesMax = std::size_t{1} << 30;
constexpr std::string_view kPurpose = "erasure ledger 1";

/// A line up to its own hash.
std::string textOf(const LedgerEntry &entry, const Hash &previous) {
    const std::string text = print(Json::object({{"n", Json::number(static_cast<std::int64_t>(entry.number))},
                                                 {"at", Json::string(toIso(entry.at))},
                                                 {"act", Json::string(entry.act)},
                                                 {"erasure", Json::string(entry.erasure)},
                                                 {"subject", Json::string(toHex(entry.subject))},
                                                 {"details", entry.details},
                                                 {"previous", Json::string(toHex(previous.bytes))}}));
    return text.substr(0, text.size() - 1);
}

Failure changed(const std::string &path, std::size_t line) {
    return fail(ErrorKind::Corrupt,
                "Line " + std::to_string(line) + " of the ledger of erasures was not written by this vault (" + path +
                    ")",
                "Restore the ledger from a backup; nothing is erased or opened on the word of this one");
}

Failure ioError(const std::string &path) {
    return fail(ErrorKind::Unavailable, "The ledger of erasures cannot be written (" + path + ")",
                "Make room, or allow writing to its folder", std::strerror(errno));
}

/// Puts `line` at `offset`, in place of anything behind that, and waits for the disk.
Result<void> writeAt(const std::string &path, std::uint64_t offset, const std::string &line) {
    if (offset == 0) ES_TRY(makePrivateFolder(std::filesystem::path(path).parent_path()));
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return ioError(path);
    const bool isWritten =
        ::ftruncate(file, static_cast<off_t>(offset)) == 0 &&
        ::pwrite(file, line.data(), line.size(), static_cast<off_t>(offset)) == static_cast<ssize_t>(line.size()) &&
        ::fsync(file) == 0;
    const int problem = errno;
    ::close(file);
    errno = problem;
    if (!isWritten) return ioError(path);
    if (offset == 0) syncFolderOf(path);
    return {};
}

} // namespace

std::vector<std::string> LedgerEntry::texts(std::string_view member) const {
    const Json list = details.member(member);
    std::vector<std::string> all;
    for (const auto &[key, value] : list.children())
        all.emplace_back(value.token());
    return all;
}

Result<ErasureLedger> ErasureLedger::open(std::string path, KeyVault &vault) {
    ErasureLedger ledger(std::move(path), vault);
    ES_ASSIGN(known, vault.ledgerMark());
    ES_TRY(ledger.read(known.lines));
    ES_TRY(ledger.checkMark());
    if (known != ledger.mark()) ES_TRY(vault.noteLedger(ledger.mark()));
    return ledger;
}

Result<ErasureLedger> ErasureLedger::openCopy(std::string path, KeyVault &vault) {
    ErasureLedger ledger(std::move(path), vault);
    ES_TRY(ledger.read(std::nullopt));
    ledger.m_isCopy = true;
    return ledger;
}

Result<ErasureLedger> ErasureLedger::openDespiteLoss(std::string path, KeyVault &vault, Time at) {
    ES_ASSIGN(ledger, openCopy(std::move(path), vault));
    if (const auto whole = ledger.checkMark(); whole)
        return fail(ErrorKind::Refused, "The ledger of erasures has lost nothing", "Nothing was changed");
    ES_ASSIGN(known, vault.ledgerMark());
    const std::size_t there = ledger.m_entries.size();
    ledger.m_isCopy = false;
    ES_TRY(ledger.add(at, acts::kLinesLost, {}, {},
                      Json::object({{"known", Json::number(static_cast<std::int64_t>(known.lines))},
                                    {"knownHash", Json::string(toHex(known.last.bytes))},
                                    {"there", Json::number(static_cast<std::int64_t>(there))}})));
    return ledger;
}

ErasureLedger ErasureLedger::rehearsal() const {
    ErasureLedger ledger = *this;
    ledger.m_isRehearsal = true;
    return ledger;
}

LedgerMark ErasureLedger::mark() const {
    return m_entries.empty() ? LedgerMark() : LedgerMark{m_entries.size(), m_entries.back().hash};
}

Result<void> ErasureLedger::checkMark() const {
    ES_ASSIGN(known, m_vault->ledgerMark());
    if (known.lines == 0) return {};
    const std::string restore =
        "Put back its newest copy (privacy ledger export makes them) at that place. Without one, privacy ledger accept "
        "goes on with what is there and says so in it";
    if (m_entries.empty()) {
        return fail(ErrorKind::Corrupt,
                    "The ledger of erasures is missing (" + m_path + "): the vault knows of " +
                        std::to_string(known.lines) + " lines",
                    restore);
    }
    if (m_entries.size() < known.lines) {
        return fail(ErrorKind::Corrupt,
                    "The ledger of erasures has lost lines (" + m_path + "): it has " +
                        std::to_string(m_entries.size()) + ", the vault knows of " + std::to_string(known.lines),
                    restore);
    }
    if (m_entries[known.lines - 1].hash == known.last) return {};
    return fail(ErrorKind::Corrupt,
                "The ledger of erasures is another one than the vault has written to (" + m_path + "), from line " +
                    std::to_string(known.lines) + " at the latest",
                restore);
}

Result<void> ErasureLedger::read(std::optional<std::uint64_t> knownLines) {
    const auto text = readFile(m_path, kBytesMax);
    if (!text && text.error().kind == ErrorKind::NotFound) return {};
    if (!text) return fail(text.error());
    for (std::size_t begin = 0; begin < text->size();) {
        const auto end = text->find('\n', begin);
        if (end == std::string::npos) return {}; // cut off
        const std::string_view line = std::string_view(*text).substr(begin, end - begin);
        auto taken = take(line);
        if (!taken && taken.error().kind == ErrorKind::Corrupt && isTorn(line, knownLines)) return {};
        ES_TRY(taken);
        begin = end + 1;
        m_bytes = begin;
    }
    return {};
}

/// Of the line behind those that the vault knows of some sectors may have come to the disk, its end too, and others
/// not, when the power went. A vault that knows of none may be another one: there zeros must tell it.
bool ErasureLedger::isTorn(std::string_view line, std::optional<std::uint64_t> knownLines) const {
    return m_entries.size() == knownLines && (!m_entries.empty() || line.find('\0') != std::string_view::npos);
}

Result<void> ErasureLedger::take(std::string_view line) {
    const std::size_t number = m_entries.size() + 1;
    const auto document = Json::parse(line);
    if (!document || !document->isObject()) return changed(m_path, number);
    LedgerEntry entry;
    entry.number = number;
    const auto at = parseTime(document->member("at").token());
    if (!at || !takeHex(document->member("subject").token(), entry.subject)) return changed(m_path, number);
    entry.at = *at;
    entry.act = document->member("act").token();
    entry.erasure = document->member("erasure").token();
    entry.details = document->member("details");
    ES_ASSIGN(whole, lineOf(entry));
    if (line != whole) return changed(m_path, number);
    m_entries.push_back(std::move(entry));
    return {};
}

Result<std::string> ErasureLedger::lineOf(LedgerEntry &entry) const {
    const std::string text = textOf(entry, m_entries.empty() ? Hash() : m_entries.back().hash);
    entry.hash = hashOf(text);
    ES_ASSIGN(mac, m_vault->authenticate(kPurpose, text));
    return text + ",\"hash\":\"" + toHex(entry.hash.bytes) + "\",\"mac\":\"" + toHex(mac.bytes) + "\"}";
}

Result<std::uint64_t> ErasureLedger::add(Time at, const std::string &act, const std::string &erasure,
                                         const SubjectBinding &subject, const Json &details) {
    if (m_isCopy) return fail(ErrorKind::Refused, "Nothing is added to a copy of the ledger (" + m_path + ")");
    LedgerEntry entry{m_entries.size() + 1, at, act, erasure, subject, details, {}};
    ES_ASSIGN(line, lineOf(entry));
    if (m_isRehearsal) {
        m_entries.push_back(std::move(entry));
        return m_entries.back().number;
    }
    line += '\n';
    ES_TRY(writeAt(m_path, m_bytes, line));
    m_bytes += line.size();
    m_entries.push_back(std::move(entry));
    // Where this fails, or never comes, the ledger is a line ahead of the vault, which is told when it is opened next.
    ES_TRY(m_vault->noteLedger(mark()));
    return m_entries.back().number;
}

std::vector<LedgerEntry> ErasureLedger::entriesOf(std::string_view erasure) const {
    std::vector<LedgerEntry> found;
    std::ranges::copy_if(m_entries, std::back_inserter(found),
                         [&](const LedgerEntry &entry) { return entry.erasure == erasure; });
    return found;
}

const LedgerEntry *ErasureLedger::find(std::string_view erasure, std::string_view act) const {
    const auto found = std::ranges::find_if(
        m_entries, [&](const LedgerEntry &entry) { return entry.erasure == erasure && entry.act == act; });
    return found == m_entries.end() ? nullptr : &*found;
}

namespace {

/// A key that was destroyed in the present epoch: what wrapped it is still there. Of an earlier process, too, that was
/// cut off in between.
Result<bool> isRotationDue(const ErasureLedger &ledger, const KeyVault &vault) {
    for (const LedgerEntry &entry : ledger.entries()) {
        if (entry.act != acts::kDestroyed) continue;
        ES_ASSIGN(rows, vault.keysOf(entry.subject));
        const auto isOfEpoch = [&](const KeyRow &row) {
            return row.state == KeyState::Destroyed && row.erasure == entry.erasure && row.epoch == vault.epoch();
        };
        if (std::ranges::any_of(rows, isOfEpoch)) return true;
    }
    return false;
}

} // namespace

Result<std::size_t> eraseAgain(const ErasureLedger &ledger, KeyVault &vault) {
    std::size_t again = 0;
    for (const LedgerEntry &entry : ledger.entries()) {
        if (entry.act != acts::kFenced) continue;
        std::vector<KeyId> keys;
        for (const std::string &text : entry.texts("keys")) {
            KeyId key;
            if (takeHex(text, key)) keys.push_back(key);
        }
        const LedgerEntry *requested = ledger.find(entry.erasure, acts::kRequested);
        const auto purposes = requested ? requested->texts("purposes") : std::vector<std::string>();
        // One that was cut off in between goes on when it is asked for; nothing of it is readable until then.
        const LedgerEntry *destroyed = ledger.find(entry.erasure, acts::kDestroyed);
        if (!destroyed) {
            ES_TRY(vault.fenceAgain(keys, entry.subject, purposes, entry.erasure));
            continue;
        }
        ES_ASSIGN(gone, vault.destroyAgain(keys, entry.subject, purposes, entry.erasure, destroyed->at));
        again += gone;
    }
    ES_ASSIGN(isDue, isRotationDue(ledger, vault));
    if (isDue) ES_TRY(vault.rotate()); // what older files hold is of no use then
    return again;
}

} // namespace eventscope
