// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/file/taken_bytes.h"

namespace eventscope {

void TakenBytes::add(std::string_view bytes) {
    m_count += bytes.size();
    m_hasher.add(bytes);
    if (m_head.size() < kEdgeBytes) m_head.append(bytes.substr(0, kEdgeBytes - m_head.size()));
    if (bytes.size() >= kEdgeBytes) {
        m_tail = bytes.substr(bytes.size() - kEdgeBytes);
        return;
    }
    m_tail.append(bytes);
    if (m_tail.size() > kEdgeBytes) m_tail.erase(0, m_tail.size() - kEdgeBytes);
}

Hash TakenBytes::hash() const {
    Hasher copy = m_hasher; // so that more can be added to ours
    return copy.finish();
}

} // namespace eventscope
