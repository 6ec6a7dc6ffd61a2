// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/archive/encrypted_zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <optional>
#include <utility>

namespace eventscope {

struct EncryptedZip::Parts {
    archive *zip = archive_write_new();
    WriteBytes write;
    std::optional<Error> error; ///< of `write`
    bool isDiscarded = false;   ///< what still comes goes nowhere

    Parts() = default;
    Parts(const Parts &) = delete;
    Parts &operator=(const Parts &) = delete;
    ~Parts() {
        isDiscarded = true; // what is left half done must not be ended as if it were whole
        archive_write_free(zip);
    }

    static la_ssize_t take(archive *, void *self, const void *bytes, std::size_t size) {
        auto &parts = *static_cast<Parts *>(self);
        if (!parts.error && !parts.isDiscarded)
            if (auto written = parts.write({static_cast<const char *>(bytes), size}); !written)
                parts.error = std::move(written).error();
        return static_cast<la_ssize_t>(size); // libarchive leaks when it is told that a write failed
    }
    Result<void> checked(la_ssize_t answer) {
        if (error) return fail(*error);
        if (answer >= ARCHIVE_OK || answer == ARCHIVE_WARN) return {};
        const char *why = archive_error_string(zip);
        return fail(ErrorKind::Internal, "The archive cannot be made", {}, why ? why : "");
    }
};

EncryptedZip::EncryptedZip(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
EncryptedZip::EncryptedZip(EncryptedZip &&) noexcept = default;
EncryptedZip::~EncryptedZip() = default;

Result<EncryptedZip> EncryptedZip::begin(WriteBytes write, const Secret &passphrase) {
    if (passphrase.isEmpty()) return fail(ErrorKind::Refused, "An archive needs a passphrase");
    auto parts = std::make_unique<Parts>();
    parts->write = std::move(write);
    archive *zip = parts->zip;
    ES_TRY(parts->checked(archive_write_set_format_zip(zip)));
    if (archive_write_set_options(zip, "zip:encryption=aes256,zip:compression=deflate,zip:hdrcharset=UTF-8") !=
        ARCHIVE_OK) {
        return fail(ErrorKind::Unsupported, "Archives cannot be enciphered with AES-256 here",
                    "Install a libarchive that was built with a cryptographic library", archive_error_string(zip));
    }
    ES_TRY(parts->checked(archive_write_set_passphrase(zip, passphrase.bytes())));
    ES_TRY(parts->checked(archive_write_set_bytes_per_block(zip, 0)));
    ES_TRY(parts->checked(archive_write_open2(zip, parts.get(), nullptr, &Parts::take, nullptr, nullptr)));
    return EncryptedZip(std::move(parts));
}

Result<void> EncryptedZip::beginFile(const std::string &name, Time modified) {
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname_utf8(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0600);
    archive_entry_set_mtime(entry, static_cast<time_t>(toUs(modified) / 1'000'000), 0);
    const int answer = archive_write_header(m_parts->zip, entry);
    archive_entry_free(entry);
    return m_parts->checked(answer);
}

Result<void> EncryptedZip::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const la_ssize_t taken = archive_write_data(m_parts->zip, bytes.data(), bytes.size());
        ES_TRY(m_parts->checked(taken));
        if (taken <= 0) return fail(ErrorKind::Internal, "The archive cannot be made");
        bytes.remove_prefix(static_cast<std::size_t>(taken));
    }
    return {};
}

Result<void> EncryptedZip::finish() { return m_parts->checked(archive_write_close(m_parts->zip)); }

std::string archiveLibrary() { return archive_version_string(); }

} // namespace eventscope
