// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_lines.h"

#include "core/privacy/export_register.h"
#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <cstdlib>

namespace eventscope {

using namespace acts;

namespace {

std::uint64_t sumOf(const Json &counts) {
    std::uint64_t sum = 0;
    for (const auto &[key, value] : counts.children())
        sum += std::strtoull(std::string(value.token()).c_str(), nullptr, 10);
    return sum;
}

} // namespace

ErasureLines::ErasureLines(const ErasureLedger &ledger, std::string_view erasure) : m_ledger(ledger) {
    for (const LedgerEntry &entry : ledger.entries())
        if (entry.erasure == erasure) m_entries.push_back(&entry);
}

const LedgerEntry *ErasureLines::first(std::string_view act) const {
    const auto found = std::ranges::find_if(m_entries, [&](const auto *entry) { return entry->act == act; });
    return found == m_entries.end() ? nullptr : *found;
}

const LedgerEntry *ErasureLines::last(std::string_view act) const {
    const auto found =
        std::find_if(m_entries.rbegin(), m_entries.rend(), [&](const auto *entry) { return entry->act == act; });
    return found == m_entries.rend() ? nullptr : *found;
}

Json ErasureLines::firstDetails(std::string_view act) const {
    const LedgerEntry *entry = first(act);
    return entry ? entry->details : Json();
}

Json ErasureLines::lastDetails(std::string_view act) const {
    const LedgerEntry *entry = last(act);
    return entry ? entry->details : Json();
}

std::vector<std::string> ErasureLines::openItems() const {
    std::vector<std::string> open;
    const LedgerEntry &closing = end();
    if (closing.act == kIncomplete) open = closing.texts("open");
    const auto add = [&](std::uint64_t count, std::string_view what) {
        if (count > 0 && closing.act != kIncomplete) open.push_back(std::to_string(count) + " " + std::string(what));
    };
    const Json found = lastDetails(kDerived), verified = lastDetails(kVerified);
    add(sumOf(found.member("inClear")), "values are in clear");
    add(countIn(found, "snapshotsLeft"), "snapshots of streams that hold something of theirs are still there");
    add(sumOf(found.member("lettersLeft")), "dead letters that may tell of them are still there");
    add(countIn(verified, "notShredded"), "values that were sealed do not answer as shredded");
    add(countIn(verified, "brokenHashes"), "events are not what was written");
    add(countIn(verified, "logOther"), "log has other events than when it was asked for, or in another order");
    add(countIn(verified, "hits"), "files still hold a text that was looked for");
    add(countIn(verified, "keyHits"), "files hold a key that was destroyed");
    add(countIn(verified, "freshNotShredded"), "values that were sealed do not answer as shredded to a new process");
    add(countIn(verified, "held"), "readers keep what lies beside the store's file from being emptied");
    std::uint64_t copies = 0;
    for (const auto &[key, made] : found.member("exports").children())
        copies += isExportLeft(made.member("result").token()) ? 1 : 0;
    add(copies, "copies that were made could not be deleted");
    for (const char *act : {kFenced, kDestroyed, kRotated, kDerived, kTombstoned, kVerified})
        if (closing.act == kComplete && !last(act)) open.push_back("the step \"" + std::string(act) + "\" is missing");
    return open;
}

bool isExportLeft(std::string_view result) {
    return result == name(ExportState::There) || result == name(ExportState::Changed) ||
           result == name(ExportState::Unreadable);
}

} // namespace eventscope
