// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/store_fixture.h"

#include <string>

namespace eventscope::testing {

/// "Counted" with {"n": number}; the id depends on the stream and the number only.
inline NewEvent counted(const std::string &stream, std::int64_t number) {
    NewEvent event;
    event.id = derivedEventId(stream, std::to_string(number));
    event.type = "Counted";
    event.data = "{\"n\":" + std::to_string(number) + "}";
    return event;
}

/// Appends `count` events to one stream, one by one, each numbered as its version.
inline void appendSingly(WritableEventStore &store, const std::string &stream, int count, std::int64_t first = 1) {
    for (std::int64_t n = first; n < first + count; ++n) {
        const NewEvent event = counted(stream, n);
        (void)must(store.append({stream}, Expected::any(), {&event, 1}, {}));
    }
}

} // namespace eventscope::testing
