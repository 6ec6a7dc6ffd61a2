// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/without_progress.h"
#include "core/json/pointer.h"
#include "core/privacy/access_report.h"
#include "core/privacy/others_mask.h"
#include "core/projection/dead_letters.h"
#include "core/vault/store_vault.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace eventscope {

namespace {

using Place = SubjectHit::Place;
using Reason = SubjectHit::Reason;

bool isOfEvent(const SubjectHit &hit) {
    return hit.place == Place::Data || hit.place == Place::Metadata || hit.place == Place::StreamName;
}

bool isSameSource(const SubjectHit &a, const SubjectHit &b) {
    if (isOfEvent(a) != isOfEvent(b)) return false;
    if (isOfEvent(a)) return a.event == b.event && a.position == b.position;
    if (a.place != b.place) return false;
    if (a.place == Place::DeadLetter) return a.model == b.model && a.event == b.event;
    return a.place == Place::Snapshot ? a.stream == b.stream && a.version == b.version && a.type == b.type
                                      : a.model == b.model && a.key == b.key;
}

/// Of what no policy describes, since every store has it.
std::string plainMeaning(const SubjectHit &hit) {
    if (hit.place == Place::StreamName) return "The name under which events that belong together are kept";
    return hit.reason == Reason::Identifier ? "Your id, by which you are told from other people" : std::string();
}

Json notShown(std::string_view bytes) {
    return Json::string("⟦no JSON, " + std::to_string(bytes.size()) + " bytes, which may be about others: not shown⟧");
}

/// Reads what was found, source by source.
class Collecting {
  public:
    Collecting(const SubjectSources &sources, AccessReport &report, OthersMask &mask, const JobControl &job)
        : m_sources(sources), m_report(report), m_mask(mask), m_job(job) {}

    Result<void> prepare() {
        ES_ASSIGN(models, m_sources.models.list(m_job));
        m_models = std::move(models);
        return {};
    }

    /// `hits` are of one source.
    Result<void> take(std::span<const SubjectHit> hits) {
        AccessSource source;
        const SubjectHit &hit = hits.front();
        source.place = isOfEvent(hit) ? Place::Data : hit.place;
        source.version = hit.version;
        source.position = hit.position;
        source.event = hit.event;
        source.type = hit.type;
        source.recordedAt = hit.recordedAt;
        source.model = hit.model;
        ES_ASSIGN(stream, m_mask.maskedStream(hit.stream.value, isOfEvent(hit) ? hit.type : std::string()));
        source.stream = std::move(stream);
        ES_ASSIGN(key, m_mask.maskedKey(hit.key));
        source.key = std::move(key);
        if (isOfEvent(hit))
            ES_TRY(takeEvent(source, hits));
        else if (hit.place == Place::Snapshot)
            ES_TRY(takeSnapshot(source, hits));
        else if (hit.place == Place::DeadLetter)
            ES_TRY(takeLetter(source, hits));
        else
            ES_TRY(takeRow(source, hits));
        m_report.sources.push_back(std::move(source));
        return {};
    }

  private:
    Result<void> takeEvent(AccessSource &source, std::span<const SubjectHit> hits) {
        Query query;
        query.from = Selector::stream(hits.front().stream);
        query.after = below(hits.front().position);
        query.until = hits.front().position;
        query.fields = Fields::All;
        query.rowsMax = 1;
        ES_ASSIGN(page, m_sources.store.page(query, m_job));
        if (page->rows() == 0) return {}; // of a store from which events can go: it is not there any more
        const EventView event = (*page)[0];
        ES_ASSIGN(data, maskedPart(event, event.data(), PersonalField::Part::Data, hits));
        ES_ASSIGN(metadata, maskedPart(event, event.metadata(), PersonalField::Part::Metadata, hits));
        for (const SubjectHit &hit : hits) {
            const bool isMetadata = hit.place == Place::Metadata;
            const Payload payload = isMetadata ? event.metadata() : event.data();
            AccessValue value = valueOf(hit);
            if (hit.place == Place::StreamName) {
                value.value = Json::string(source.stream);
            } else {
                ES_TRY(fill(value, hit, isMetadata ? metadata : data, payload.bytes));
                describe(value, event.type(), isMetadata ? PersonalField::Part::Metadata : PersonalField::Part::Data,
                         hit.pointer);
            }
            source.values.push_back(std::move(value));
        }
        const auto isWhole = [&](bool wantsMetadata) {
            return std::ranges::any_of(hits, [&](const SubjectHit &hit) {
                return hit.reason != Reason::Literal && (hit.place == Place::Metadata) == wantsMetadata;
            });
        };
        if (isWhole(false)) source.data = std::move(data);
        if (isWhole(true)) source.metadata = std::move(metadata);
        return {};
    }

