// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "core/open/open_store.h"

namespace eventscope::cli {

Result<void> Context::requireStore() const {
    if (!m_globals.store.empty()) return {};
    return fail(ErrorKind::Invalid, "No store", "Name one with --store URL or in EVENTSCOPE_STORE");
}

Result<std::shared_ptr<const EventStore>> Context::openStore() {
    ES_TRY(requireStore());
    ES_ASSIGN(store, eventscope::openStore(m_globals.store, job()));
    for (const std::string &finding : store->info().findings)
        m_notes.note(m_globals.store + ", " + finding);
    return store;
}

Result<void> Context::requireWrite(const std::string &purpose) const {
    ES_TRY(requireStore());
    if (m_globals.write) return {};
    return fail(ErrorKind::Refused, "The store is open for reading only",
                "Add --write if you mean to change " + m_globals.store + " (" + purpose + ")");
}

Result<std::unique_ptr<WritableEventStore>> Context::openForWriting(const std::string &purpose, Missing missing) {
    ES_TRY(requireWrite(purpose));
    const WriteIntent intent{.createIfMissing = missing == Missing::Create, .purpose = purpose};
    return eventscope::openForWriting(m_globals.store, m_clock, intent, job());
}

} // namespace eventscope::cli
