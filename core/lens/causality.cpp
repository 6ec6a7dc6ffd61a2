// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/causality.h"

#include "core/json/plain_json_bytes.h"
#include "core/store/events_at.h"

#include <algorithm>
#include <map>
#include <set>

namespace eventscope {

namespace {

constexpr int kGenerationsMax = 20;

CausalEvent causalOf(const EventView &event) {
    return {event.position(),
            event.streamId(),
            event.version(),
            event.id(),
            std::string(event.type()),
            event.recordedAt(),
            readMetadata(event.metadata()),
            std::nullopt};
}

/// A text that the bytes of metadata with this id hold. An id that would be escaped there cannot be searched for by its
/// bytes: then all metadata are read.
Prefilter holding(const std::string &id) {
    Prefilter atom;
    if (plainJsonBytes(id) != id.size()) return atom;
    atom.kind = Prefilter::Kind::MetadataContains;
    atom.text = id;
    return atom;
}

/// The events that belong together, as far as they have been found.
class Family {
  public:
    Family(const EventStore &store, const JobControl &job) : m_store(store), m_job(job) {}

    /// The event itself, and all with its correlation id.
    [[nodiscard]] Result<void> begin(Position position) {
        ES_ASSIGN(found, m_store.page(eventAt(position, kFields), m_job));
        if (found->rows() == 0) return fail(ErrorKind::NotFound, "There is no event at position " + toString(position));
        const CausalEvent self = causalOf((*found)[0]);
        m_events.emplace(self.position, self);
        const std::string &id = self.links.correlationId;
        if (id.empty()) return {};
        return take(kBeforeAll, holding(id), [&](const CausalEvent &event) {
            return event.links.correlationId == id || toString(event.id) == id;
        });
    }

    /// What caused it, and what caused that.
    [[nodiscard]] Result<void> findCauses(Position self) {
        CausalEvent effect = m_events.at(self);
        for (int generation = 0; generation < kGenerationsMax; ++generation) {
            const auto id = parseEventId(effect.links.causationId);
            if (!id || *id == effect.id) return {};
            const auto known =
                std::ranges::find_if(m_events, [&](const auto &entry) { return entry.second.id == *id; });
            if (known != m_events.end()) {
                effect = known->second;
                continue;
            }
            ES_ASSIGN(found, findEvent(m_store, *id, kFields, m_job));
            if (found->rows() == 0) return {}; // of a command, or of an event in another store
            effect = causalOf((*found)[0]);
            add(effect);
        }
        m_isCut = true;
        return {};
    }

    /// What it caused, and what that caused.
    [[nodiscard]] Result<void> findEffects(Position self) {
        std::vector<CausalEvent> causes{m_events.at(self)};
        for (int generation = 0; !causes.empty() && !m_isCut; ++generation) {
            if (generation == kGenerationsMax) {
                m_isCut = true;
                break;
            }
            std::vector<Prefilter> wanted;
            std::set<std::string> ids;
            Position from = kEnd;
            for (const CausalEvent &cause : causes) {
                from = std::min(from, cause.position);
                wanted.push_back(holding(*ids.insert(toString(cause.id)).first));
            }
            causes.clear();
            ES_TRY(take(from, Prefilter::any(std::move(wanted)), [&](const CausalEvent &event) {
                const bool isNew = ids.contains(event.links.causationId) && !m_events.contains(event.position);
                if (isNew) causes.push_back(event);
                return isNew;
            }));
        }
        return {};
    }

    [[nodiscard]] Causality result(Position self) {
        Causality all;
        all.isCut = m_isCut;
        std::map<std::string, std::size_t> byId;
        for (auto &[position, event] : m_events) {
            if (position == self) all.self = all.events.size();
            byId.emplace(toString(event.id), all.events.size());
            all.events.push_back(std::move(event));
        }
        for (std::size_t at = 0; at < all.events.size(); ++at) {
            const auto cause = byId.find(all.events[at].links.causationId);
            if (cause != byId.end() && cause->second != at) all.events[at].cause = cause->second;
        }
        breakCycles(all.events);
        return all;
    }

  private:
    static constexpr Fields kFields = Fields::Id | Fields::Metadata;

    template <class F>
    [[nodiscard]] Result<void> take(Position after, Prefilter prefilter, F isWanted) {
        Query query;
        query.after = after;
        query.prefilter = std::move(prefilter);
        query.fields = kFields;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row) {
                CausalEvent event = causalOf((*batch)[row]);
                if (isWanted(event)) add(std::move(event));
                if (m_isCut) return Flow::Enough;
            }
            return Flow::More;
        });
        ES_TRY(m_store.scan(query, sink, m_job));
        return {};
    }

    void add(CausalEvent event) {
        if (m_events.contains(event.position)) return;
        if (m_events.size() == Causality::kEventsMax)
            m_isCut = true;
        else
            m_events.emplace(event.position, std::move(event));
    }

    /// Metadata may say anything, such as two events that caused each other.
    static void breakCycles(std::vector<CausalEvent> &events) {
        for (std::size_t start = 0; start < events.size(); ++start) {
            std::set<std::size_t> seen{start};
            for (std::size_t at = start; events[at].cause; at = *events[at].cause)
                if (!seen.insert(*events[at].cause).second) {
                    events[at].cause.reset();
                    break;
                }
        }
    }

    const EventStore &m_store;
    const JobControl &m_job;
    std::map<Position, CausalEvent> m_events;
    bool m_isCut = false;
};

} // namespace

Result<Causality> causalityOf(const EventStore &store, Position position, const JobControl &job) {
    Family family(store, job);
    ES_TRY(family.begin(position));
    ES_TRY(family.findCauses(position));
    ES_TRY(family.findEffects(position));
    return family.result(position);
}

} // namespace eventscope
