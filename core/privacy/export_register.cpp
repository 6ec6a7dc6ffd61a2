// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/export_register.h"

#include "core/base/atomic_file.h"
#include "core/privacy/file_register.h"
#include "core/privacy/ledger_details.h"
#include "core/vault/hex.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace eventscope {

namespace {

constexpr std::string_view kPathPurpose = "export path 1";
constexpr std::array<std::string_view, 6> kStates{"there",          "changed", "overwritten", "not at its place",
                                                  "cannot be read", "deleted"};

std::uint64_t fileOf(const LedgerEntry &exported) {
    const std::uint64_t first = countIn(exported.details, "file");
    return first == 0 ? exported.number : first;
}

/// An erasure was about to, and is not known to have failed.
bool isBeingDeleted(const ErasureLedger &ledger, std::uint64_t file) {
    bool isDeleting = false;
    for (const LedgerEntry &entry : ledger.entries())
        if ((entry.act == acts::kDeleting || entry.act == acts::kNotDeleted) && countIn(entry.details, "file") == file)
            isDeleting = entry.act == acts::kDeleting;
    return isDeleting;
}

Result<void> noteDeleting(ErasureLedger &ledger, Time at, const char *act, const std::string &erasure,
                          const RegisteredExport &made) {
    ES_TRY(ledger.add(at, act, erasure, made.subject,
                      Json::object({{"export", countJson(made.number)}, {"file", countJson(made.file)}})));
    return {};
}

/// An open file that is no link and nothing but a file.
class PlainFile {
  public:
    explicit PlainFile(const std::string &path)
        : m_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)), m_problem(errno) {
        if (m_fd >= 0 && (::fstat(m_fd, &m_what) != 0 || !S_ISREG(m_what.st_mode))) {
            ::close(m_fd);
            m_fd = -1;
            m_problem = EINVAL;
        }
    }
    PlainFile(const PlainFile &) = delete;
    PlainFile &operator=(const PlainFile &) = delete;
    ~PlainFile() {
        if (m_fd >= 0) ::close(m_fd);
    }

    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] int problem() const { return m_problem; }
    [[nodiscard]] bool isStillAt(const std::string &path) const {
        struct stat there {};
        return ::lstat(path.c_str(), &there) == 0 && there.st_dev == m_what.st_dev && there.st_ino == m_what.st_ino;
    }
    [[nodiscard]] Result<Hash> hash(const std::string &path, const JobControl &job) const {
        Hasher hasher;
        std::array<char, 1 << 16> block;
        while (true) {
            if (job.stopRequested()) return cancelled();
            const ssize_t got = ::read(m_fd, block.data(), block.size());
            if (got < 0) return fail(ErrorKind::Unavailable, "Cannot read " + path, {}, std::strerror(errno));
            if (got == 0) return hasher.finish();
            hasher.add(std::string_view(block.data(), static_cast<std::size_t>(got)));
        }
    }

  private:
    int m_fd;
    int m_problem;
    struct stat m_what {};
};

Result<ExportState> lookAt(const ErasureLedger &ledger, const RegisteredExport &made, const PlainFile &file,
                           const JobControl &job) {
    if (!file.isOpen()) {
        if (file.problem() != ENOENT && file.problem() != ENOTDIR) return ExportState::Unreadable;
        return isBeingDeleted(ledger, made.file) ? ExportState::Deleted : ExportState::Gone;
    }
    const auto hash = file.hash(made.path, job);
    if (!hash && hash.error().kind == ErrorKind::Cancelled) return fail(hash.error());
    if (!hash) return ExportState::Unreadable;
    if (*hash == made.hash) return ExportState::There;
    return isLaterOne(ledger, acts::kExported, made.number, made.place, *hash) ? ExportState::Overwritten
                                                                               : ExportState::Changed;
}

} // namespace

std::string_view name(ExportState state) { return kStates[static_cast<std::size_t>(state)]; }

bool isOpen(ExportState state) {
    return state == ExportState::There || state == ExportState::Changed || state == ExportState::Unreadable;
}

