// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <new>

namespace eventscope {

/// Runs `work`, a call of a store that answers a Result, and answers Unavailable where memory ran out in it: no
/// exception leaves the store.
template <class Work>
auto withoutThrowing(Work &&work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc &) {
        // Short enough to need no memory of its own.
        return fail(ErrorKind::Unavailable, "Out of memory");
    }
}

} // namespace eventscope
