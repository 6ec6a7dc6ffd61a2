// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/subject_finder.h"

#include "core/event/filter/text_search.h"
#include "core/json/pointer.h"
#include "core/projection/dead_letters.h"
#include "core/vault/sealing.h"
#include "core/vault/store_vault.h"

#include <algorithm>
#include <cctype>
#include <deque>
#include <map>
#include <set>

namespace eventscope {

namespace {

using Place = SubjectHit::Place;
using Reason = SubjectHit::Reason;
using Take = std::function<Result<void>(const SubjectHit &)>;

constexpr std::size_t kRowsAtOnce = 1000;

/// What tells a person: ids, bindings in envelopes, texts.
class Person {
  public:
    explicit Person(const SubjectWanted &wanted) : m_ids(wanted.aliases) {
        m_ids.push_back(wanted.subject);
        for (const std::string &literal : wanted.literals)
            m_literals.emplace_back(literal);
    }
    Result<void> bindWith(const KeyVault &vault) {
        for (const SubjectId &id : m_ids) {
            ES_ASSIGN(binding, vault.bindingOf(id));
            m_bindings.insert(binding);
            m_bindingTexts.push_back(toHex(binding));
            ES_ASSIGN(rows, vault.keysOf(binding));
            for (const KeyRow &row : rows)
                m_purposes[row.key] = row.purpose;
        }
        return {};
    }

    [[nodiscard]] bool isOne(const SubjectId &id) const { return std::ranges::find(m_ids, id) != m_ids.end(); }
    [[nodiscard]] const SubjectId &anyId() const { return m_ids.front(); }
    /// What a key of theirs is for; empty: anything, or the vault does not know it.
    [[nodiscard]] std::string purposeOf(const KeyId &key) const {
        const auto purpose = m_purposes.find(key);
        return purpose == m_purposes.end() ? std::string() : purpose->second;
    }
    [[nodiscard]] bool isBoundTo(const SubjectBinding &subject) const { return m_bindings.contains(subject); }
    [[nodiscard]] bool holdsId(std::string_view text) const {
        return std::ranges::any_of(m_ids, [&](const SubjectId &id) { return holdsWord(text, id.value); });
    }
    [[nodiscard]] bool holdsLiteral(std::string_view text) const {
        return std::ranges::any_of(m_literals, [&](const TextSearch &literal) { return literal.isIn(text); });
    }
    /// Cheap: false where nothing of theirs can be. What is written with escapes may be anything.
    [[nodiscard]] bool mayBeIn(std::string_view json) const {
        const auto isThere = [&](const std::string &binding) { return json.find(binding) != std::string_view::npos; };
        return std::ranges::any_of(m_bindingTexts, isThere) || holdsId(json) || holdsLiteral(json) ||
               json.find('\\') != std::string_view::npos;
    }

  private:
    /// Not as a part of a longer word: the id 4 is not in 42, but in user-4.
    static bool holdsWord(std::string_view text, std::string_view word) {
        const auto isLetter = [&](std::size_t at) {
            return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0);
        };
        for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
            if (!isLetter(at - 1) && !isLetter(at + word.size())) return true;
        return false;
    }

    std::vector<SubjectId> m_ids;
    std::deque<TextSearch> m_literals; // they cannot be moved
    std::set<SubjectBinding> m_bindings;
    std::vector<std::string> m_bindingTexts;
    std::map<KeyId, std::string> m_purposes;
};

/// Looks at every value of a document.
class DocumentWalk {
  public:
    /// `hit` says where the document is; `known` are the places that have been told already.
    DocumentWalk(const Person &person, SubjectHit hit, const std::set<std::string> &known, KeyVault::Lease *vault,
                 const Take &take)
        : m_person(person), m_hit(std::move(hit)), m_known(known), m_vault(vault), m_take(take) {}

