// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QtGlobal>

#include <cstdint>
#include <random>

namespace eventscope::testing {

/// How often something is tried: as the variable says, else `nightly` with EVENTSCOPE_TIER=nightly, else `everyday`.
inline int rounds(const char *variable, int everyday, int nightly) {
    if (qEnvironmentVariableIsSet(variable)) return qEnvironmentVariableIntValue(variable);
    return qgetenv("EVENTSCOPE_TIER") == "nightly" ? nightly : everyday;
}

/// A new seed for each run, printed so that the run can be repeated with EVENTSCOPE_SEED.
inline std::mt19937_64 seededRandom() {
    const std::uint32_t seed =
        qEnvironmentVariableIsSet("EVENTSCOPE_SEED") ? qgetenv("EVENTSCOPE_SEED").toUInt() : std::random_device{}();
    qInfo("EVENTSCOPE_SEED=%u", seed);
    return std::mt19937_64(seed);
}

} // namespace eventscope::testing
