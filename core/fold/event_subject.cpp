// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/fold/event_subject.h"

namespace eventscope {

const Result<Json> &EventSubject::document() const {
    if (!m_data) m_data = m_event.data();
    return *m_data;
}

const Json *EventSubject::data() const {
    const Result<Json> &parsed = document();
    return parsed ? &*parsed : nullptr;
}

const Json *EventSubject::metadata() const {
    if (!m_metadata) {
        const Payload bytes = m_event.metadata();
        m_metadata = bytes.encoding == Encoding::Json
                         ? Json::parse(bytes.bytes)
                         : Result<Json>(fail(ErrorKind::Invalid, "The metadata is not JSON"));
    }
    return *m_metadata ? &**m_metadata : nullptr;
}

} // namespace eventscope
