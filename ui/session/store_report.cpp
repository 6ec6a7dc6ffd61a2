// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/store_report.h"

#include <chrono>

namespace eventscope::ui {

Result<StoreReport> reportOn(const StoreAccess &access, const JobControl &job) {
    const auto begin = std::chrono::steady_clock::now();
    ES_ASSIGN(store, openStore(access, job));
    const auto opened = std::chrono::steady_clock::now() - begin;
    ES_ASSIGN(head, store->head(job));
    StoreReport report;
    report.info = store->info();
    report.isEmpty = head.last == kBeforeAll;
    report.openedInMs = static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(opened).count());
    return report;
}

} // namespace eventscope::ui
