// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event_batch.h"
#include "core/event/metadata.h"
#include "core/json/json.h"
#include "core/lens/readable_batch.h"

#include <optional>

namespace eventscope::ui {

/// One event with everything about it, parsed off the GUI thread. Immutable, cheap to copy, keeps its bytes alive.
struct EventDetails {
    BatchPtr batch;                ///< one row, all fields: the event as stored
    ReadableBatch readable{batch}; ///< as the lens shows it: none, one or several
    std::optional<Json> data;      ///< of the first readable event; nothing: not JSON
    std::optional<Json> metadata;  ///< nothing: not JSON
    std::string problem;           ///< why data is not there, in words; empty when it is
    MetadataFields links;

    [[nodiscard]] EventView event() const { return (*batch)[0]; }
};

} // namespace eventscope::ui
