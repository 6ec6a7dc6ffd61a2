// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/clear_export.h"

#include "core/lens/export_events.h"
#include "core/privacy/ids_in_text.h"
#include "core/privacy/registered_file.h"
#include "core/privacy/rewriting_store.h"
#include "core/vault/opening.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

/// What is personal in one event.
struct Personal {
    std::uint64_t values = 0;           ///< that were opened
    std::vector<SubjectBinding> people; ///< whose values are in it in clear, with kEverybody for those nobody knows
    std::optional<Error> problem;       ///< why it must not be written
};

/// Out of which all values come in clear. What is personal in the events of the batch that is under way is asked of it.
class ClearStore final : public RewritingStore {
  public:
    explicit ClearStore(const ClearExportWorld &world)
        : RewritingStore(world.store), m_protection(world.protection), m_vault(world.vault) {}

    /// Null: nothing.
    [[nodiscard]] const Personal *personalIn(Position position) const {
        const auto found = m_personal.find(position);
        return found == m_personal.end() ? nullptr : &found->second;
    }

  private:
    using Part = PersonalField::Part;

    [[nodiscard]] Fields fields() const override { return Fields::Id | Fields::Data; }
    [[nodiscard]] bool mayChange(const EventView &event) const override {
        return !m_protection.policy.fieldsOf(event.type()).empty() || mayHoldProtected(event.data().bytes) ||
               mayHoldProtected(event.metadata().bytes);
    }
    [[nodiscard]] Result<std::vector<Texts>> texts(const EventBatch &batch) const override {
        KeyVault::Lease lease(m_vault);
        m_personal.clear();
        std::vector<Texts> all;
        all.reserve(batch.rows());
        for (std::size_t row = 0; row < batch.rows(); ++row) {
            const EventView event = batch[row];
            Personal personal;
            ES_ASSIGN(data, opened(event, event.data(), Part::Data, lease, personal));
            ES_ASSIGN(metadata, opened(event, event.metadata(), Part::Metadata, lease, personal));
            ES_TRY(addClear(event, event.data(), Part::Data, personal));
            ES_TRY(addClear(event, event.metadata(), Part::Metadata, personal));
            if (personal.problem || !personal.people.empty()) m_personal.emplace(event.position(), std::move(personal));
            all.push_back({std::move(data), std::move(metadata)});
        }
        return all;
    }
    [[nodiscard]] Result<std::string> opened(const EventView &event, const Payload &payload, Part part,
                                             KeyVault::Lease &lease, Personal &personal) const {
        const SealedPlace place{m_protection.store, {}, event.stream(), event.id(), event.type()};
        ES_ASSIGN(opened, clearText(payload.bytes, part, place, &lease));
        for (const OpenedValue &value : opened.values) {
            if (auto may = check(value, event); !may && !personal.problem) personal.problem = std::move(may).error();
            if (value.state != FieldState::Clear) continue;
            ++personal.values;
            personal.people.push_back(value.subject);
        }
        return std::move(opened.text);
    }
    /// What the policy says to be somebody's and was never sealed.
    [[nodiscard]] Result<void> addClear(const EventView &event, const Payload &payload, Part part,
                                        Personal &personal) const {
        if (payload.encoding != Encoding::Json || payload.bytes.empty()) return {};
        const auto fields = m_protection.policy.fieldsOf(event.type());
        const EarlierSubject unknown = [&](const PersonalField &) -> Result<std::optional<SubjectId>> {
            return SubjectId(); // named in an event before this one, which is not looked for
        };
        const auto found =
            clearFields(fields, part, event.stream(), event.data().bytes, payload.bytes, unknown, WithoutSubject::Skip);
        if (!found) return {}; // no JSON
        for (const ClearField &field : *found) {
            if (field.isNull) continue;
            SubjectBinding binding = kEverybody;
            if (!field.subject.value.empty()) {
                ES_ASSIGN(known, m_vault.bindingOf(field.subject));
                binding = known;
            }
            personal.people.push_back(binding);
        }
        return {};
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

    const StoreProtection m_protection;
    KeyVault &m_vault;
    mutable std::map<Position, Personal> m_personal;
};

/// Notes what is personal in the events that are written, and only in these. Ends at the first that must not be.
class Counting final : public Encoder {
  public:
    Counting(const Encoder &encoder, const ClearStore &store) : m_encoder(encoder), m_store(store) {}

