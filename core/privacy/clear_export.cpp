// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/clear_export.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/lens/export_events.h"
#include "core/privacy/export_register.h"
#include "core/privacy/rewriting_store.h"
#include "core/vault/opening.h"

#include <filesystem>
#include <set>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

/// Out of which all values come in clear. What it has opened is asked of it afterwards. One scan at a time.
class ClearStore final : public RewritingStore {
  public:
    ClearStore(const ClearExportWorld &world)
        : RewritingStore(world.store), m_storeId(world.protection.store), m_vault(world.vault) {}

    [[nodiscard]] std::uint64_t values() const { return m_values; }
    [[nodiscard]] const std::set<SubjectBinding> &people() const { return m_people; }

  private:
    using Part = PersonalField::Part;

    [[nodiscard]] Fields fields() const override { return Fields::Id; }
    [[nodiscard]] bool mayChange(const EventView &event) const override {
        return mayHoldProtected(event.data().bytes) || mayHoldProtected(event.metadata().bytes);
    }
    [[nodiscard]] Result<std::vector<Texts>> texts(const EventBatch &batch) const override {
        KeyVault::Lease lease(m_vault);
        std::vector<Texts> all;
        all.reserve(batch.rows());
        for (std::size_t row = 0; row < batch.rows(); ++row) {
            const EventView event = batch[row];
            ES_ASSIGN(data, textOf(event, event.data(), Part::Data, lease));
            ES_ASSIGN(metadata, textOf(event, event.metadata(), Part::Metadata, lease));
            all.push_back({std::move(data), std::move(metadata)});
        }
        return all;
    }
    [[nodiscard]] Result<std::string> textOf(const EventView &event, const Payload &payload, Part part,
                                             KeyVault::Lease &lease) const {
        const SealedPlace place{m_storeId, {}, event.stream(), event.id(), event.type()};
        ES_ASSIGN(opened, clearText(payload.bytes, part, place, &lease));
        for (const OpenedValue &value : opened.values) {
            ES_TRY(check(value, event));
            if (value.state != FieldState::Clear) continue;
            ++m_values;
            m_people.insert(value.subject);
        }
        return std::move(opened.text);
    }
    static Result<void> check(const OpenedValue &value, const EventView &event) {
        const std::string what = value.pointer + " of the event at " + toString(event.position()) + " is ";
        switch (value.state) {
        case FieldState::Clear:
        case FieldState::Shredded:
            return {};
        case FieldState::Tampered:
            return fail(ErrorKind::Corrupt, what + "tampered with",
                        "Look at it with events, and leave it out by --where");
        case FieldState::Unsupported:
            return fail(ErrorKind::Unsupported, what + "sealed in a way that this version does not know",
                        "Use the version that wrote it");
        case FieldState::Locked:
            return fail(ErrorKind::Refused, what + "locked", "Unlock the vault and repeat it");
        case FieldState::KeyUnknown:
            break;
        }
        return fail(ErrorKind::Refused, what + "sealed with a key that is not in this vault",
                    "Name the vault of this store");
    }

    const std::string m_storeId;
    KeyVault &m_vault;
    mutable std::uint64_t m_values = 0;
    mutable std::set<SubjectBinding> m_people;
};

/// The file as it is written, and what the register says of it.
class HashedFile {
  public:
    explicit HashedFile(AtomicFile file) : m_file(std::move(file)) {}
    Result<void> write(std::string_view text) {
        m_hasher.add(text);
        m_bytes += text.size();
        return m_file.write(text);
    }
    [[nodiscard]] RegisteredExport entry(const ClearExportRequest &request) {
        RegisteredExport entry;
        entry.kind = "events in clear";
        entry.by = request.by;
        entry.receiver = request.receiver;
        std::error_code problem;
        entry.path = std::filesystem::absolute(request.path, problem).lexically_normal().string();
        entry.bytes = m_bytes;
        entry.hash = m_hasher.finish();
        return entry;
    }
    Result<void> commit() { return m_file.commit(); }

  private:
    AtomicFile m_file;
    Hasher m_hasher;
    std::uint64_t m_bytes = 0;
};

std::vector<SubjectBinding> namedIn(const std::set<SubjectBinding> &people) {
    if (people.size() > kExportedPeopleMax) return {kEverybody};
    return {people.begin(), people.end()};
}

} // namespace

Result<ClearExportMade> exportInClear(const ClearExportWorld &world, const ClearExportRequest &request,
                                      const JobControl &job) {
    ES_ASSIGN(atomic, AtomicFile::create(request.path));
    HashedFile file(std::move(atomic));
    const ClearStore clear(world);
    ExportRange range;
    range.limit = request.limit;
    const auto write = [&](std::string_view text) { return file.write(text); };
    ClearExportMade made;
    ES_ASSIGN(events, exportMatching(clear, *identityLens(), request.filter, range, request.encoder, write, job));
    if (job.stopRequested()) return cancelled();
    made.events = events;
    made.values = clear.values();
    const auto people = namedIn(clear.people());
    ES_ASSIGN(number, registerExport(world.ledger, world.vault, world.clock.now(), people, file.entry(request)));
    made.exportNo = number;
    if (auto appeared = file.commit(); !appeared) {
        if (number) ES_TRY(withdrawExport(world.ledger, world.clock.now(), number));
        return fail(std::move(appeared).error());
    }
    return made;
}

} // namespace eventscope
