// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/retention.h"

#include "core/privacy/earlier_subject.h"
#include "core/privacy/event_transformer.h"
#include "core/privacy/legal_hold.h"
#include "core/vault/sealing.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace eventscope {

namespace {

using Part = PersonalField::Part;

/// Whose, and what for.
struct Held {
    SubjectBinding binding;
    SubjectId unbound; ///< without a vault, in the place of the binding
    std::string purpose;
    auto operator<=>(const Held &) const = default;
};

struct Kept {
    Time last = Time::min();
    std::uint64_t sealedValues = 0, clearValues = 0;
};

/// A part of an event that is JSON.
struct LookedAt {
    const EventView &event;
    const Json &data; ///< null: it is none
    Part part;
    std::string_view text;
};

/// Null: it is kept without an end.
const KeepPeriod *periodOf(const PrivacyPolicy &policy, const std::string &purpose) {
    const auto found = policy.purposes().find(purpose);
    if (purpose.empty() || found == policy.purposes().end() || !found->second.keep) return nullptr;
    return &*found->second.keep;
}

/// The types of events that have values with an end.
std::vector<Prefilter> typesWithPeriod(const PrivacyPolicy &policy) {
    std::vector<Prefilter> atoms;
    for (const std::string &type : policy.types()) {
        const auto hasEnd = [&](const PersonalField &field) { return periodOf(policy, field.purpose) != nullptr; };
        if (std::ranges::none_of(policy.fieldsOf(type), hasEnd)) continue;
        Prefilter atom;
        atom.kind = Prefilter::Kind::Type;
        atom.text = type;
        atoms.push_back(std::move(atom));
    }
    return atoms;
}

class Counting {
  public:
    Counting(const SubjectSources &sources, const KeyVault *vault, const JobControl &job)
        : m_sources(sources), m_policy(sources.protection.policy), m_vault(vault), m_job(job) {}

    Result<void> run() {
        Query query;
        query.prefilter = Prefilter::any(typesWithPeriod(m_policy));
        query.fields = Fields::Id | Fields::Data | Fields::Metadata;
        query.names = Query::Names::Passing;
        if (query.prefilter.kind == Prefilter::Kind::Nothing) return {};
        ES_TRY(readKeys());
        SinkOf sink([this](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row)
                ES_TRY(look((*batch)[row]));
            return Flow::More;
        });
        ES_TRY(m_sources.store.scan(query, sink, m_job));
        return {};
    }

    [[nodiscard]] std::vector<DueData> due(const ErasureLedger *ledger, Time now) const {
        std::vector<DueData> all;
        for (const auto &[of, kept] : m_kept) {
            const Time since = endOfPeriod(kept.last, *periodOf(m_policy, of.purpose));
            if (since > now) continue;
            const bool isHeld =
                ledger && !holdsOn(*ledger, of.binding, std::span(&of.purpose, std::size_t{1}), now).empty();
            all.push_back(
                {nameOf(of), of.binding, of.purpose, kept.last, since, kept.sealedValues, kept.clearValues, isHeld});
        }
        const auto order = [](const DueData &each) {
            return std::tie(each.since, each.subject, each.binding, each.purpose);
        };
        std::ranges::sort(all, {}, order);
        return all;
    }

  private:
    /// Those that still open something with an end.
    Result<void> readKeys() {
        if (!m_vault) return {};
        ES_ASSIGN(rows, m_vault->allKeys());
        for (const KeyRow &row : rows)
            if (isOpening(row.state) && periodOf(m_policy, row.purpose))
                m_keys.emplace(row.key, Held{row.subject, {}, row.purpose});
        return {};
    }

    Result<void> look(const EventView &event) {
        const Json data = documentOf(event.data()).value_or(Json());
        if (!data.isNull()) ES_TRY(lookAt({event, data, Part::Data, event.data().bytes}));
        if (documentOf(event.metadata())) ES_TRY(lookAt({event, data, Part::Metadata, event.metadata().bytes}));
        return {};
    }
    static std::optional<Json> documentOf(const Payload &payload) {
        if (payload.encoding != Encoding::Json) return std::nullopt;
        auto document = Json::parse(payload.bytes);
        return document ? std::optional(*std::move(document)) : std::nullopt;
    }