    /// `place` and `part` are where an envelope stands that does not say so itself.
    Result<void> look(const Json &value, const SealedPlace &place, PersonalField::Part part) {
        const auto form = envelopeOf(value);
        if (const auto *envelope = std::get_if<Envelope>(&form)) return lookAt(*envelope, place, part);
        // What else stands in one of a later form may be in clear.
        if (const auto *later = std::get_if<UnsupportedEnvelope>(&form)) ES_TRY(lookAt(*later));
        if (!value.isContainer()) return value.isString() || value.isNumber() ? lookAt(value.token()) : Result<void>();
        for (std::size_t i = 0; i < value.size(); ++i) {
            m_path.push_back(value.isObject() ? std::string(value.key(i)) : std::to_string(i));
            if (value.isObject()) ES_TRY(lookAt(value.key(i)));
            ES_TRY(look(value.child(i), place, part));
            m_path.pop_back();
        }
        return {};
    }

  private:
    Result<void> lookAt(const Envelope &envelope, const SealedPlace &place, PersonalField::Part part) {
        if (!m_person.isBoundTo(envelope.subject)) return {};
        const std::string pointer = pointerOf(m_path, part);
        const auto &origin = envelope.origin;
        const FieldPlace where =
            origin ? FieldPlace{place.store, place.tenant, origin->stream, origin->event, origin->type, origin->pointer}
                   : placeOf(place, pointer);
        ES_ASSIGN(opened, openField(m_vault, where, envelope));
        // One in an event belongs there, whatever it says.
        if (origin && !place.event.isNull()) opened.state = FieldState::Tampered;
        m_hit.sealedBy = envelope.key;
        return tell(Reason::Envelope, opened.state);
    }
    Result<void> lookAt(const UnsupportedEnvelope &later) {
        if (!later.subject || !m_person.isBoundTo(*later.subject)) return {};
        m_hit.sealedBy = later.key.value_or(KeyId());
        return tell(Reason::Envelope, FieldState::Unsupported);
    }
    Result<void> lookAt(std::string_view text) {
        if (m_person.holdsId(text)) ES_TRY(tell(Reason::Identifier, FieldState::Clear));
        if (m_person.holdsLiteral(text)) ES_TRY(tell(Reason::Literal, FieldState::Clear));
        return {};
    }
    Result<void> tell(Reason reason, FieldState state) {
        m_hit.pointer = Pointer(m_path).text();
        if (m_known.contains(m_hit.pointer)) return {};
        m_hit.reason = reason;
        m_hit.state = state;
        if (reason != Reason::Envelope) m_hit.sealedBy = {};
        m_hit.purpose = reason == Reason::Envelope ? m_person.purposeOf(m_hit.sealedBy) : std::string();
        return m_take(m_hit);
    }

    const Person &m_person;
    SubjectHit m_hit;
    const std::set<std::string> &m_known;
    KeyVault::Lease *const m_vault;
    const Take &m_take;
    std::vector<std::string> m_path;
};

class SubjectSearch {
  public:
    SubjectSearch(const SubjectSources &sources, const Person &person, std::shared_ptr<KeyVault> vault,
                  const Take &take, const JobControl &job)
        : m_sources(sources), m_person(person), m_vault(std::move(vault)), m_take(take), m_job(job) {}

    Result<void> run() {
        ES_TRY(searchEvents());
        ES_TRY(searchSnapshots());
        return searchModels();
    }

