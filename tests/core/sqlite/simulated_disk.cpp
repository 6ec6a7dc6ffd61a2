// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sqlite/simulated_disk.h"

#include <sqlite3.h>

#include <cstring>
#include <new>
#include <string_view>

namespace eventscope::testing {

namespace {

using Kind = DiskOperation::Kind;

SimulatedDisk *g_disk = nullptr;
sqlite3_vfs *g_real = nullptr;

/// What SQLite sees as its file; the real VFS's own file follows behind it in memory.
struct File {
    sqlite3_file base;
    std::string *name; ///< null for temporary files, which no power cut matters to
};
sqlite3_file *real(sqlite3_file *file) {
    return reinterpret_cast<sqlite3_file *>(reinterpret_cast<char *>(file) + sizeof(File));
}
std::string *nameOf(sqlite3_file *file) { return reinterpret_cast<File *>(file)->name; }

void note(sqlite3_file *file, Kind kind, std::int64_t offset = 0, std::string_view bytes = {}) {
    if (const std::string *name = nameOf(file)) g_disk->operations.push_back({kind, *name, offset, std::string(bytes)});
}

int closeFile(sqlite3_file *file) {
    const int code = real(file)->pMethods->xClose(real(file));
    delete nameOf(file);
    return code;
}

int readFile(sqlite3_file *file, void *to, int size, sqlite3_int64 offset) {
    if (g_disk->fails(Kind::Write, true)) return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), to, size, offset);
}

int writeFile(sqlite3_file *file, const void *from, int size, sqlite3_int64 offset) {
    const bool fails = g_disk->fails(Kind::Write);
    if (fails && g_disk->fault()->kind == DiskFault::Kind::IoError) return SQLITE_IOERR_WRITE;
    if (fails && g_disk->fault()->kind == DiskFault::Kind::NoSpace) return SQLITE_FULL;
    const int written = fails ? size / 2 : size;
    const int code = real(file)->pMethods->xWrite(real(file), from, written, offset);
    note(file, Kind::Write, offset, {static_cast<const char *>(from), static_cast<std::size_t>(written)});
    return fails ? SQLITE_FULL : code;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size) {
    if (g_disk->fails(Kind::Truncate)) return SQLITE_IOERR_TRUNCATE;
    note(file, Kind::Truncate, size);
    return real(file)->pMethods->xTruncate(real(file), size);
}

int syncFile(sqlite3_file *file, int flags) {
    if (g_disk->fails(Kind::Sync)) return SQLITE_IOERR_FSYNC;
    note(file, Kind::Sync);
    // The trace says what a sync would have kept, so the real disk may be spared.
    (void)flags;
    return SQLITE_OK;
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size) { return real(file)->pMethods->xFileSize(real(file), size); }
int lockFile(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlockFile(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int checkLock(sqlite3_file *file, int *held) { return real(file)->pMethods->xCheckReservedLock(real(file), held); }

/// An answer of our own to "PRAGMA synchronous", so that nobody can turn it up again.
int answerPragma(char **words) {
    if (!g_disk->liesAboutSync() || !words[1] || sqlite3_stricmp(words[1], "synchronous") != 0) return SQLITE_NOTFOUND;
    if (words[2] && sqlite3_stricmp(words[2], "NORMAL") == 0) return SQLITE_NOTFOUND;
    words[0] = sqlite3_mprintf("2");
    return SQLITE_OK;
}

int controlFile(sqlite3_file *file, int what, void *argument) {
    if (what == SQLITE_FCNTL_PRAGMA) {
        const int code = answerPragma(static_cast<char **>(argument));
        if (code != SQLITE_NOTFOUND) return code;
    }
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}

int sectorSize(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file *file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
    if (g_disk->fails(Kind::Create)) return SQLITE_IOERR_SHMMAP;
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}
int lockShared(sqlite3_file *file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shareBarrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }
int unmapShared(sqlite3_file *file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

// Version 2: without memory mapping, which would go past the trace.
const sqlite3_io_methods kMethods = {
    2,          closeFile,    readFile,    writeFile,   truncateFile, syncFile,        fileSize,
    lockFile,   unlockFile,   checkLock,   controlFile, sectorSize,   characteristics, mapShared,
    lockShared, shareBarrier, unmapShared, nullptr,     nullptr};

std::string baseName(const char *path) {
    const std::string_view whole(path);
    return std::string(whole.substr(whole.find_last_of('/') + 1));
}

int openFile(sqlite3_vfs *, const char *path, sqlite3_file *file, int flags, int *outFlags) {
    file->pMethods = nullptr;
    if (g_disk->fails(Kind::Create)) return SQLITE_CANTOPEN;
    int exists = 1;
    if (path) g_real->xAccess(g_real, path, SQLITE_ACCESS_EXISTS, &exists);
    const int code = g_real->xOpen(g_real, path, real(file), flags, outFlags);
    if (!real(file)->pMethods) return code;
    if (code != SQLITE_OK) {
        real(file)->pMethods->xClose(real(file));
        return code;
    }
    file->pMethods = &kMethods;
    reinterpret_cast<File *>(file)->name = path ? new std::string(baseName(path)) : nullptr;
    if (!exists) note(file, Kind::Create);
    return code;
}

int deleteFile(sqlite3_vfs *, const char *path, int syncFolder) {
    if (g_disk->fails(Kind::Delete)) return SQLITE_IOERR_DELETE;
    const int code = g_real->xDelete(g_real, path, 0);
    if (code == SQLITE_OK) g_disk->operations.push_back({Kind::Delete, baseName(path), syncFolder, {}});
    return code;
}

int preferNormalSync(sqlite3 *connection, char **, const sqlite3_api_routines *) {
    sqlite3_exec(connection, "PRAGMA synchronous=NORMAL", nullptr, nullptr, nullptr);
    return SQLITE_OK;
}

} // namespace

SimulatedDisk::SimulatedDisk() : m_vfs(std::make_unique<sqlite3_vfs>()) {
    g_disk = this;
    g_real = sqlite3_vfs_find(nullptr);
    *m_vfs = *g_real; // what is not ours below works on paths only and is left to the real one
    m_vfs->szOsFile = static_cast<int>(sizeof(File)) + g_real->szOsFile;
    m_vfs->zName = "simulated-disk";
    m_vfs->pNext = nullptr;
    m_vfs->xOpen = openFile;
    m_vfs->xDelete = deleteFile;
    sqlite3_vfs_register(m_vfs.get(), 1);
}

SimulatedDisk::~SimulatedDisk() {
    sqlite3_reset_auto_extension();
    sqlite3_vfs_unregister(m_vfs.get());
    sqlite3_vfs_register(g_real, 1);
    g_disk = nullptr;
}

void SimulatedDisk::acknowledge(std::int64_t what) { operations.push_back({Kind::Acknowledge, {}, what, {}}); }

void SimulatedDisk::arm(const DiskFault &fault) {
    m_fault = fault;
    m_calls = 0;
    m_failed = false;
}

void SimulatedDisk::lieAboutSync() {
    m_lies = true;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(preferNormalSync));
}

bool SimulatedDisk::fails(DiskOperation::Kind kind, bool reads) {
    if (!m_fault) return false;
    // A full disk fails what needs room; a broken one everything.
    const bool concerned = m_fault->kind == DiskFault::Kind::IoError || (kind == Kind::Write && !reads);
    if (!concerned) return false;
    ++m_calls;
    const bool now = m_calls == m_fault->atCall || (m_fault->persistent && m_calls > m_fault->atCall);
    m_failed = m_failed || now;
    return now;
}

} // namespace eventscope::testing