    /// Nothing: it is no JSON.
    Result<std::optional<Json>> maskedPart(const EventView &event, const Payload &payload, PersonalField::Part part,
                                           std::span<const SubjectHit> hits) {
        const auto document = Json::parse(payload.bytes);
        if (payload.encoding != Encoding::Json || !document) return std::optional<Json>();
        std::set<std::string> theirs;
        for (const SubjectHit &hit : hits) {
            const bool isHere = (hit.place == Place::Metadata) == (part == PersonalField::Part::Metadata);
            if (isHere && hit.reason == Reason::Policy) theirs.insert(hit.pointer);
        }
        ES_ASSIGN(masked, m_mask.masked(*document, event, part, theirs));
        return std::optional(std::move(masked));
    }

    Result<void> takeSnapshot(AccessSource &source, std::span<const SubjectHit> hits) {
        const SubjectHit &wanted = hits.front();
        ES_ASSIGN(all, m_sources.store.snapshots(wanted.stream, m_job));
        const auto found = std::ranges::find_if(
            all, [&](const Snapshot &each) { return each.version == wanted.version && each.fold == wanted.type; });
        return found == all.end() ? Result<void>() : takeKept(source, hits, found->state);
    }

    Result<void> takeRow(AccessSource &source, std::span<const SubjectHit> hits) {
        const SubjectHit &wanted = hits.front();
        const ListedModel *model = findModel(m_models, wanted.model);
        if (!model) return {};
        ES_ASSIGN(rows, model->store->rows(model->info, {&wanted.key, 1}, m_job));
        return rows.front() ? takeKept(source, hits, print(rows.front()->row)) : Result<void>();
    }

    Result<void> takeLetter(AccessSource &source, std::span<const SubjectHit> hits) {
        const SubjectHit &wanted = hits.front();
        const ListedModel *model = findModel(m_models, wanted.model);
        if (!model) return {};
        std::string text;
        const auto look = [&](const DeadLetter &letter) -> Result<Flow> {
            const bool isIt = letter.event == wanted.event;
            if (isIt) text = print(letterDocument(letter));
            return isIt || letter.position > wanted.position ? Flow::Enough : Flow::More;
        };
        ES_TRY(eachLetter(*model->store, model->info, m_job, look, below(wanted.position)));
        return text.empty() ? Result<void>() : takeKept(source, hits, text);
    }

    Result<void> takeKept(AccessSource &source, std::span<const SubjectHit> hits, const std::string &text) {
        const auto document = Json::parse(text);
        std::optional<Json> masked;
        if (document) {
            ES_ASSIGN(made, m_mask.masked(*document));
            masked = std::move(made);
        }
        for (const SubjectHit &hit : hits) {
            AccessValue value = valueOf(hit);
            if (hit.pointer.empty() && hit.place == Place::ModelRow && document && hit.reason != Reason::Envelope) {
                value.value = Json::string(source.key);
            } else {
                ES_TRY(fill(value, hit, masked, text));
                if (document) describeCarried(value, *document, hit.pointer);
            }
            source.values.push_back(std::move(value));
        }
        return {};
    }

    AccessValue valueOf(const SubjectHit &hit) const {
        AccessValue value;
        value.place = hit.place;
        value.reason = hit.reason;
        value.state = hit.state;
        value.pointer = hit.pointer;
        value.purpose = hit.purpose;
        value.meaning = plainMeaning(hit);
        return value;
    }

