// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>

namespace eventscope::ui {

/// A projection at one moment: how far it and the log had come.
struct TrendPoint {
    qint64 atMs = 0;                      ///< of a clock that only runs on
    std::uint64_t position = 0, head = 0; ///< as distances from the beginning of the log
    std::uint64_t lagEvents = 0;
    std::uint64_t events = 0; ///< taken so far
};

} // namespace eventscope::ui
