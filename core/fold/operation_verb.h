// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fold/operation.h"

#include <array>
#include <string_view>

namespace eventscope {

/// What the members of an operation may be, verb by verb.
struct VerbRule {
    enum class Need : std::uint8_t { No, Yes, Both }; ///< Both: operand and key, or neither
    Operation::Verb verb;
    std::string_view name;
    Need operand = Need::Yes;
    Need key = Need::No;
    std::optional<Json::Kind> literal = {}; ///< what a literal operand must be
};

inline constexpr std::array<VerbRule, 9> kVerbRules{{
    {Operation::Verb::Set, "set"},
    {Operation::Verb::Merge, "merge", VerbRule::Need::Yes, VerbRule::Need::No, Json::Kind::Object},
    {Operation::Verb::Append, "append"},
    {Operation::Verb::Upsert, "upsert", VerbRule::Need::Yes, VerbRule::Need::Yes, Json::Kind::Object},
    {Operation::Verb::Remove, "remove", VerbRule::Need::Both, VerbRule::Need::Both},
    {Operation::Verb::Add, "add", VerbRule::Need::Yes, VerbRule::Need::No, Json::Kind::Number},
    {Operation::Verb::Subtract, "subtract", VerbRule::Need::Yes, VerbRule::Need::No, Json::Kind::Number},
    {Operation::Verb::Count, "count", VerbRule::Need::No},
    {Operation::Verb::Increment, "increment", VerbRule::Need::No},
}};

} // namespace eventscope
