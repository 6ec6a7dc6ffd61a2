// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/secret.h"

#include <sodium.h>

#include <cstring>
#include <utility>

namespace eventscope {

Secret::Secret(std::string &&text) : m_bytes(std::make_unique<char[]>(text.size() + 1)), m_size(text.size()) {
    std::memcpy(m_bytes.get(), text.data(), m_size);
    eventscope::wipe(text);
}

Secret::Secret(Secret &&other) noexcept : m_bytes(std::move(other.m_bytes)), m_size(std::exchange(other.m_size, 0)) {}

Secret &Secret::operator=(Secret &&other) noexcept {
    if (this == &other) return *this;
    wipe();
    m_bytes = std::move(other.m_bytes);
    m_size = std::exchange(other.m_size, 0);
    return *this;
}

Secret::~Secret() { wipe(); }

Secret Secret::clone() const { return Secret(std::string(view())); }

void Secret::wipe() {
    if (m_bytes) sodium_memzero(m_bytes.get(), m_size);
}

void wipe(std::string &text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

} // namespace eventscope
