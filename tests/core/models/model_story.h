// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/read_model_store.h"

#include <functional>
#include <limits>
#include <string>

namespace eventscope::testing {

// The life of a read model whose rows and letters follow from its position alone, so that whoever finds it in whatever
// state can tell whether it is one that was ever committed.

/// All that changes between two positions.
[[nodiscard]] ModelCommit storyCommit(int from, int to);

/// Carries the live model on up to `last`, mends rows of it, makes it anew aside and swaps. `told` gets the position
/// that the store has said to be reached. Throws what the store answers as an error, after which nothing more is done.
void tellStory(ReadModelStore &store, const std::function<void(int position)> &told,
               int last = std::numeric_limits<int>::max());

/// Empty, or what is in none of the states that the story goes through; every table is looked at. The live one must be
/// there, and at least at `reached`, if that is above 0.
[[nodiscard]] std::string faultInStory(ReadModelStore &store, int reached);

} // namespace eventscope::testing
