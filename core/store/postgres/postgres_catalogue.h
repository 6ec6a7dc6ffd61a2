// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/db/postgres/pg_read_session.h"
#include "core/store/catalogue.h"
#include "core/store/snapshot.h"

namespace eventscope {

// In one snapshot.

/// Cost: streams by their index; categories and types of a past moment by a scan of the header columns.
[[nodiscard]] Result<Catalogue> postgresCatalogue(PgReadSession &session, const CatalogueQuery &query,
                                                  const JobControl &job);
[[nodiscard]] Result<SnapshotList> postgresSnapshots(PgReadSession &session, const StreamId &stream,
                                                     const JobControl &job);

} // namespace eventscope
