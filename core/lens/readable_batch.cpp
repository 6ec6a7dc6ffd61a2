// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/readable_batch.h"

namespace eventscope {

std::string_view ReadableEvent::failure() const {
    if (m_batch->m_identity || !m_batch->m_rows[m_row].failure) return {};
    return m_batch->m_made.failures[*m_batch->m_rows[m_row].failure];
}

Result<Json> ReadableEvent::data() const {
    if (const Upcast *made = upcast()) return made->data;
    if (!failure().empty()) return fail(ErrorKind::Invalid, std::string(failure()));
    const Payload shown = payload();
    if (shown.encoding != Encoding::Json) return fail(ErrorKind::Invalid, "The payload is not JSON");
    return Json::parse(shown.bytes);
}

} // namespace eventscope