  private:
    Result<void> searchEvents() {
        Query query;
        query.fields = Fields::Id | Fields::Data | Fields::Metadata;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            Leased leased(m_vault);
            m_lease = leased.get();
            Result<void> searched;
            for (std::size_t row = 0; searched && row < batch->rows(); ++row)
                searched = searchEvent((*batch)[row]);
            m_lease = nullptr;
            ES_TRY(searched);
            return Flow::More;
        });
        ES_TRY(m_sources.store.scan(query, sink, m_job));
        return {};
    }

    Result<void> searchEvent(const EventView &event) {
        const auto fields = m_sources.protection.policy.fieldsOf(event.type());
        const bool mayBe = m_person.mayBeIn(event.data().bytes) || m_person.mayBeIn(event.metadata().bytes) ||
                           m_person.mayBeIn(event.stream()) || m_named.contains(event.streamId());
        if (!mayBe) return {};
        noteStream(event);
        SubjectHit hit;
        hit.stream = event.streamId();
        hit.version = event.version();
        hit.position = event.position();
        hit.event = event.id();
        hit.type = event.type();
        hit.recordedAt = event.recordedAt();
        hit.place = Place::StreamName;
        ES_TRY(searchText(event.stream(), hit));
        ES_TRY(searchPart(event, event.data(), PersonalField::Part::Data, fields, hit));
        return searchPart(event, event.metadata(), PersonalField::Part::Metadata, fields, hit);
    }

    /// A stream in which an event names them, for the values of later ones; until a later event there names another.
    void noteStream(const EventView &event) {
        const auto &policy = m_sources.protection.policy;
        for (const std::string &type : policy.types())
            for (const PersonalField &field : policy.fieldsOf(type)) {
                if (field.subjectEvent.empty() || field.subjectEvent != event.type()) continue;
                const auto data = Json::parse(event.data().bytes);
                const auto subject = data ? subjectIn(*data, field) : std::nullopt;
                if (!subject) continue;
                if (m_person.isOne(*subject))
                    m_named[event.streamId()].insert(placeOf(field));
                else if (const auto named = m_named.find(event.streamId()); named != m_named.end())
                    named->second.erase(placeOf(field));
            }
    }

    static std::string placeOf(const PersonalField &field) {
        return field.subjectEvent + Pointer(field.subject).text();
    }

    Result<void> searchPart(const EventView &event, const Payload &payload, PersonalField::Part part,
                            std::span<const PersonalField> fields, SubjectHit hit) {
        hit.place = part == PersonalField::Part::Data ? Place::Data : Place::Metadata;
        const auto document = payload.encoding == Encoding::Json ? Json::parse(payload.bytes) : Result<Json>(Json());
        if (payload.encoding != Encoding::Json || !document) return searchText(payload.bytes, hit);
        std::set<std::string> known;
        const bool isJson = event.data().encoding == Encoding::Json && Json::parse(event.data().bytes);
        if (isJson) ES_TRY(searchClear(event, payload, part, fields, hit, known));
        const SealedPlace place{m_sources.protection.store, {}, event.stream(), event.id(), event.type()};
        return DocumentWalk(m_person, hit, known, m_lease, m_take).look(*document, place, part);
    }

    /// What the policy says to be theirs, and is in clear.
    Result<void> searchClear(const EventView &event, const Payload &payload, PersonalField::Part part,
                             std::span<const PersonalField> fields, SubjectHit hit, std::set<std::string> &known) {
        const EarlierSubject earlier = [&](const PersonalField &field) -> Result<std::optional<SubjectId>> {
            // Somebody else's is no hit, so that it does not matter who that is.
            const auto named = m_named.find(event.streamId());
            const bool isTheirs = named != m_named.end() && named->second.contains(placeOf(field));
            return isTheirs ? std::optional(m_person.anyId()) : SubjectId();
        };
        ES_ASSIGN(found, clearFields(fields, part, event.stream(), event.data().bytes, payload.bytes, earlier,
                                     WithoutSubject::Skip));
        for (const ClearField &field : found) {
            if (!m_person.isOne(field.subject)) continue;
            if (isSealedLater(payload.bytes.substr(field.offset, field.bytes))) continue; // told as what it is
            static constexpr std::string_view kMetadata = "metadata:";
            hit.pointer = field.pointer;
            if (hit.pointer.starts_with(kMetadata)) hit.pointer.erase(0, kMetadata.size());
            hit.reason = Reason::Policy;
            hit.purpose = field.purpose;
            known.insert(hit.pointer);
            ES_TRY(m_take(hit));
        }
        return {};
    }

    /// In a later form, and for them by what it says itself. One that does not say so may be anybody's writing.
    [[nodiscard]] bool isSealedLater(std::string_view text) const {
        const auto value = text.starts_with('{') ? Json::parse(text) : Result<Json>(Json());
        const auto form = value ? envelopeOf(*value) : NoEnvelope();
        const auto *later = std::get_if<UnsupportedEnvelope>(&form);
        return later && later->subject && m_person.isBoundTo(*later->subject);
    }

    /// A name, a key, or bytes that are no document: it may hold both.
    Result<void> searchText(std::string_view text, SubjectHit hit) {
        hit.reason = Reason::Identifier;
        if (m_person.holdsId(text)) ES_TRY(m_take(hit));
        hit.reason = Reason::Literal;
        return m_person.holdsLiteral(text) ? m_take(hit) : Result<void>();
    }

    Result<void> searchSnapshots() {
        if (!m_sources.store.info().has(Capability::Snapshots)) return {};
        ES_ASSIGN(snapshots, m_sources.store.snapshots({}, m_job));
        for (const Snapshot &snapshot : snapshots)
            ES_TRY(searchKept(snapshot.state, hitIn(snapshot)));
        return {};
    }

    Result<void> searchModels() {
        ES_ASSIGN(models, m_sources.models.list(m_job));
        for (const ListedModel &model : models) {
            SubjectHit hit;
            hit.place = Place::ModelRow;
            hit.model = model.title;
            for (std::string after;;) {
                ES_ASSIGN(rows, model.store->page(model.info, after, kRowsAtOnce, m_job));
                if (rows.empty()) break;
                after = rows.back().key;
                for (const ModelRow &row : rows)
                    ES_TRY(searchRow(row, hit));
            }
            ES_TRY(searchLetters(model));
        }
        return {};
    }

    Result<void> searchLetters(const ListedModel &model) {
        const auto take = [&](const DeadLetter &letter) -> Result<Flow> {
            ES_TRY(searchKept(print(letterDocument(letter)), hitIn(letter, model.title)));
            return Flow::More;
        };
        return eachLetter(*model.store, model.info, m_job, take);
    }

    Result<void> searchRow(const ModelRow &row, SubjectHit hit) {
        hit.key = row.key;
        ES_TRY(searchText(row.key, hit));
        return searchKept(print(row.row), hit);
    }

    /// What was made of events: envelopes in it say themselves where they belong.
    Result<void> searchKept(const std::string &text, const SubjectHit &hit) {
        if (!m_person.mayBeIn(text)) return {};
        const auto document = Json::parse(text);
        if (!document) return searchText(text, hit);
        const std::set<std::string> none;
        Leased leased(m_vault);
        const SealedPlace place{m_sources.protection.store, {}, {}, {}, {}};
        return DocumentWalk(m_person, hit, none, leased.get(), m_take)
            .look(*document, place, PersonalField::Part::Data);
    }

    /// The vault for a short while; null where there is none.
    class Leased {
      public:
        explicit Leased(const std::shared_ptr<KeyVault> &vault) {
            if (vault) m_lease.emplace(*vault);
        }
        [[nodiscard]] KeyVault::Lease *get() { return m_lease ? &*m_lease : nullptr; }

      private:
        std::optional<KeyVault::Lease> m_lease;
    };

    const SubjectSources &m_sources;
    const Person &m_person;
    const std::shared_ptr<KeyVault> m_vault;
    const Take &m_take;
    const JobControl &m_job;
    KeyVault::Lease *m_lease = nullptr;
    std::map<StreamId, std::set<std::string>> m_named; ///< where earlier events of a stream name them
};

} // namespace

Result<void> findSubject(const SubjectSources &sources, const SubjectWanted &wanted, const Take &take,
                         const JobControl &job) {
    const auto isEmpty = [](const SubjectId &id) { return id.value.empty(); };
    if (isEmpty(wanted.subject) || std::ranges::any_of(wanted.aliases, isEmpty))
        return fail(ErrorKind::Invalid, "Nobody was named", "Give the id of a person");
    Person person(wanted);
    std::shared_ptr<KeyVault> vault;
    if (sources.protection.vault && sources.protection.vault->exists()) {
        ES_ASSIGN(unlocked, sources.protection.vault->unlocked());
        vault = std::move(unlocked);
        ES_TRY(person.bindWith(*vault));
    }
    return SubjectSearch(sources, person, std::move(vault), take, job).run();
}

} // namespace eventscope
