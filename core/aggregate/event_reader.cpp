// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/event_reader.h"

namespace eventscope {

std::uint16_t &TypeCodes::slot(const std::shared_ptr<Dictionary> &dictionary, std::uint32_t code) {
    if (m_dictionary != dictionary) {
        m_dictionary = dictionary;
        m_slots.clear();
    }
    if (code >= m_slots.size()) m_slots.resize(code + 1, kUnseen);
    return m_slots[code];
}

std::string openPayload(FieldReader &reader, const ReadableEvent &event) {
    const Payload payload = event.payload();
    if (payload.encoding != Encoding::Json) return std::string(event.type()) + " is not stored as JSON";
    // Bytes of a stored event lie in the arena of their batch, which has slack; those that a lens made do not.
    const auto slack = event.isAsStored() ? FieldReader::Slack::Readable : FieldReader::Slack::None;
    if (!payload.bytes.empty() && reader.open(payload.bytes, slack)) return {};
    return std::string(event.type()) + " is no readable JSON object";
}

std::string unusableMember(std::string_view type, std::string_view member) {
    return std::string(type) + " has no usable \"" + std::string(member) + "\"";
}

} // namespace eventscope
