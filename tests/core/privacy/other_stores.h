// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/writable_event_store.h"
#include "tests/core/privacy/sealed_shop.h"

#include <span>
#include <string>
#include <utility>

namespace eventscope::testing {

/// A store in front of another that does something else where an event of one type is to be kept.
class OtherStore : public WritableEventStore {
  public:
    OtherStore(WritableEventStore &store, std::string type) : m_store(store), m_type(std::move(type)) {}
    [[nodiscard]] const EventStore &reader() const override { return m_store.reader(); }
    [[nodiscard]] Result<Appended> append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                          const JobControl &job) override {
        if (events.front().type == m_type) ES_TRY(meet(m_store, stream));
        return m_store.append(stream, expected, events, job);
    }
    [[nodiscard]] Result<Imported> import(ImportSource &source, const JobControl &job) override {
        return m_store.import(source, job);
    }
    [[nodiscard]] Result<void> putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) override {
        return m_store.putSnapshots(snapshots, job);
    }

  protected:
    [[nodiscard]] const std::string &type() const { return m_type; }

  private:
    /// Before the event is kept; where it fails it is not.
    [[nodiscard]] virtual Result<void> meet(WritableEventStore &store, const StreamId &stream) = 0;

    WritableEventStore &m_store;
    const std::string m_type;
};

/// It cannot be reached any more.
class LostStore final : public OtherStore {
  public:
    using OtherStore::OtherStore;

  private:
    Result<void> meet(WritableEventStore &, const StreamId &) override {
        return fail(ErrorKind::Unavailable, "The store cannot be reached");
    }
};

/// Another program is faster, so often; or the store says each time that one was.
class RivalStore final : public OtherStore {
  public:
    enum class Does : std::uint8_t { Append, Refuse };
    RivalStore(WritableEventStore &store, std::string type, Does what, int times = 1'000)
        : OtherStore(store, std::move(type)), m_does(what), m_times(times) {}

  private:
    Result<void> meet(WritableEventStore &store, const StreamId &stream) override {
        if (m_does == Does::Refuse)
            return fail(ErrorKind::WrongVersion, "The stream " + stream.value + " is at another version");
        if (m_times-- <= 0) return {};
        const NewEvent theirs = SealedShop::event("rival " + std::to_string(m_times) + type(), "Noted", "{}");
        must(store.append(stream, Expected::any(), {&theirs, 1}, {}));
        return {};
    }

    const Does m_does;
    int m_times;
};

} // namespace eventscope::testing
