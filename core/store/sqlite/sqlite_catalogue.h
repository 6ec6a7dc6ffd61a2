// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/catalogue.h"
#include "core/store/sqlite/read_session.h"

namespace eventscope {

/// What EventStore::catalogue answers for a store file. Cost: streams, and categories as of the end, one row of
/// `streams` per stream looked at; the rest one pass over the index of the header columns, about five million events a
/// second.
[[nodiscard]] Result<Catalogue> listCatalogue(ReadSession &session, const CatalogueQuery &query);

} // namespace eventscope
