// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"

#include <array>
#include <compare>
#include <cstddef>
#include <string>

namespace eventscope {

/// Whom personal data is about, as the store calls them: a surrogate such as "candidate-51f0", never a name.
struct SubjectId {
    std::string value;
    auto operator<=>(const SubjectId &) const = default;
};

/// Names a key; random.
struct KeyId {
    std::array<std::byte, 16> bytes{};
    auto operator<=>(const KeyId &) const = default;
};

/// Names a vault; random.
struct VaultId {
    std::array<std::byte, 16> bytes{};
    auto operator<=>(const VaultId &) const = default;
};

/// Stands for a subject where its id must not stand: a keyed hash of it, which only the vault can make. Whoever knows
/// the id and has the vault can tell them together, so this is still pseudonymous data.
struct SubjectBinding {
    std::array<std::byte, 16> bytes{};
    auto operator<=>(const SubjectBinding &) const = default;
};

/// Lower-case hexadecimal, 32 digits.
template <class Named>
requires requires(const Named &id) { id.bytes; }
[[nodiscard]] std::string toHex(const Named &id) { return toHex(std::span<const std::byte>(id.bytes)); }

} // namespace eventscope
