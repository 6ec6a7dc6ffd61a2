// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stream_fixture.h"

namespace eventscope::testing {

/// A basket: items by id, a total, notes; some events fail and some are ignored.
[[nodiscard]] FoldPtr basketFold();
/// At most `eventsMax` events for it, drawn by rapidcheck.
[[nodiscard]] std::vector<TestEvent> randomBasket(std::size_t eventsMax);

/// Events whose payloads, laid over each other, change everything that can change in a document: values of all kinds,
/// objects in objects, empty containers, arrays whose elements have ids and change their order.
[[nodiscard]] std::vector<TestEvent> randomDocuments(std::size_t eventsMax);

/// A number in [0, below), evenly.
[[nodiscard]] std::size_t draw(std::size_t below);

} // namespace eventscope::testing
