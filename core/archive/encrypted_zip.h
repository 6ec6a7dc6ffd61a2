// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/base/write_bytes.h"

#include <memory>
#include <string>
#include <string_view>

namespace eventscope {

/// A ZIP archive whose files are enciphered with AES-256 (the AE-2 form of WinZip, which 7-Zip, WinZip and macOS'
/// archivers open), written straight on: nothing is kept back but a block, and nothing of it is on disk in clear. Names
/// and sizes of files, and when they were made, can be read without the passphrase; the form stretches that little
/// (PBKDF2, 1,000 rounds), so that it should be a long one. One thread; move only.
class EncryptedZip {
  public:
    /// `write` gets the archive. Errors: Refused (an empty passphrase), Unsupported (the library was built without
    /// AES).
    [[nodiscard]] static Result<EncryptedZip> begin(WriteBytes write, const Secret &passphrase);
    EncryptedZip(EncryptedZip &&) noexcept;
    EncryptedZip &operator=(EncryptedZip &&) = delete;
    ~EncryptedZip();

    /// From here on write() goes into a file of this name, which is not to stay empty: 7-Zip takes no empty one that is
    /// enciphered. Errors: those of `write`, Internal.
    [[nodiscard]] Result<void> beginFile(const std::string &name, Time modified);
    /// Errors likewise.
    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// Ends the archive; without it what was written is none. Errors likewise.
    [[nodiscard]] Result<void> finish();

  private:
    struct Parts;
    explicit EncryptedZip(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

/// "libarchive 3.6.2"
[[nodiscard]] std::string archiveLibrary();

} // namespace eventscope
