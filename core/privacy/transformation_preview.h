// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/event_transformer.h"
#include "core/privacy/residual_identity.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace eventscope {

/// What a transformation reads.
struct TransformationSources {
    const EventStore &store;
    const StoreProtection &protection;
    KeyVault *vault = nullptr; ///< unlocked; null: there is none, and what is sealed cannot be read
};

/// An event with values that are other ones in the copy.
struct EventPreview {
    Position position;
    Version version;
    EventId id;
    std::string type;
    std::vector<TransformedPlace> places;
};

/// A text that was looked for and would still stand in the copy, in clear.
struct LiteralFound {
    Version version;           ///< of the source; kNoVersion: in the name of the stream
    std::string type, pointer; ///< the place of the value; empty: a payload that is no JSON
};

/// What a transformation would do, as everything stands now.
struct TransformationPreview {
    static constexpr std::size_t kListedMax = 1'000; ///< of problems and of literals

    std::uint64_t events = 0;
    Version last;                                   ///< of the source
    std::uint64_t changed = 0;                      ///< events with a value that is another one
    std::map<std::string, std::uint64_t> untouched; ///< events that no rule is for, by type
    std::map<std::string, std::uint64_t> excluded;  ///< those of excluded types: copied as they are
    std::vector<std::string> unknown;               ///< types that the rules name and the stream does not have
    std::uint64_t sealedAnew = 0;                   ///< personal values of the copy
    std::uint64_t personalInClear = 0;              ///< the same without a vault
    std::uint64_t problemCount = 0, literalCount = 0;
    std::vector<TransformationProblem> problems; ///< the first ones: nothing is copied while there are any
    std::vector<LiteralFound> literals;          ///< likewise
    std::vector<ResidualWarning> warnings;
    bool isResidualSkipped = false; ///< too many values to be compared
    std::set<SubjectBinding> people;
    [[nodiscard]] bool isPossible() const { return problemCount == 0 && literalCount == 0; }
};

/// Looks at everything, changes nothing. `take` gets each event that changes, in order; empty: nobody. `literals` are
/// found in any letter case. Errors: NotFound (no such stream), Invalid (the task's id or stream, or a secret is
/// missing), Unsupported (the store does not keep ids), those of the store, the vault and `take`. Cost: one pass over
/// the stream, two over the log.
[[nodiscard]] Result<TransformationPreview>
previewTransformation(const TransformationSources &sources, const TransformationTask &task,
                      const std::vector<std::string> &literals,
                      const std::function<Result<void>(const EventPreview &)> &take, const JobControl &job);

/// Where texts stand in a payload as it is stored, in clear.
class LiteralSearch {
  public:
    explicit LiteralSearch(const std::vector<std::string> &literals);
    ~LiteralSearch();
    LiteralSearch(const LiteralSearch &) = delete;
    LiteralSearch &operator=(const LiteralSearch &) = delete;
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool isIn(std::string_view text) const;
    /// The places of the values, and of names of members; `but` are left out with all in them.
    [[nodiscard]] std::vector<std::string> in(const Payload &payload, PersonalField::Part part,
                                              const std::set<std::string> &but) const;

  private:
    struct Texts;
    const std::unique_ptr<const Texts> m_texts;
};

/// Letters, digits, "-" and "_", 64 at most; a stream that is no evidence. Errors: Invalid.
[[nodiscard]] Result<void> checkTask(const TransformationTask &task);

} // namespace eventscope