    void begin(std::string &text) const override { m_encoder.begin(text); }
    void add(const EventRecord &event, bool isFirst, std::string &text) const override {
        if (const Personal *personal = m_store.personalIn(event.position)) {
            m_values += personal->values;
            m_people.insert(personal->people.begin(), personal->people.end());
            if (!m_problem) m_problem = personal->problem;
        }
        if (!m_problem) m_encoder.add(event, isFirst, text);
    }
    void end(std::string &text) const override { m_encoder.end(text); }

    [[nodiscard]] std::uint64_t values() const { return m_values; }
    /// Errors: why an event must not be written.
    [[nodiscard]] Result<void> checked() const { return m_problem ? Result<void>(fail(*m_problem)) : Result<void>(); }
    [[nodiscard]] const std::set<SubjectBinding> &everybodyIn() const { return m_people; }
    /// As the register names them.
    [[nodiscard]] std::vector<SubjectBinding> people() const {
        if (m_people.size() > kExportedPeopleMax || m_people.contains(kEverybody)) return {kEverybody};
        return {m_people.begin(), m_people.end()};
    }

  private:
    const Encoder &m_encoder;
    const ClearStore &m_store;
    // An encoder is const for whoever uses it; this one is used by one call.
    mutable std::uint64_t m_values = 0;
    mutable std::set<SubjectBinding> m_people;
    mutable std::optional<Error> m_problem;
};

/// What the register keeps names none of those whose values are in the file.
Result<void> checkKept(const KeyVault &vault, const ClearExportRequest &request,
                       const std::set<SubjectBinding> &people) {
    const std::pair<const char *, const std::string &> kept[] = {
        {"the reason", request.reason}, {"whom it is for", request.receiver}, {"who makes it", request.by}};
    for (const auto &[what, text] : kept) {
        ES_ASSIGN(isNaming, holdsIdOf(text, vault, people));
        if (!isNaming) continue;
        return fail(ErrorKind::Invalid, "The id of a person in the file is in " + std::string(what),
                    "It is kept for ever: keep names out of the ledger");
    }
    return {};
}

Result<std::uint64_t> writeWanted(const ClearStore &clear, const ClearExportRequest &request, const Encoder &encoder,
                                  const WriteText &write, const JobControl &job) {
    if (request.positions) return exportAt(clear, *request.positions, encoder, write, job);
    const LensPtr lens = request.lens ? request.lens : identityLens();
    return exportMatching(clear, *lens, request.filter, {request.limit, request.expected}, encoder, write, job);
}

} // namespace

Result<ClearExportMade> exportInClear(const ClearExportWorld &world, const ClearExportRequest &request,
                                      const JobControl &job) {
    if (request.reason.empty())
        return fail(ErrorKind::Invalid, "Personal values are not put in clear without a reason",
                    "Say why it is needed");
    ES_ASSIGN(file, RegisteredFile::create(request.path));
    const ClearStore clear(world);
    const Counting encoder(request.encoder, clear);
    const auto write = [&](std::string_view text) -> Result<void> {
        ES_TRY(encoder.checked());
        return file.write(text);
    };
    ClearExportMade made;
    ES_ASSIGN(events, writeWanted(clear, request, encoder, write, job));
    ES_TRY(encoder.checked());
    if (job.stopRequested()) return cancelled();
    ES_TRY(checkKept(world.vault, request, encoder.everybodyIn()));
    made.events = events;
    made.values = encoder.values();
    RegisteredExport entry;
    entry.kind = "events in clear";
    entry.reason = request.reason;
    entry.by = request.by;
    entry.receiver = request.receiver;
    ES_TRY(file.appear(world.ledger, world.vault, world.clock.now(), encoder.people(), entry));
    made.exportNo = entry.number;
    return made;
}

} // namespace eventscope
