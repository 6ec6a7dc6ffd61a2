// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/operation.h"
#include "core/process/process_moves.h"
#include "core/projection/row_action.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace eventscope {

/// A command that a declared process would send: one, or one for each element of an array or member of an object in
/// the state of the instance.
struct CommandRule {
    std::string command;
    std::optional<Pointer> forEach;
    std::vector<std::pair<std::string, Source>> arguments;
    std::optional<Filter> when;
};

/// What a declared process does when it hears of an event, in this order (see declared_process.h).
struct Reaction {
    std::optional<Filter> when;
    std::vector<Operation> operations;
    bool compensates = false;
    std::optional<std::string> goTo;
    std::vector<CommandRule> send;
    std::vector<std::string> waitFor;
    std::chrono::microseconds within{};
    std::optional<std::string> end;

    /// Columns beside the header that it looks at.
    [[nodiscard]] Fields fields() const;
};

/// Reads what stands behind the type of an event: a reaction, or several. Errors: Invalid, as DescriptionNode.
[[nodiscard]] Result<std::vector<Reaction>> readReactions(const DescriptionNode &node);

/// Makes an instance with this state where `starts` and there is none, and lets it react in the order of `reactions`.
/// Neither events of an instance that is not there nor those of one that has ended change anything.
[[nodiscard]] RowActionPtr reactToEvent(bool starts, Json initial, std::vector<Reaction> reactions);

} // namespace eventscope
