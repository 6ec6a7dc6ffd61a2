// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/writable_event_store.h"

#include <functional>
#include <optional>
#include <utility>

namespace eventscope::test {

/// A store in which something happens right before each append, and whose snapshots can be made to fail.
class RivalStore final : public WritableEventStore {
  public:
    explicit RivalStore(WritableEventStore &store) : m_store(store) {}

    std::function<void()> beforeAppend;
    std::optional<Error> snapshotError;
    int appends = 0;

    [[nodiscard]] const EventStore &reader() const override { return m_store.reader(); }
    [[nodiscard]] Result<Appended> append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                          const JobControl &job) override {
        ++appends;
        if (beforeAppend) beforeAppend();
        return m_store.append(stream, expected, events, job);
    }
    [[nodiscard]] Result<Imported> import(ImportSource &source, const JobControl &job) override {
        return m_store.import(source, job);
    }
    [[nodiscard]] Result<void> putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) override {
        if (snapshotError) return fail(*snapshotError);
        return m_store.putSnapshots(snapshots, job);
    }

  private:
    WritableEventStore &m_store;
};

} // namespace eventscope::test
