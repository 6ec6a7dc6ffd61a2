// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/text_marks.h"

#include <cstddef>
#include <span>

namespace eventscope {

namespace {

constexpr std::size_t kMarkBytes = 16; // enough for telling a few texts apart

void addTexts(std::set<std::string> &all, const LedgerEntry *entry) {
    if (!entry) return;
    for (std::string &mark : entry->texts("texts"))
        all.insert(std::move(mark));
}

} // namespace

Result<std::set<std::string>> textMarks(const KeyVault &vault, const std::string &erasure,
                                        const std::vector<std::string> &texts) {
    std::set<std::string> marks;
    for (const std::string &text : texts) {
        ES_ASSIGN(mark, vault.authenticate("text of an erasure 1", erasure + '/' + text)); // an id has no slash
        marks.insert(toHex(std::span(mark.bytes).first(kMarkBytes)));
    }
    return marks;
}

std::set<std::string> wantedTexts(const ErasureLedger &ledger, const std::string &erasure) {
    std::set<std::string> all;
    const LedgerEntry *verified = nullptr;
    for (const LedgerEntry &entry : ledger.entries())
        if (entry.erasure == erasure && entry.act == acts::kVerified) verified = &entry;
    addTexts(all, ledger.find(erasure, acts::kRequested));
    addTexts(all, verified);
    return all;
}

} // namespace eventscope
