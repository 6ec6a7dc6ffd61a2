// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/job_control.h"
#include "core/json/json.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eventscope {

/// A warning that somebody may still be told by what a copy holds in clear.
struct ResidualWarning {
    enum class Kind : std::uint8_t {
        UniqueValue,       ///< values that stand in no other stream's events of this type
        UniqueCombination, ///< values that each stand elsewhere, too, but not together
        FreeText,          ///< texts of several words, in which anything may stand
    };
    Kind kind = Kind::FreeText;
    std::string type, pointer; ///< "*" in the place of array indexes; no pointer for a combination
    std::uint64_t events = 0;  ///< of the copy
};
/// "unique value", "unique combination", "free text"
[[nodiscard]] std::string_view name(ResidualWarning::Kind kind);

/// Looks for what makes the remaining values of a stream its own, by what all other streams of the store hold. Keeps
/// hashes of values, never values. One thread.
class ResidualIdentity {
  public:
    /// The data of an event as the copy will hold it, but for what is sealed in it: `sealed` are the places of that.
    void note(std::string_view type, const Json &data, const std::set<std::string> &sealed);
    /// Compares with the events of all streams but `source` and copies of it. Errors: those of scan(). Cost: two scans
    /// of the log with its data.
    [[nodiscard]] Result<std::vector<ResidualWarning>> compare(const EventStore &store, const StreamId &source,
                                                               const JobControl &job);
    /// There were too many values to be remembered, and nothing is compared.
    [[nodiscard]] bool isTooLarge() const { return m_leaves > kLeavesMax; }
    static constexpr std::uint64_t kLeavesMax = 2'000'000;

  private:
    struct Leaf {
        std::string pointer;
        Hash value;
    };
    struct Noted {
        std::string type;
        std::vector<Leaf> leaves;
    };
    using Value = std::pair<std::string, Hash>; ///< by type and pointer

    [[nodiscard]] static std::vector<Leaf> leavesOf(const Json &data, const std::set<std::string> &sealed);
    /// Of those leaves of an event that stand elsewhere, too; a null hash: there are less than two.
    [[nodiscard]] Hash combinationOf(const std::string &type, const std::vector<Leaf> &leaves) const;
    template <class Visit>
    [[nodiscard]] Result<void> eachOther(const EventStore &store, const StreamId &source, const JobControl &job,
                                         const Visit &visit) const;

    std::vector<Noted> m_events;
    std::map<Value, bool> m_values; ///< whether it stands elsewhere, too
    std::map<std::pair<std::string, std::string>, std::uint64_t> m_freeTexts;
    std::uint64_t m_leaves = 0;
};

} // namespace eventscope
