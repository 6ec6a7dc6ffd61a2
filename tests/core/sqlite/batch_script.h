// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/writable_event_store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope::testing {

/// The events that the durability tests append to stream "order-1": each says where its batch begins and how long it
/// is, so that half a batch is recognised.
[[nodiscard]] std::vector<NewEvent> batchOf(std::int64_t firstVersion, std::size_t size);
[[nodiscard]] Result<Appended> appendBatch(WritableEventStore &store, std::int64_t after, std::size_t size);

/// One batch of `size` events by import instead.
[[nodiscard]] Result<Imported> importBatch(WritableEventStore &store, std::size_t size);

/// What is wrong with a store of such batches; empty when nothing is. Reads it, verifies it (integrity, hashes, chains)
/// and looks that every event up to version `acknowledged` is there, that no version is missing and no batch is
/// partial.
[[nodiscard]] std::string faultIn(const std::string &path, std::int64_t acknowledged);
/// As faultIn, and then appends to it, as the next program would.
[[nodiscard]] std::string faultInAndAfter(const std::string &path, std::int64_t acknowledged);

} // namespace eventscope::testing
