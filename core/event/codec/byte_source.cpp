// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sys/stat.h>

namespace eventscope {

namespace {

struct Close {
    void operator()(std::FILE *file) const {
        if (file != stdin) std::fclose(file);
    }
};

class StreamSource final : public ByteSource {
  public:
    StreamSource(std::FILE *file, std::string name) : m_file(file), m_name(std::move(name)) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        const auto bytes = std::fread(buffer.data(), 1, buffer.size(), m_file.get());
        if (bytes == 0 && std::ferror(m_file.get()) != 0) {
            return fail(ErrorKind::Unavailable, "Cannot read " + m_name, {}, std::strerror(errno));
        }
        return bytes;
    }

  private:
    std::unique_ptr<std::FILE, Close> m_file;
    std::string m_name;
};

class StringSource final : public ByteSource {
  public:
    explicit StringSource(std::string text) : m_text(std::move(text)) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        const auto bytes = m_text.copy(buffer.data(), buffer.size(), m_at);
        m_at += bytes;
        return bytes;
    }

  private:
    std::string m_text;
    std::size_t m_at = 0;
};

} // namespace

Result<std::unique_ptr<ByteSource>> openFile(const std::string &path) {
    std::FILE *file = std::fopen(path.c_str(), "rbe");
    if (!file) {
        const bool absent = errno == ENOENT || errno == ENOTDIR;
        return fail(absent ? ErrorKind::NotFound : ErrorKind::Unavailable, "Cannot open " + path, {},
                    std::strerror(errno));
    }
    auto source = std::make_unique<StreamSource>(file, path);
    struct stat status {};
    if (fstat(fileno(file), &status) == 0 && S_ISDIR(status.st_mode)) {
        return fail(ErrorKind::Unavailable, path + " is a folder", "Name a file in it");
    }
    return source;
}

std::unique_ptr<ByteSource> standardInput() { return std::make_unique<StreamSource>(stdin, "the standard input"); }

std::unique_ptr<ByteSource> bytesOf(std::string text) { return std::make_unique<StringSource>(std::move(text)); }

} // namespace eventscope
