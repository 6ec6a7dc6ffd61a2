// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/path_content.h"

#include "core/event/codec/byte_source.h"

#include <array>
#include <filesystem>
#include <string_view>

namespace eventscope {

namespace {

constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kWhiteSpace = " \t\r\n";

PathContent contentOf(std::string_view bytes) {
    if (bytes.empty()) return PathContent::Empty;
    if (bytes.starts_with(kSqliteMagic)) return PathContent::Sqlite;
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    const auto first = bytes.find_first_not_of(kWhiteSpace);
    const bool isJson = first != std::string_view::npos && (bytes[first] == '{' || bytes[first] == '[');
    return isJson ? PathContent::Json : PathContent::Other;
}

} // namespace

Result<PathContent> contentAt(const std::string &path) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) return PathContent::Nothing;
    if (error) return fail(ErrorKind::Unavailable, "Cannot look at " + path, {}, error.message());
    if (status.type() == fs::file_type::directory) return PathContent::Folder;
    if (status.type() != fs::file_type::regular) return PathContent::Special;
    ES_ASSIGN(file, openFile(path));
    std::array<char, 4096> buffer;
    ES_ASSIGN(count, file->read(buffer));
    return contentOf({buffer.data(), count});
}

} // namespace eventscope
