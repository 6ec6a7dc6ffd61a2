// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/store_fixture.h"

#include <string>
#include <vector>

namespace eventscope::testing {

/// Everything that a store tells of its events, or the error on the way.
struct StoreStory {
    std::vector<PlainEvent> events;
    std::vector<StreamEntry> streams;
    std::vector<TypeEntry> types;
    bool operator==(const StoreStory &) const = default;
};

/// Opens the store at `path` and reads all of it.
[[nodiscard]] Result<StoreStory> storyOf(const std::string &path);

/// True for the kinds of error that a person understands as a damaged file.
[[nodiscard]] bool tellsDamage(const Error &error);

/// What became of a store file that was damaged on purpose.
enum class DamageOutcome {
    Refused,  ///< reading it failed, and the error tells of damage
    Verified, ///< it tells another story, and verifying finds a fault
    Harmless, ///< it tells the same story
    Silent,   ///< it tells another story and nothing tells of damage: never right
    Unclear,  ///< reading it failed, and the error does not tell of damage: never right
};
/// `whole` is the story of the store before the damage.
[[nodiscard]] DamageOutcome outcomeOf(const std::string &path, const StoreStory &whole);

/// Events over 12 streams, 5 types and all encodings, some with valid times, some larger than a page.
void fillWithVariety(WritableEventStore &store, int events = 240);

} // namespace eventscope::testing
