// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/open_session.h"

#include "core/open/open_store.h"

namespace eventscope::ui {

Result<OpenedStore> openForBrowsing(const std::string &address, const JobControl &job) {
    ES_ASSIGN(store, openStore(address, job));
    return browse(std::move(store), job);
}

Result<OpenedStore> browse(std::shared_ptr<const EventStore> store, const JobControl &job) {
    // Even an empty page carries the dictionary that all batches of the store share.
    Query query;
    query.rowsMax = 1;
    ES_ASSIGN(first, store->page(query, job));
    OpenedStore opened;
    opened.index = std::make_shared<LogIndex>(first->dictionaryPtr());
    opened.lens = identityLens();
    opened.store = std::move(store);
    return opened;
}

} // namespace eventscope::ui