    /// What stands there in the masked document; where that has no such place, it is in something of somebody else's.
    Result<void> fill(AccessValue &value, const SubjectHit &hit, const std::optional<Json> &masked,
                      std::string_view bytes) {
        if (!masked) {
            value.value = notShown(bytes);
            return {};
        }
        ES_ASSIGN(pointer, m_mask.maskedPointer(hit.pointer));
        value.pointer = pointer;
        ES_ASSIGN(parsed, Pointer::parse(pointer));
        value.value = valueAt(*masked, parsed).value_or(Json::string(kAnotherPerson));
        return {};
    }

    void describe(AccessValue &value, std::string_view type, PersonalField::Part part, const std::string &pointer) {
        const auto parsed = Pointer::parse(pointer);
        const auto *field = parsed ? m_sources.protection.policy.fieldAt(type, part, parsed->tokens()) : nullptr;
        if (!field) return;
        if (!field->meaning.empty()) value.meaning = field->meaning;
        if (value.purpose.empty()) value.purpose = field->purpose;
    }

    /// By where the envelope says that it comes from.
    void describeCarried(AccessValue &value, const Json &document, const std::string &pointer) {
        const auto parsed = Pointer::parse(pointer);
        const auto found = parsed ? valueAt(document, *parsed) : std::nullopt;
        if (!found) return;
        const auto form = envelopeOf(*found);
        const auto *envelope = std::get_if<Envelope>(&form);
        if (!envelope || !envelope->origin) return;
        static constexpr std::string_view kMetadata = "metadata:";
        std::string from = envelope->origin->pointer;
        const bool isMetadata = from.starts_with(kMetadata);
        if (isMetadata) from.erase(0, kMetadata.size());
        describe(value, envelope->origin->type, isMetadata ? PersonalField::Part::Metadata : PersonalField::Part::Data,
                 from);
    }

    const SubjectSources &m_sources;
    AccessReport &m_report;
    OthersMask &m_mask;
    const JobControl m_job;
    std::vector<ListedModel> m_models;
};

} // namespace

AccessCounts countsOf(const AccessReport &report) {
    AccessCounts counts;
    for (const AccessSource &source : report.sources) {
        counts.events += source.place == Place::Data ? 1 : 0;
        counts.snapshots += source.place == Place::Snapshot ? 1 : 0;
        counts.rows += source.place == Place::ModelRow ? 1 : 0;
        counts.letters += source.place == Place::DeadLetter ? 1 : 0;
        counts.values += source.values.size();
        for (const AccessValue &value : source.values) {
            ++counts.byState[std::string(name(value.state))];
            if (!value.purpose.empty()) ++counts.byPurpose[value.purpose];
        }
    }
    return counts;
}

Result<AccessReport> collectAccess(const SubjectSources &sources, const SubjectWanted &wanted, Time now,
                                   const JobControl &job) {
    std::vector<SubjectHit> hits;
    ES_TRY(findSubject(
        sources, wanted, [&](const SubjectHit &hit) -> Result<void> { return hits.push_back(hit), Result<void>(); },
        job));
    AccessReport report;
    report.subject = wanted.subject;
    report.aliases = wanted.aliases;
    report.madeAt = now;
    report.controller = sources.protection.policy.controller();
    std::shared_ptr<KeyVault> vault;
    if (sources.protection.vault && sources.protection.vault->exists()) {
        ES_ASSIGN(unlocked, sources.protection.vault->unlocked());
        vault = std::move(unlocked);
    }
    std::vector<SubjectId> people = wanted.aliases;
    people.push_back(wanted.subject);
    ES_ASSIGN(mask, OthersMask::of(people, sources.protection, vault.get()));
    Collecting collecting(sources, report, mask, withoutProgress(job));
    ES_TRY(collecting.prepare());
    for (std::size_t from = 0, to = 0; from < hits.size(); from = to) {
        if (job.stopRequested()) return cancelled();
        while (to < hits.size() && isSameSource(hits[from], hits[to]))
            ++to;
        ES_TRY(collecting.take(std::span(hits).subspan(from, to - from)));
    }
    report.masked = mask.maskedSoFar();
    for (const auto &[name, count] : countsOf(report).byPurpose) {
        const auto &known = sources.protection.policy.purposes();
        if (const auto purpose = known.find(name); purpose != known.end()) report.purposes.insert(*purpose);
    }
    return report;
}

} // namespace eventscope