    Result<void> lookAt(const LookedAt &at) {
        const auto fields = m_policy.fieldsOf(at.event.type());
        ES_TRY(lookAtSealed(at, fields));
        return lookAtClear(at, fields);
    }

    Result<void> lookAtSealed(const LookedAt &at, std::span<const PersonalField> fields) {
        if (m_keys.empty()) return {};
        ES_ASSIGN(sealed, sealedFields(fields, at.part, at.text));
        for (const SealedField &field : sealed) {
            const auto key = field.envelope ? m_keys.find(field.envelope->key) : m_keys.end();
            // An envelope that says whose it is, and is not, opens for nobody.
            if (key == m_keys.end() || key->second.binding != field.envelope->subject) continue;
            ++keptAt(key->second, at).sealedValues;
            ES_TRY(learnName(key->second.binding, *field.field, at));
        }
        return {};
    }

    Result<void> lookAtClear(const LookedAt &at, std::span<const PersonalField> fields) {
        if (at.data.isNull()) return {}; // and so it names nobody
        ES_ASSIGN(found, clearFields(fields, at.part, at.event.stream(), at.event.data().bytes, at.text, earlier(at),
                                     WithoutSubject::Skip));
        for (const ClearField &field : found) {
            if (field.isNull || !periodOf(m_policy, field.purpose)) continue;
            Held of{{}, field.subject, field.purpose};
            if (m_vault) {
                ES_ASSIGN(binding, m_vault->bindingOf(field.subject));
                m_names.emplace(binding, field.subject);
                of = {binding, {}, field.purpose};
            }
            ++keptAt(of, at).clearValues;
        }
        return {};
    }

    Kept &keptAt(const Held &of, const LookedAt &at) {
        Kept &kept = m_kept[of];
        kept.last = std::max(kept.last, sourceRecordedAt(at.event).value_or(at.event.recordedAt()));
        return kept;
    }

    /// A binding tells no id: the event that it stands in does, where it is about them.
    Result<void> learnName(const SubjectBinding &binding, const PersonalField &field, const LookedAt &at) {
        if (m_names.contains(binding)) return {};
        // A stream whose earlier events do not tell is not looked through again for each of its values.
        if (!field.subjectEvent.empty() && !m_asked.emplace(binding, at.event.streamId()).second) return {};
        ES_ASSIGN(subject, subjectOf(field, at.event.stream(), at.data, earlier(at)));
        if (!subject) return {};
        ES_ASSIGN(named, m_vault->bindingOf(*subject));
        if (named == binding) m_names.emplace(binding, *std::move(subject));
        return {};
    }
    [[nodiscard]] EarlierSubject earlier(const LookedAt &at) const {
        return [this, &at](const PersonalField &field) {
            return subjectNamedIn(m_sources.store, at.event.streamId(), field, below(at.event.position()), m_job);
        };
    }
    [[nodiscard]] SubjectId nameOf(const Held &of) const {
        if (!m_vault) return of.unbound;
        const auto found = m_names.find(of.binding);
        return found == m_names.end() ? SubjectId() : found->second;
    }

    const SubjectSources &m_sources;
    const PrivacyPolicy &m_policy;
    const KeyVault *const m_vault;
    const JobControl &m_job;
    std::map<KeyId, Held> m_keys;
    std::map<SubjectBinding, SubjectId> m_names;
    std::set<std::pair<SubjectBinding, StreamId>> m_asked;
    std::map<Held, Kept> m_kept;
};

} // namespace

Result<std::vector<DueData>> dueData(const SubjectSources &sources, KeyVault *vault, const ErasureLedger *ledger,
                                     Time now, const JobControl &job) {
    Counting counting(sources, vault, job);
    ES_TRY(counting.run());
    return counting.due(ledger, now);
}

} // namespace eventscope
