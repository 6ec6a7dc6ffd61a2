// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/event_batch.h"
#include "core/json/json.h"
#include "core/lens/value_protection.h"
#include "core/vault/envelope.h"
#include "core/vault/key_vault.h"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What stands in the place of what is about somebody else.
inline constexpr std::string_view kAnotherPerson = "⟦another person⟧";

/// Shows documents to one person: what was sealed for them is opened, and what belongs to others is masked. That is
/// what was sealed for others, what the policy says to be personal and is not theirs, the places where the policy finds
/// whom an event is about, and ids of people who have a key in the vault: as values, as names of members, behind the
/// category in a stream's name, and as whole words inside of longer texts, there from six characters on. What the
/// policy does not name, and nobody sealed, stays: names in free text for example. One thread.
class OthersMask {
  public:
    /// `vault` null: there is none. All outlive it. Errors: those of the vault.
    [[nodiscard]] static Result<OthersMask> of(const std::vector<SubjectId> &person, const StoreProtection &protection,
                                               KeyVault *vault);

    /// A part of an event. `theirs` are the places of clear values that the policy says to be this person's.
    [[nodiscard]] Result<Json> masked(const Json &document, const EventView &event, PersonalField::Part part,
                                      const std::set<std::string> &theirs);
    /// Something that was made of events.
    [[nodiscard]] Result<Json> masked(const Json &kept);
    /// The name of a stream, which may be an id. `type`: of an event in it; empty: of none.
    [[nodiscard]] Result<std::string> maskedStream(std::string_view stream, std::string_view type);

    /// A pointer as it leads into a masked document, and the key of a row, of which any part may be an id.
    [[nodiscard]] Result<std::string> maskedPointer(std::string_view pointer);
    [[nodiscard]] Result<std::string> maskedKey(std::string_view key);

    /// How often something stood in the place of something.
    [[nodiscard]] std::uint64_t maskedSoFar() const { return m_masked; }

  private:
    OthersMask(std::vector<SubjectId> person, const StoreProtection &protection, KeyVault *vault)
        : m_person(std::move(person)), m_protection(protection), m_vault(vault) {}
    struct Look;
    [[nodiscard]] Result<Json> look(const Json &value, Look &at);
    [[nodiscard]] Result<Json> opened(const Envelope &envelope, const Look &at);
    [[nodiscard]] bool namesSomebody(std::string_view type, std::span<const std::string> path) const;
    [[nodiscard]] bool isThisPerson(std::string_view id) const;
    [[nodiscard]] Result<bool> isIdOfAnother(std::string_view text) const;
    [[nodiscard]] Result<bool> hasKey(std::string_view id) const;
    /// The text of a value, a member's name or a key with what is an id of somebody else masked; nothing: it stays.
    [[nodiscard]] Result<std::optional<std::string>> maskedText(std::string_view text);
    /// The same inside of it. Cost: a keyed hash for each word of it, some more for words that are joined by signs.
    [[nodiscard]] Result<std::optional<std::string>> maskedInside(std::string_view text);
    /// A value that was sealed for this person, of which texts may name others.
    [[nodiscard]] Result<Json> withoutIds(const Json &value);
    [[nodiscard]] Json another();

    std::vector<SubjectId> m_person;
    const StoreProtection &m_protection;
    KeyVault *m_vault;
    std::set<SubjectBinding> m_bindings; ///< of the person
    std::set<SubjectBinding> m_others;   ///< with a key in the vault
    std::uint64_t m_masked = 0;
};

} // namespace eventscope
