// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/store/writable_event_store.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace eventscope {

/// Where the chain of a stream ends.
struct ChainEnd {
    Version version; ///< of the last event; 0: there is none
    Hash chain;
    bool operator==(const ChainEnd &) const = default;
};

/// An event to be imported, with what can be worked out without the store.
struct PreparedImport {
    ImportEvent event;
    Hash content;           ///< contentHash of it
    std::size_t stream = 0; ///< its stream, counted from 0 in the order in which they first appear

    /// Its link in the chain of its stream, if it comes behind `before`: right for an empty store that takes every
    /// event.
    ChainEnd before, after;
};

/// The events of a source in batches, checked and hashed. With `job.workers` the next batches are made on one of their
/// threads while the caller works on the one before; a worker that starts late or never costs only that.
/// One thread. Memory: some 4 MiB (more for events larger than a MiB), and 200 bytes a stream.
class ImportFeed {
  public:
    enum class Chains : std::uint8_t {
        Leave, ///< streams may be there already: `before` and `after` stay as they are
        Guess, ///< the store is empty
    };
    /// All must outlive it.
    ImportFeed(ImportSource &source, const AppendLimits &limits, Chains chains, const JobControl &job);
    ImportFeed(const ImportFeed &) = delete;
    ImportFeed &operator=(const ImportFeed &) = delete;
    /// Waits until the source is left alone.
    ~ImportFeed();

    /// The next events, until the next call; none at the end. Errors: those of the source and of checkImport, after the
    /// events before them, and Cancelled.
    [[nodiscard]] Result<std::span<const PreparedImport>> next();

  private:
    class Batches;
    std::shared_ptr<Batches> m_batches; // shared with a task that may start after the end
};

} // namespace eventscope
