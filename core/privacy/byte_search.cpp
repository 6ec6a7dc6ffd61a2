// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/byte_search.h"

#include "core/base/base64.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/json/json.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_map>

namespace eventscope {

namespace {

constexpr std::size_t kChunk = std::size_t{4} << 20;
/// What SQLite keeps beside a file.
constexpr std::array<std::string_view, 4> kSuffixes{"", "-wal", "-shm", "-journal"};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

/// What is the same whatever stands before and behind it, when it begins `shift` bytes into a group of three.
std::string base64At(std::string_view text, std::size_t shift) {
    const std::string coded = toBase64(std::string(shift, '\0') + std::string(text));
    const std::size_t begin = (shift * 8 + 5) / 6;
    const std::size_t end = (shift + text.size()) * 8 / 6;
    return coded.substr(begin, end - begin);
}

/// The code units of UTF-16.
std::vector<std::uint16_t> unitsOf(std::string_view text) {
    std::vector<std::uint16_t> units;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (at + bytes > text.size()) return units;
        std::uint32_t code = bytes == 1 ? lead : lead & (0xff >> (bytes + 1));
        for (std::size_t i = 1; i < bytes; ++i)
            code = code << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3f);
        at += bytes;
        if (code < 0x10000) {
            units.push_back(static_cast<std::uint16_t>(code));
        } else {
            units.push_back(static_cast<std::uint16_t>(0xd800 + ((code - 0x10000) >> 10)));
            units.push_back(static_cast<std::uint16_t>(0xdc00 + ((code - 0x10000) & 0x3ff)));
        }
    }
    return units;
}

std::string utf16(const std::vector<std::uint16_t> &units, bool isBigEndian) {
    std::string bytes;
    for (const std::uint16_t unit : units) {
        const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xff);
        bytes += isBigEndian ? high : low;
        bytes += isBigEndian ? low : high;
    }
    return bytes;
}

/// All that is not ASCII as escapes of JSON, with these digits.
std::string escaped(const std::vector<std::uint16_t> &units, std::string_view digits) {
    std::string text;
    for (const std::uint16_t unit : units) {
        if (unit < 0x80) {
            text += static_cast<char>(unit);
            continue;
        }
        text += "\\u";
        for (const int shift : {12, 8, 4, 0})
            text += digits[(unit >> shift) & 0xf];
    }
    return text;
}

std::string slashesEscaped(const std::string &json) {
    std::string text;
    for (const char c : json)
        text += c == '/' ? std::string("\\/") : std::string(1, c);
    return text;
}

std::string hexOf(std::string_view text) { return toHex(std::as_bytes(std::span(text))); }

/// Looks for many texts in one pass: a bit for each hash of four bytes tells where none of them can begin.
class Needles {
  public:
    explicit Needles(std::span<const std::string_view> texts) : m_begins(kHashes) {
        for (const std::string_view text : texts) {
            assert(text.size() >= kSearchedBytesMin);
            const std::size_t begin = hashOf(fourBytes(text.data()));
            m_begins[begin] = true;
            m_texts[begin].push_back(text);
            m_longest = std::max(m_longest, text.size());
        }
    }
    [[nodiscard]] std::size_t longest() const { return m_longest; }
    /// Where the first one begins.
    [[nodiscard]] std::optional<std::size_t> findIn(std::string_view bytes) const {
        for (std::size_t at = 0; at + kSearchedBytesMin <= bytes.size(); ++at)
            if (m_begins[hashOf(fourBytes(bytes.data() + at))] && isAt(bytes.substr(at))) return at;
        return std::nullopt;
    }

  private:
    static constexpr std::size_t kHashes = std::size_t{1} << 16;
    static std::uint32_t fourBytes(const char *bytes) {
        std::uint32_t four = 0;
        std::memcpy(&four, bytes, sizeof four);
        return four;
    }
    static std::size_t hashOf(std::uint32_t begin) { return (begin * 0x9e3779b1U) >> 16; }
    [[nodiscard]] bool isAt(std::string_view bytes) const {
        const auto found = m_texts.find(hashOf(fourBytes(bytes.data())));
        return found != m_texts.end() &&
               std::ranges::any_of(found->second, [&](std::string_view text) { return bytes.starts_with(text); });
    }

    std::vector<bool> m_begins;
    std::unordered_map<std::size_t, std::vector<std::string_view>> m_texts; ///< by the hash of their first four bytes
    std::size_t m_longest = 1;
};

/// One file after the other, in stretches that overlap by as much as a needle may lie across.
class FileSearch {
  public:
    FileSearch(std::span<const std::string_view> needles, const JobControl &job) : m_needles(needles), m_job(job) {}

