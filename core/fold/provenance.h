// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// Where a state comes from.
enum class ProvenanceKind : std::uint8_t {
    DomainFold,      ///< the team's own code, or our samples' C++ aggregates
    DeclaredMapping, ///< a JSON description
    PayloadMerge,    ///< payloads laid over each other, by no knowledge of the domain
    Raw,             ///< no state, only the events
};
/// "domain", "declared", "merge", "raw" (keys of the command line)
[[nodiscard]] std::string_view name(ProvenanceKind kind);

/// Carried by every state that is shown.
struct Provenance {
    ProvenanceKind kind = ProvenanceKind::Raw;
    std::string fold;                 ///< "BankAccount (C++)"
    std::vector<std::string> ignored; ///< event types that the fold has no handler for, sorted, each once
    bool operator==(const Provenance &) const = default;
};

} // namespace eventscope
