// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/file/file_loader.h"

#include "core/event/codec/decoder.h"

#include <algorithm>
#include <cassert>
#include <filesystem>
#include <span>
#include <utility>

namespace eventscope {

namespace {

constexpr std::uint64_t kChunkBytes = 1u << 20;
constexpr std::uint64_t kReportEvery = 1024;

/// The same error, with the file in front of the line that it names.
Failure in(const std::string &path, Error error) {
    if (error.kind == ErrorKind::Corrupt || error.kind == ErrorKind::TooLarge) {
        error.message = path + ", " + error.message;
    }
    return fail(std::move(error));
}

/// Gives what follows the taken bytes of a file behind so many empty lines that a decoder counts lines as in the whole
/// file, and notes what it gave.
class RangeSource final : public ByteSource {
  public:
    struct Read {
        TakenBytes bytes;
        std::uint64_t lineEnds = 0;
    };
    RangeSource(const TrackedFile &file, std::uint64_t end, std::uint64_t linesBefore, Read &read)
        : m_file(file), m_end(end), m_linesBefore(linesBefore), m_read(read) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        if (m_linesBefore > 0) {
            const auto lines = std::min<std::uint64_t>(m_linesBefore, buffer.size());
            std::fill_n(buffer.begin(), lines, '\n');
            m_linesBefore -= lines;
            return static_cast<std::size_t>(lines);
        }
        const std::uint64_t at = m_read.bytes.count();
        ES_ASSIGN(text, m_file.read(at, std::min<std::uint64_t>(m_end, at + buffer.size())));
        std::ranges::copy(text, buffer.begin());
        m_read.lineEnds += static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
        m_read.bytes.add(text);
        return text.size();
    }

  private:
    const TrackedFile &m_file;
    const std::uint64_t m_end;
    std::uint64_t m_linesBefore;
    Read &m_read;
};

} // namespace

FileLoader::FileLoader(TrackedFile file)
    : m_file(std::move(file)),
      m_log(std::make_shared<EventLog>()),
      m_rows(*m_log, std::filesystem::path(m_file.path()).stem().string(), m_file.changedAt()) {}

Result<std::unique_ptr<FileLoader>> FileLoader::open(const std::string &path, const JobControl &job) {
    ES_ASSIGN(file, TrackedFile::open(path));
    std::unique_ptr<FileLoader> loader(new FileLoader(std::move(file)));
    ES_TRY(loader->loadAll(job));
    return loader;
}

bool FileLoader::hasLines() const { return m_format == FileFormat::JsonLines || m_format == FileFormat::CloudEvents; }

// A last line without an end may be whole, since many programs end files so, or half written. Which of them shows only
// when it is read.
Result<void> FileLoader::loadAll(const JobControl &job) {
    ES_ASSIGN(size, m_file.size(job));
    const auto loaded = load(size, job);
    if (loaded || loaded.error().kind != ErrorKind::Corrupt || !hasLines()) return loaded;
    ES_ASSIGN(end, endOfLines(0, size));
    if (end == size || end == 0 || !load(end, job)) return loaded;
    m_findings.insert(m_findings.begin(), "line " + std::to_string(m_linesTaken + 1) +
                                              ": the file ends within this line, which is left out until it is whole");
    return {};
}

Result<void> FileLoader::loadAppended(const JobControl &job) {
    const std::scoped_lock lock(m_mutex);
    ES_ASSIGN(size, m_file.size(job));
    if (size == m_file.taken().count()) return {};
    if (!hasLines()) {
        return fail(ErrorKind::Unavailable, m_file.path() + " has grown while it was open", "Open it again");
    }
    ES_ASSIGN(end, endOfLines(m_file.taken().count(), size));
    if (end == m_file.taken().count()) return {};
    return load(end, job);
}

Result<void> FileLoader::load(std::uint64_t end, const JobControl &job) {
    const FileRows before = m_rows;
    auto decoded = decode(end, job);
    if (!decoded) {
        m_log->discard();
        m_rows = before;
        return in(m_file.path(), std::move(decoded).error());
    }
    m_log->publish();
    return {};
}

Result<void> FileLoader::decode(std::uint64_t end, const JobControl &job) {
    RangeSource::Read read{m_file.taken()};
    const bool isFirst = m_file.taken().count() == 0;
    ES_ASSIGN(decoder, openDecoder(std::make_unique<RangeSource>(m_file, end, m_linesTaken, read)));
    if (isFirst) m_format = decoder->format();
    DecodedEvent event;
    for (std::uint64_t events = 0;; ++events) {
        if (job.stopRequested()) return cancelled();
        ES_ASSIGN(more, decoder->next(event));
        if (!more) break;
        ES_TRY(m_rows.add(event));
        if (events % kReportEvery == 0) job.report(decoder->bytesRead(), end);
    }
    assert(read.bytes.count() == end); // a decoder only ends where the text does
    if (isFirst) m_findings = decoder->warnings();
    m_file.take(std::move(read.bytes));
    m_linesTaken += read.lineEnds;
    return {};
}

/// Where the last line that begins at or behind `from` ends; `from` when none does.
Result<std::uint64_t> FileLoader::endOfLines(std::uint64_t from, std::uint64_t end) const {
    while (end > from) {
        const std::uint64_t begin = end - std::min(end - from, kChunkBytes);
        ES_ASSIGN(bytes, m_file.read(begin, end));
        const auto last = bytes.rfind('\n');
        if (last != std::string::npos) return begin + last + 1;
        end = begin;
    }
    return from;
}

} // namespace eventscope
