// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event_batch.h"
#include "core/event/metadata.h"
#include "core/event/oddities.h"
#include "core/json/json.h"
#include "core/lens/readable_batch.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope::ui {

/// One event with everything about it, parsed off the GUI thread. Immutable, keeps its bytes alive.
struct EventDetails {
    BatchPtr batch;                ///< one row, all fields: the event as stored
    ReadableBatch readable{batch}; ///< as the lens shows it: none, one or several
    std::optional<Json> data;      ///< of the first readable event; nothing: not JSON
    std::optional<Json> metadata;  ///< nothing: not JSON
    std::string pretty;            ///< data laid out for people; empty where it is too long for that, or not there
    std::string problem;           ///< why data is not there, in words; empty when it is
    MetadataFields links;
    std::vector<Oddity> dataOddities = {};     ///< of the stored bytes
    std::vector<Oddity> metadataOddities = {}; ///< of the stored bytes

    /// The data as read: the stored bytes where the lens changed nothing.
    [[nodiscard]] std::string_view readableBytes() const {
        return readable.rows() > 0 ? readable[0].payload().bytes : event().data().bytes;
    }
    [[nodiscard]] EventView event() const { return (*batch)[0]; }
    /// Whether data is what the stored bytes say.
    [[nodiscard]] bool isAsStored() const { return readable.rows() == 1 && !readable[0].wasUpcast(); }
};
using EventDetailsPtr = std::shared_ptr<const EventDetails>;

} // namespace eventscope::ui
