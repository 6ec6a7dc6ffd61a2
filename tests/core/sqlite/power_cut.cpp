// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sqlite/power_cut.h"

#include "tests/support/tier.h"

#include <algorithm>

namespace eventscope::testing {

namespace {

constexpr std::size_t kSectorBytes = 512;

void put(std::string &content, std::size_t offset, std::string_view bytes) {
    if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size(), '\0');
    std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

/// Whether one thing that was not synced arrived.
class Luck {
  public:
    Luck(PowerCut::Policy policy, std::mt19937_64 &random) : m_policy(policy), m_random(random) {}
    bool arrived() {
        switch (m_policy) {
        case PowerCut::Policy::LoseUnsynced:
            return false;
        case PowerCut::Policy::KeepAll:
            return true;
        case PowerCut::Policy::Scatter:
            return (m_random() & 1) != 0;
        }
        return false;
    }

  private:
    PowerCut::Policy m_policy;
    std::mt19937_64 &m_random;
};

void applyTo(std::string &content, const DiskOperation &operation, Luck &luck) {
    const auto offset = static_cast<std::size_t>(operation.offset);
    if (operation.kind == DiskOperation::Kind::Truncate) {
        if (luck.arrived()) content.resize(offset, '\0');
        return;
    }
    const std::string_view bytes = operation.bytes;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t toSectorEnd = kSectorBytes - (offset + at) % kSectorBytes;
        const std::string_view part = bytes.substr(at, toSectorEnd);
        if (luck.arrived()) put(content, offset + at, part);
        at += part.size();
    }
}

} // namespace

void PowerCut::apply(const DiskOperation &operation) {
    using Kind = DiskOperation::Kind;
    if (operation.kind == Kind::Acknowledge) {
        m_acknowledged = operation.offset;
        return;
    }
    if (operation.kind == Kind::SyncFolder) return syncFolder();
    if (operation.kind == Kind::Rename) return rename(operation.file, operation.bytes);
    File &file = m_files[operation.file];
    switch (operation.kind) {
    case Kind::Create:
        file = {};
        break;
    case Kind::Write:
    case Kind::Truncate:
        file.pending.push_back(operation);
        break;
    case Kind::Sync:
        sync(operation.file, file);
        break;
    case Kind::Delete:
        file.deleted = true;
        if (operation.offset != 0) m_files.erase(operation.file); // the folder was synced
        break;
    case Kind::Acknowledge:
    case Kind::Rename:
    case Kind::SyncFolder:
        break;
    }
}

void PowerCut::startWith(const std::map<std::string, std::string> &files) {
    for (const auto &[name, content] : files) {
        File &file = m_files[name];
        file.durable = content;
        file.entrySynced = true;
    }
}

void PowerCut::rename(const std::string &from, const std::string &to) {
    File moved = std::move(m_files[from]);
    m_files.erase(from);
    moved.oldName = from;
    if (const auto old = m_files.find(to); old != m_files.end())
        moved.replaced = std::make_shared<const File>(std::move(old->second));
    m_files[to] = std::move(moved);
}

void PowerCut::syncFolder() {
    std::erase_if(m_files, [](const auto &entry) { return entry.second.deleted; });
    for (auto &[name, file] : m_files) {
        file.entrySynced = true;
        file.oldName.clear();
        file.replaced.reset();
    }
}

void PowerCut::sync(const std::string &name, File &file) {
    std::mt19937_64 unused;
    Luck all(Policy::KeepAll, unused);
    for (const DiskOperation &pending : file.pending)
        applyTo(file.durable, pending, all);
    file.pending.clear();
    // SQLite syncs the folder, too, with the first sync of a journal that it made, but not with that of a database.
    const bool isJournal = name.ends_with("-wal") || name.ends_with("-journal");
    if (!file.entrySynced && isJournal) syncFolder();
}

std::map<std::string, std::string> PowerCut::image(Policy policy, std::mt19937_64 &random) const {
    std::map<std::string, std::string> files;
    Luck luck(policy, random);
    const auto add = [&](const std::string &name, const File &file) {
        if (!file.entrySynced && !luck.arrived()) return;
        std::string content = file.durable;
        for (const DiskOperation &pending : file.pending)
            applyTo(content, pending, luck);
        files[name] = std::move(content);
    };
    for (const auto &[name, file] : m_files) {
        if (file.deleted && luck.arrived()) continue;
        const bool isRenameLost = !file.oldName.empty() && !luck.arrived();
        add(isRenameLost ? file.oldName : name, file);
        if (isRenameLost && file.replaced) add(name, *file.replaced);
    }
    return files;
}

std::string
cutEverywhere(PowerCut cut, const std::vector<DiskOperation> &operations, int everyday,
              const std::function<std::string(const PowerCut &, PowerCut::Policy, std::mt19937_64 &)> &check,
              const std::function<bool(const PowerCut &)> &isShort) {
    using Policy = PowerCut::Policy;
    auto random = seededRandom();
    const auto all = static_cast<int>(operations.size()) * 3;
    const int cuts = rounds("EVENTSCOPE_CUTS", everyday, all);
    const auto every = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(all / std::max(1, cuts)));
    int tried = 0;
    for (std::size_t i = 0; i < operations.size(); ++i) {
        cut.apply(operations[i]);
        for (const auto policy : {Policy::LoseUnsynced, Policy::KeepAll, Policy::Scatter}) {
            if (!(isShort && isShort(cut)) && random() % every != 0) continue;
            ++tried;
            const std::string fault = check(cut, policy, random);
            if (!fault.empty())
                return "cut after call " + std::to_string(i) + " of " + std::to_string(operations.size()) +
                       ", policy " + std::to_string(static_cast<int>(policy)) + ": " + fault;
        }
    }
    qInfo("%zu calls, %d cuts", operations.size(), tried);
    return {};
}

} // namespace eventscope::testing
