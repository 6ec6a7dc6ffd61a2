// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event_batch.h"

#include <memory>
#include <string>
#include <vector>

namespace eventscope::test {

/// One event of a stream, for batches made by hand.
struct Row {
    std::string type;
    std::string data;
    int schemaVersion = 1;
    Encoding encoding = Encoding::Json;
};

/// The events as versions `first`, `first` + 1, ... of one stream.
inline BatchPtr batchOf(const std::vector<Row> &rows, std::int64_t first = 1,
                        std::shared_ptr<Dictionary> dictionary = std::make_shared<Dictionary>()) {
    BatchBuilder builder(dictionary, Fields::Data);
    for (const Row &each : rows) {
        EventRow row;
        row.position.minor = static_cast<std::uint64_t>(first);
        row.stream = dictionary->streamCode("account-1");
        row.type = dictionary->typeCode(each.type, each.schemaVersion);
        row.version.value = first++;
        row.data = {each.encoding, each.data};
        builder.add(row);
    }
    return builder.publish();
}

} // namespace eventscope::test
