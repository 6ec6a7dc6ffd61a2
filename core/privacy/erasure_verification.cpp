// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_verification.h"

#include "core/privacy/byte_search.h"
#include "core/privacy/ledger_details.h"
#include "core/store/content_hash.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace eventscope {

namespace {

Json performed(bool isPerformed) { return Json::string(isPerformed ? "performed" : "not performed"); }

/// The checks, one after the other, and what the ledger is told of each.
class Verifying {
  public:
    Verifying(const ErasureWorld &world, const JobControl &job) : m_world(world), m_job(job) {}

    Result<ErasureVerification> run(const DerivedData &derived, const std::vector<std::string> &held,
                                    const std::vector<std::string> &literals) {
        ES_TRY(checkHashes());
        add("values", countJson(derived.values));
        add("notShredded", countJson(derived.notShredded));
        add("settled", performed(static_cast<bool>(m_world.settle)));
        add("held", countJson(held.size()));
        ES_TRY(searchTexts(literals));
        add("versions", textsJson(m_world.versions));
        m_found.details = Json::object(std::move(m_members));
        return std::move(m_found);
    }

  private:
    void add(const char *member, const Json &value) { m_members.push_back({member, value}); }

    /// Every event is what was written.
    Result<void> checkHashes() {
        const bool hasHashes = m_world.store.reader().info().has(Capability::ContentHash);
        std::uint64_t events = 0;
        if (hasHashes) ES_TRY(compareHashes(events));
        add("hashes", performed(hasHashes));
        add("events", countJson(events));
        add("brokenHashes", countJson(m_found.broken));
        return {};
    }

    Result<void> compareHashes(std::uint64_t &events) {
        Query query;
        query.fields = Fields::All;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row) {
                const EventView event = (*batch)[row];
                const EventContent content{event.type(), event.schemaVersion(), event.data(), event.metadata(),
                                           event.validAt()};
                ++events;
                m_found.broken += contentHash(content) == batch->hashes()[row] ? 0 : 1;
            }
            return Flow::More;
        });
        ES_TRY(m_world.store.reader().scan(query, sink, m_job));
        return {};
    }

    Result<void> searchTexts(const std::vector<std::string> &literals) {
        std::vector<std::string> needles;
        for (const std::string &literal : literals)
            std::ranges::move(writingsOf(literal), std::back_inserter(needles));
        add("byteSearch", performed(!needles.empty()));
        if (needles.empty()) return {};
        ES_ASSIGN(found, searchBytes(m_world.files, needles, m_job));
        m_found.remnants = found.hits.size();
        add("writings", countJson(needles.size()));
        add("files", countJson(found.files));
        add("bytes", countJson(found.bytes));
        add("hits", countJson(found.hits.size()));
        add("scope", scopeOf(found));
        return {};
    }

    /// Bytes by what their files are.
    [[nodiscard]] Json scopeOf(const ByteSearch &found) const {
        std::map<std::string, std::uint64_t> scope;
        for (const auto &[file, bytes] : found.bytesByName) {
            const auto role = m_world.roles.find(file);
            scope[role == m_world.roles.end() ? "other files" : role->second] += bytes;
        }
        return countsJson(scope);
    }

    const ErasureWorld &m_world;
    const JobControl &m_job;
    ErasureVerification m_found;
    std::vector<Json::Member> m_members;
};

} // namespace

Result<ErasureVerification> verifyErased(const ErasureWorld &world, const DerivedData &derived,
                                         const std::vector<std::string> &held, const std::vector<std::string> &literals,
                                         const JobControl &job) {
    return Verifying(world, job).run(derived, held, literals);
}

} // namespace eventscope
