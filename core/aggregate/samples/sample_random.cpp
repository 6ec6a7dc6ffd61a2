// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_random.h"

#include <bit>

namespace eventscope::samples {

namespace {

std::uint64_t splitMix(std::uint64_t &state) {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

/// A UUID of `version` whose bits are `high` and `low`, but for those that say version and variant (RFC 9562, 4).
EventId uuidOf(std::uint64_t high, std::uint64_t low, std::uint64_t version) {
    high = (high & ~std::uint64_t{0xf000}) | version << 12;
    low = (low & ~(std::uint64_t{3} << 62)) | std::uint64_t{2} << 62;
    EventId id;
    for (std::size_t i = 0; i < 8; ++i) {
        id.bytes[i] = static_cast<std::byte>(high >> (56 - 8 * i));
        id.bytes[8 + i] = static_cast<std::byte>(low >> (56 - 8 * i));
    }
    return id;
}

} // namespace

SampleRandom::SampleRandom(std::uint64_t seed) {
    for (std::uint64_t &word : m_state)
        word = splitMix(seed);
}

std::uint64_t SampleRandom::next() {
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

// The remainder prefers low numbers by less than bound / 2^64, which no sample can show.
std::uint64_t SampleRandom::below(std::uint64_t bound) { return next() % bound; }

std::int64_t SampleRandom::between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
}

Duration SampleRandom::between(Duration least, Duration most) { return Duration(between(least.count(), most.count())); }

std::string SampleRandom::uuid() {
    const std::uint64_t high = next();
    return toString(uuidOf(high, next(), 4));
}

EventId SeededEventIds::next() {
    const auto ms = static_cast<std::uint64_t>(toUs(m_clock.now()) / 1000);
    const std::uint64_t tail = m_random.next() & 0xfff;
    return uuidOf(ms << 16 | tail, m_random.next(), 7);
}

} // namespace eventscope::samples
