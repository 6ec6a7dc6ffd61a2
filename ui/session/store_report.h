// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/open/open_store.h"

namespace eventscope::ui {

/// What opening a store for a moment showed.
struct StoreReport {
    StoreInfo info;
    bool isEmpty = true;
    int openedInMs = 0;
};

/// Opens the store for reading, looks at its head, closes it. Blocks: for a Job. Errors: those of openStore and of
/// EventStore::head.
[[nodiscard]] Result<StoreReport> reportOn(const StoreAccess &access, const JobControl &job);

} // namespace eventscope::ui
