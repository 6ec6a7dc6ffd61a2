// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/sealing_store.h"

#include "core/privacy/event_sealer.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

/// So many events are sealed together: new keys are made durable once for all of them.
constexpr std::size_t kEventsTogether = 4096;

/// Which of several events an error of EventSealer::seal() is about, which it no longer says in its detail; nothing:
/// about none of them.
std::optional<std::size_t> takeNumber(Error &error) {
    if (error.kind != ErrorKind::Invalid || error.detail.empty()) return std::nullopt;
    std::size_t number = 0;
    std::from_chars(error.detail.data(), error.detail.data() + error.detail.size(), number);
    error.detail.clear();
    return number;
}

/// Events of an import, sealed in stretches.
class SealedSource final : public ImportSource {
  public:
    SealedSource(ImportSource &inner, EventSealer &sealer, const JobControl &job)
        : m_inner(inner), m_sealer(sealer), m_job(job) {}

    [[nodiscard]] Result<bool> next(ImportEvent &event) override {
        if (m_next == m_events.size()) {
            ES_TRY(fill());
            if (m_events.empty()) return m_end;
        }
        event = std::move(m_events[m_next++]);
        return true;
    }

  private:
    /// What comes before an error of the source is given out first.
    Result<void> fill() {
        m_events.clear();
        m_next = 0;
        while (m_events.size() < kEventsTogether && m_end && *m_end) {
            ImportEvent event;
            m_end = m_inner.next(event);
            if (m_end && *m_end) m_events.push_back(std::move(event));
        }
        std::vector<EventToSeal> together;
        for (ImportEvent &event : m_events)
            together.push_back({&event.stream, &event.event});
        auto sealed = m_sealer.seal(together, m_job);
        if (sealed) return {};
        const bool isOfOne = sealed.error().kind == ErrorKind::Refused;
        const Error error = isOfOne ? named(together, std::move(sealed).error()) : located(std::move(sealed).error());
        m_events.clear(); // they are in clear
        m_end = fail(error);
        return fail(error);
    }

    /// The error of the first event that cannot be sealed by itself, such as one of somebody who was erased.
    Error named(std::span<const EventToSeal> part, Error error) const {
        while (part.size() > 1) {
            const auto half = part.first(part.size() / 2);
            auto sealed = m_sealer.seal(half, m_job);
            part = sealed ? part.subspan(half.size()) : half;
        }
        auto sealed = m_sealer.seal(part, m_job);
        if (sealed || sealed.error().kind != ErrorKind::Refused) return error;
        error = std::move(sealed).error();
        const auto at =
            std::ranges::find(m_events, part.front().event, [](const ImportEvent &one) { return &one.event; });
        const std::string line = at->line > 0 ? "line " + std::to_string(at->line) + ", " : std::string();
        error.message.insert(0, line + "event " + toString(at->event.id) + ": ");
        return error;
    }

    Error located(Error error) const {
        const auto number = takeNumber(error);
        const std::uint64_t line = number ? m_events[*number].line : 0;
        if (line > 0) error.message.insert(0, "line " + std::to_string(line) + ": ");
        return error;
    }

    ImportSource &m_inner;
    EventSealer &m_sealer;
    const JobControl &m_job;
    std::vector<ImportEvent> m_events;
    std::size_t m_next = 0;
    Result<bool> m_end = true; ///< what the source answered last
};

class SealingStore final : public WritableEventStore {
  public:
    SealingStore(std::string store, std::unique_ptr<WritableEventStore> inner, PrivacyPolicy policy,
                 std::shared_ptr<StoreVault> vault)
        : m_store(std::move(store)),
          m_inner(std::move(inner)),
          m_policy(std::move(policy)),
          m_vault(std::move(vault)) {}

    [[nodiscard]] const EventStore &reader() const override { return m_inner->reader(); }

    [[nodiscard]] Result<Appended> append(const StreamId &stream, Expected expected, std::span<const NewEvent> events,
                                          const JobControl &job) override {
        // Who writes nothing personal need not unlock anything.
        const auto isPersonal = [this](const NewEvent &event) { return !m_policy.fieldsOf(event.type).empty(); };
        if (std::ranges::none_of(events, isPersonal)) return m_inner->append(stream, expected, events, job);
        ES_ASSIGN(vault, own());
        KeyVault::Lease keys(*vault);
        std::vector<NewEvent> sealed(events.begin(), events.end());
        std::vector<EventToSeal> together;
        for (NewEvent &event : sealed)
            together.push_back({&stream, &event});
        if (auto done = EventSealer(m_policy, m_store, reader(), keys).seal(together, job); !done) {
            Error error = std::move(done).error();
            const auto number = takeNumber(error);
            if (number && events.size() > 1) error.message += " (event " + std::to_string(*number + 1) + " of these)";
            return fail(std::move(error));
        }
        return m_inner->append(stream, expected, sealed, job);
    }

    [[nodiscard]] Result<Imported> import(ImportSource &source, const JobControl &job) override {
        ES_ASSIGN(vault, own());
        KeyVault::Lease keys(*vault);
        EventSealer sealer(m_policy, m_store, reader(), keys);
        ES_TRY(sealer.lookFirst(job)); // an empty table is locked while it is filled
        SealedSource sealed(source, sealer, job);
        return m_inner->import(sealed, job);
    }

    [[nodiscard]] Result<void> abandon(const JobControl &job) override { return m_inner->abandon(job); }

    [[nodiscard]] Result<void> putSnapshots(std::span<const Snapshot> snapshots, const JobControl &job) override {
        return m_inner->putSnapshots(snapshots, job);
    }

  private:
    /// Another store's vault would seal for subjects of its own.
    [[nodiscard]] Result<std::shared_ptr<KeyVault>> own() const {
        ES_ASSIGN(vault, m_vault->unlocked());
        if (vault->store() == m_store) return vault;
        return fail(ErrorKind::Refused, "The vault is of another store (" + m_vault->path() + ")",
                    "Name the vault of this one; nothing was written");
    }

    const std::string m_store; ///< id of the one that it ends in
    const std::unique_ptr<WritableEventStore> m_inner;
    const PrivacyPolicy m_policy;
    const std::shared_ptr<StoreVault> m_vault;
};

} // namespace

std::unique_ptr<WritableEventStore> sealingStore(std::unique_ptr<WritableEventStore> inner, PrivacyPolicy policy,
                                                 std::shared_ptr<StoreVault> vault) {
    const std::string store = inner->reader().info().identity.id;
    return sealingStoreFor(store, std::move(inner), std::move(policy), std::move(vault));
}

std::unique_ptr<WritableEventStore> sealingStoreFor(const std::string &store, std::unique_ptr<WritableEventStore> inner,
                                                    PrivacyPolicy policy, std::shared_ptr<StoreVault> vault) {
    return std::make_unique<SealingStore>(store, std::move(inner), std::move(policy), std::move(vault));
}

Result<std::unique_ptr<WritableEventStore>> sealedForWriting(std::unique_ptr<WritableEventStore> inner,
                                                             PrivacyPolicy policy, std::shared_ptr<StoreVault> vault) {
    if (policy.isEmpty()) {
        return fail(ErrorKind::Refused, "The store has a vault, but no policy says what is personal in it",
                    "Name its domain pack: --domain DIR");
    }
    if (!inner->reader().info().keepsIds) {
        return fail(ErrorKind::Unsupported,
                    "Personal values cannot be sealed in this table: it does not keep the ids of events",
                    "Write to a store of ours, or without a vault");
    }
    return sealingStore(std::move(inner), std::move(policy), std::move(vault));
}

} // namespace eventscope
