// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/command_context.h"

#include "core/aggregate/record.h"

namespace eventscope {

std::string printMetadata(const CommandContext &context, const EventId &firstOfBatch) {
    const auto idOr = [&](const std::string &given) { return given.empty() ? toString(firstOfBatch) : given; };
    std::string text = "{\"correlationId\":";
    printValue(text, idOr(context.correlationId));
    text += ",\"causationId\":";
    printValue(text, idOr(context.causationId));
    if (!context.userId.empty()) {
        text += ",\"userId\":";
        printValue(text, context.userId);
    }
    text += '}';
    return text;
}

EventId RandomEventIds::next() { return newEventId(static_cast<std::uint64_t>(toUs(m_clock.now()) / 1000)); }

} // namespace eventscope
