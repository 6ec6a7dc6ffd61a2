// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/sqlite/simulated_disk.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace eventscope::testing {

/// Follows a trace of disk operations and tells what a disk that honours sync may hold when the power goes: everything
/// synced, and of the rest whatever the policy leaves, down to sectors of 512 bytes.
class PowerCut {
  public:
    enum class Policy : std::uint8_t {
        LoseUnsynced, ///< nothing that was not synced arrived
        KeepAll,      ///< everything arrived
        Scatter,      ///< each sector of each write arrived or not, each truncation too: dropped, reordered, torn
    };
    /// What was on the disk before the trace, durably: names and contents.
    void startWith(const std::map<std::string, std::string> &files);
    void apply(const DiskOperation &operation);
    /// What was acknowledged last; 0: nothing yet.
    [[nodiscard]] std::int64_t acknowledged() const { return m_acknowledged; }
    /// File names and contents after the cut.
    [[nodiscard]] std::map<std::string, std::string> image(Policy policy, std::mt19937_64 &random) const;

  private:
    struct File {
        std::string durable;
        std::vector<DiskOperation> pending;        ///< writes and truncations since the last sync
        bool entrySynced = false;                  ///< its name in the folder survives
        bool deleted = false;                      ///< but perhaps not yet on disk
        std::string oldName = {};                  ///< while the rename may be lost; empty: it was not renamed
        std::shared_ptr<const File> replaced = {}; ///< what had its name before that; null: nothing
    };
    void sync(const std::string &name, File &file);
    void syncFolder();
    void rename(const std::string &from, const std::string &to);

    std::map<std::string, File> m_files;
    std::int64_t m_acknowledged = 0;
};

/// Cuts the power behind calls of a trace, under each policy, and hands the disk to `check`, which says what is wrong
/// with it; empty: nothing. About `everyday` cuts are tried, or what the variable EVENTSCOPE_CUTS says; all of them at
/// night; those of which `isShort` is true (it may be empty) always. Answers the first fault with where it is; empty:
/// there is none.
[[nodiscard]] std::string
cutEverywhere(PowerCut cut, const std::vector<DiskOperation> &operations, int everyday,
              const std::function<std::string(const PowerCut &, PowerCut::Policy, std::mt19937_64 &)> &check,
              const std::function<bool(const PowerCut &)> &isShort = {});

} // namespace eventscope::testing
