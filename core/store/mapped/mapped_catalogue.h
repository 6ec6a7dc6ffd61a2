// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_read_session.h"
#include "core/store/catalogue.h"
#include "core/store/mapped/mapped_table.h"
#include "core/store/snapshot.h"

namespace eventscope {

/// Cost: one pass over the events, since such layouts keep no counts.
[[nodiscard]] Result<Catalogue> mappedCatalogue(PgReadSession &session, const MappedTable &table,
                                                const CatalogueQuery &query, const JobControl &job);
[[nodiscard]] Result<SnapshotList> mappedSnapshots(PgReadSession &session, const MappedTable &table,
                                                   const StreamId &stream, const JobControl &job);

} // namespace eventscope
