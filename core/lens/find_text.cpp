// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/find_text.h"

#include "core/event/filter/text_search.h"
#include "core/lens/filtered_scan.h"

#include <functional>
#include <utility>

namespace eventscope {

namespace {

class Found final : public BatchSink {
  public:
    Found(const Lens &lens, const Filter &filter, const std::string &text, FoundText &found,
          const std::function<void()> &onFound, const JobControl &job)
        : m_lens(lens), m_filter(filter), m_search(text), m_found(found), m_onFound(onFound), m_job(job) {}

    [[nodiscard]] Result<Flow> take(BatchPtr stored) override {
        ES_ASSIGN(batch, m_lens.open(stored));
        for (std::size_t row = 0; row < batch.rows(); ++row) {
            if (m_job.stopRequested()) return cancelled();
            if (m_found.isFull()) break;
            look(batch[row]);
        }
        if (!m_found.isFull() && stored->rows() > 0) m_found.searchedTo = (*stored)[stored->rows() - 1].position();
        if (m_onFound) m_onFound();
        return m_found.isFull() ? Flow::Enough : Flow::More;
    }

  private:
    void look(const ReadableEvent &event) {
        const Position position = event.stored().position();
        auto &positions = m_found.positions;
        const bool isKnown = !positions.empty() && positions.back() == position;
        if (!isKnown && hasText(event) && matches(m_filter, event)) positions.push_back(position);
        if (m_found.isFull()) m_found.searchedTo = position;
    }

    [[nodiscard]] bool hasText(const ReadableEvent &event) const {
        return m_search.isIn(event.stored().stream()) || m_search.isIn(event.type()) ||
               m_search.isIn(event.payload().bytes) || m_search.isIn(event.metadata().bytes);
    }

    const Lens &m_lens;
    const Filter &m_filter;
    const TextSearch m_search;
    FoundText &m_found;
    const std::function<void()> &m_onFound;
    const JobControl &m_job;
};

} // namespace

Result<void> findText(const EventStore &store, const Lens &lens, const Filter &filter, const std::string &text,
                      Position until, FoundText &found, const std::function<void()> &onFound, const JobControl &job) {
    if (text.empty() || found.isFull() || found.searchedTo >= until) return {};
    Query query;
    query.after = found.searchedTo;
    query.until = until;
    query.fields = Fields::Data | Fields::Metadata | filter.fields() | lens.fields();
    query.prefilter = Prefilter::widened(filter.prefilter(), lens.changedTypes());
    Found sink(lens, filter, text, found, onFound, job);
    ES_ASSIGN(end, store.scan(query, sink, job));
    if (end.reachedUntil) found.searchedTo = until;
    return {};
}

} // namespace eventscope
