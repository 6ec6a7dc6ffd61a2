// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/registered_file.h"

#include <filesystem>
#include <utility>

namespace eventscope {

Result<RegisteredFile> RegisteredFile::create(const std::string &path) {
    ES_ASSIGN(file, AtomicFile::create(path, AtomicFile::Readers::Owner));
    std::error_code problem;
    return RegisteredFile(std::filesystem::absolute(path, problem).lexically_normal().string(), std::move(file));
}

Result<void> RegisteredFile::write(std::string_view bytes) {
    m_hasher.add(bytes);
    m_bytes += bytes.size();
    return m_file.write(bytes);
}

Result<void> RegisteredFile::appear(ErasureLedger &ledger, const KeyVault &vault, Time at,
                                    std::span<const SubjectBinding> people, RegisteredExport &made) {
    describe(made);
    ES_ASSIGN(number, registerExport(ledger, vault, at, people, made));
    made.number = number;
    auto appeared = m_file.commit();
    if (!appeared && number != 0) ES_TRY(withdrawExport(ledger, at, number));
    return appeared;
}

Result<void> RegisteredFile::appearUnregistered(RegisteredExport &made) {
    describe(made);
    return m_file.commit();
}

void RegisteredFile::describe(RegisteredExport &made) {
    made.path = m_path;
    made.bytes = m_bytes;
    made.hash = m_hasher.finish();
}

} // namespace eventscope
