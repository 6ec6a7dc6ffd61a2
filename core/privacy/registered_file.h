// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/base/time.h"
#include "core/privacy/export_register.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace eventscope {

/// A file with people's data that only its owner may read: appears whole or not at all, and not before the register of
/// exports has it. One thread; move only.
class RegisteredFile {
  public:
    /// Errors: Unavailable (the folder cannot be written to).
    [[nodiscard]] static Result<RegisteredFile> create(const std::string &path);

    /// Errors: Unavailable; what is at the path is untouched then.
    [[nodiscard]] Result<void> write(std::string_view bytes);
    /// Enters it for these people and lets it appear. What the register says of the file itself comes from here; the
    /// rest of `made` from who calls, who finds all of it there afterwards. Errors: those of the register, Unavailable
    /// (it has not appeared; the register knows).
    [[nodiscard]] Result<void> appear(ErasureLedger &ledger, const KeyVault &vault, Time at,
                                      std::span<const SubjectBinding> people, RegisteredExport &made);
    /// Lets it appear where there is no register. Errors: Unavailable.
    [[nodiscard]] Result<void> appearUnregistered(RegisteredExport &made);

  private:
    RegisteredFile(std::string path, AtomicFile file) : m_path(std::move(path)), m_file(std::move(file)) {}
    void describe(RegisteredExport &made);

    std::string m_path; ///< absolute
    AtomicFile m_file;
    Hasher m_hasher;
    std::uint64_t m_bytes = 0;
};

} // namespace eventscope