    Result<void> look(const std::string &path) {
        const int file = keptOpen(path);
        if (file < 0) return unreadable(path);
        ++result.files;
        m_chunk.clear();
        bool isFound = false;
        for (std::uint64_t read = 0, offset = 0;;) {
            if (m_job.stopRequested()) return cancelled();
            const auto more = readOn(file, read);
            if (!more) return unreadable(path);
            if (*more == 0) return {};
            read += *more;
            if (const auto at = isFound ? std::nullopt : m_needles.findIn(m_chunk)) {
                isFound = true;
                result.hits.push_back({path, offset + *at});
            }
            const std::size_t kept = std::min(m_chunk.size(), m_needles.longest() - 1);
            offset += m_chunk.size() - kept;
            m_chunk.erase(0, m_chunk.size() - kept);
        }
    }

    ByteSearch result;

  private:
    static Failure unreadable(const std::string &path) {
        return fail(ErrorKind::Unavailable, "Cannot read " + path, "Check its permissions");
    }
    /// For as long as the program runs and the file has a name: where a process closes a file, it loses all its locks
    /// on it, those of SQLite too (https://www.sqlite.org/howtocorrupt.html, 2.2). Negative: it cannot be opened.
    static int keptOpen(const std::string &path) {
        static std::mutex mutex;
        static std::vector<int> files;
        const std::scoped_lock lock(mutex);
        // One without a name is no store any more, and what it held is to be gone.
        std::erase_if(files, [](int file) {
            struct stat kept {};
            return ::fstat(file, &kept) == 0 && kept.st_nlink == 0 && ::close(file) == 0;
        });
        struct stat wanted {};
        if (::stat(path.c_str(), &wanted) != 0) return -1;
        for (const int file : files) {
            struct stat kept {};
            if (::fstat(file, &kept) == 0 && kept.st_dev == wanted.st_dev && kept.st_ino == wanted.st_ino) return file;
        }
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file >= 0) files.push_back(file);
        return file;
    }

    /// How many bytes there were; nothing: they cannot be read.
    std::optional<std::size_t> readOn(int file, std::uint64_t at) {
        const std::size_t kept = m_chunk.size();
        m_chunk.resize(kept + kChunk);
        const ssize_t bytes = ::pread(file, m_chunk.data() + kept, kChunk, static_cast<off_t>(at));
        const std::size_t read = bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
        m_chunk.resize(kept + read);
        result.bytes += read;
        m_job.report(result.bytes);
        return bytes < 0 ? std::nullopt : std::optional(read);
    }

    const Needles m_needles;
    const JobControl &m_job;
    std::string m_chunk;
};

} // namespace

std::vector<std::string> writingsOf(std::string_view text) {
    if (text.size() < kSearchedBytesMin) return {};
    std::set<std::string> all{std::string(text), lower(std::string(text)), hexOf(text), upper(hexOf(text))};
    for (std::size_t shift = 0; shift < 3; ++shift)
        all.insert(base64At(text, shift));
    if (isUtf8(text)) {
        const auto units = unitsOf(text);
        const std::string quoted = print(Json::string(text));
        const std::string json = quoted.substr(1, quoted.size() - 2); // with the escapes that it must have
        all.insert({utf16(units, false), utf16(units, true), json, slashesEscaped(json),
                    escaped(unitsOf(json), "0123456789abcdef"), escaped(unitsOf(json), "0123456789ABCDEF")});
    }
    std::erase_if(all, [](const std::string &writing) { return writing.size() < kSearchedBytesMin; });
    return {all.begin(), all.end()};
}

Result<ByteSearch> searchBytes(std::span<const std::string> files, std::span<const std::string> needles,
                               const JobControl &job) {
    const std::vector<std::string_view> views(needles.begin(), needles.end());
    return searchBytes(files, std::span(views), job);
}

Result<ByteSearch> searchBytes(std::span<const std::string> files, std::span<const std::string_view> needles,
                               const JobControl &job) {
    FileSearch search(needles, job);
    for (const std::string &file : files) {
        for (const std::string_view suffix : kSuffixes) {
            std::error_code problem;
            const std::string path = file + std::string(suffix);
            const auto status = std::filesystem::status(path, problem);
            if (status.type() == std::filesystem::file_type::not_found) continue;
            const std::uint64_t before = search.result.bytes;
            ES_TRY(search.look(path));
            search.result.bytesByName[file] += search.result.bytes - before;
        }
    }
    return std::move(search.result);
}

std::vector<std::string> filesBeside(const std::string &path, std::span<const std::string> but) {
    const std::filesystem::path file(path);
    const std::string name = file.filename().string();
    const auto isLookedAt = [&](const std::string &other) {
        return std::ranges::any_of(but, [&](const std::string &known) {
            return std::ranges::any_of(kSuffixes,
                                       [&](std::string_view end) { return other == known + std::string(end); });
        });
    };
    std::vector<std::string> found;
    std::error_code problem;
    for (std::filesystem::directory_iterator each(file.parent_path().empty() ? "." : file.parent_path(), problem), end;
         !problem && each != end; each.increment(problem)) {
        std::error_code unknown;
        const std::string other = (file.parent_path() / each->path().filename()).string();
        if (!each->path().filename().string().starts_with(name) || !each->is_regular_file(unknown)) continue;
        if (other != path && !isLookedAt(other)) found.push_back(other);
    }
    std::ranges::sort(found);
    return found;
}

} // namespace eventscope