Result<std::uint64_t> registerExport(ErasureLedger &ledger, const KeyVault &vault, Time at,
                                     std::span<const SubjectBinding> subjects, const RegisteredExport &made) {
    ES_ASSIGN(path, vault.sealText(kPathPurpose, made.path));
    ES_ASSIGN(place, placeOf(vault, made.path));
    std::uint64_t first = 0;
    for (const SubjectBinding &subject : subjects) {
        std::vector<Json::Member> members{{"kind", Json::string(made.kind)},
                                          {"by", Json::string(made.by)},
                                          {"for", Json::string(made.receiver)},
                                          {"path", Json::string(path)},
                                          {"place", Json::string(place)},
                                          {"bytes", countJson(made.bytes)},
                                          {"hash", Json::string(toHex(made.hash.bytes))}};
        if (!made.reason.empty()) members.push_back({"reason", Json::string(made.reason)});
        if (first != 0) members.push_back({"file", countJson(first)});
        ES_ASSIGN(line, ledger.add(at, acts::kExported, {}, subject, Json::object(std::move(members))));
        if (first == 0) first = line;
    }
    return first;
}

Result<void> withdrawExport(ErasureLedger &ledger, Time at, std::uint64_t file) {
    const std::size_t lines = ledger.entries().size();
    for (std::size_t line = file - 1; line < lines; ++line) {
        const LedgerEntry entry = ledger.entries()[line];
        if (entry.act != acts::kExported || fileOf(entry) != file) continue;
        ES_TRY(
            ledger.add(at, acts::kWithdrawn, {}, entry.subject, Json::object({{"export", countJson(entry.number)}})));
    }
    return {};
}

Result<std::vector<RegisteredExport>> exportsOf(const ErasureLedger &ledger, const KeyVault &vault,
                                                const SubjectBinding &subject) {
    std::vector<RegisteredExport> all;
    for (const LedgerEntry &entry : ledger.entries()) {
        const bool isTheirs = entry.subject == subject || entry.subject == kEverybody;
        if (entry.act != acts::kExported || !isTheirs || isWithdrawn(ledger, "export", entry.number)) continue;
        RegisteredExport made;
        made.number = entry.number;
        made.file = fileOf(entry);
        made.place = entry.details.member("place").token();
        made.at = entry.at;
        made.subject = entry.subject;
        made.kind = entry.details.member("kind").token();
        made.reason = textIn(entry.details, "reason");
        made.by = entry.details.member("by").token();
        made.receiver = entry.details.member("for").token();
        made.bytes = countIn(entry.details, "bytes");
        ES_ASSIGN(path, vault.openText(kPathPurpose, entry.details.member("path").token()));
        made.path = std::move(path);
        if (!takeHex(entry.details.member("hash").token(), made.hash))
            return fail(ErrorKind::Corrupt, "Line " + std::to_string(entry.number) + " of the ledger names no export");
        all.push_back(std::move(made));
    }
    return all;
}

Result<ExportState> stateOf(const ErasureLedger &ledger, const RegisteredExport &made, const JobControl &job) {
    const PlainFile file(made.path);
    return lookAt(ledger, made, file, job);
}

Result<ExportState> deleteExport(ErasureLedger &ledger, Time at, const std::string &erasure,
                                 const RegisteredExport &made, const JobControl &job) {
    const PlainFile file(made.path);
    ES_ASSIGN(state, lookAt(ledger, made, file, job));
    if (state != ExportState::There) return state;
    if (!isBeingDeleted(ledger, made.file)) ES_TRY(noteDeleting(ledger, at, acts::kDeleting, erasure, made));
    const bool isSame = file.isStillAt(made.path);
    if (!isSame || ::unlink(made.path.c_str()) != 0) {
        ES_TRY(noteDeleting(ledger, at, acts::kNotDeleted, erasure, made));
        return isSame ? ExportState::Unreadable : ExportState::Changed;
    }
    syncFolderOf(made.path);
    return ExportState::Deleted;
}

Result<Hash> hashOfFile(const std::string &path, const JobControl &job) {
    const PlainFile file(path);
    if (file.isOpen()) return file.hash(path, job);
    const auto kind = file.problem() == ENOENT ? ErrorKind::NotFound : ErrorKind::Unavailable;
    return fail(kind, "Cannot read " + path, "Check the name and that you may read it", std::strerror(file.problem()));
}

} // namespace eventscope
