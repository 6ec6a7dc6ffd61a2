// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/new_event.h"
#include "core/store/writable_event_store.h"

#include <cstddef>
#include <string>
#include <vector>

namespace eventscope::testing {

/// A stream of three events, of which the second wants to break, block or mislead whoever shows it.
struct HostileCase {
    std::string name; ///< for the messages of tests
    std::string stream;
    std::string type = "Hostile";
    Encoding encoding = Encoding::Json; ///< of the data
    std::string data = R"({"n":2})";
    std::string metadata = "{}";
};

/// Every kind: depth, size, invalid UTF-8, characters that hide or reorder, terminal sequences, markup, doubled keys,
/// numbers that no machine number holds, formulas, NUL, names that are very long. What is only large has about
/// `largeBytes` bytes.
[[nodiscard]] std::vector<HostileCase> hostileCases(std::size_t largeBytes);

/// True when our own stores take the case: they bound names and payloads. A file can hold all of them.
[[nodiscard]] bool isStorable(const HostileCase &one);

/// The three events; their ids depend on the name of the case only.
[[nodiscard]] std::vector<NewEvent> eventsOf(const HostileCase &one);

/// Appends those that are storable and gives them back. Ends the test on an error.
[[nodiscard]] std::vector<HostileCase> appendStorable(WritableEventStore &store, const std::vector<HostileCase> &cases);

/// All of them as a file of JSON lines, which can be opened as it lies. Names that are no UTF-8 get U+FFFD.
[[nodiscard]] std::string jsonLinesOf(const std::vector<HostileCase> &cases);

} // namespace eventscope::testing
