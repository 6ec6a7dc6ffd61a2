// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/find_text.h"

#include "core/event/utf8.h"
#include "core/lens/filtered_scan.h"

#include <re2/re2.h>

#include <functional>
#include <utility>

namespace eventscope {

namespace {

/// Nothing where RE2 cannot take the text.
std::unique_ptr<const re2::RE2> patternOf(std::string_view text) {
    if (text.empty() || firstInvalidUtf8(text) != std::string_view::npos) return nullptr;
    re2::RE2::Options options;
    options.set_literal(true);
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    auto pattern = std::make_unique<const re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
    return pattern->ok() ? std::move(pattern) : nullptr;
}

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
               m_search.isIn(event.payload().bytes) || m_search.isIn(event.stored().metadata().bytes);
    }

    const Lens &m_lens;
    const Filter &m_filter;
    const TextSearch m_search;
    FoundText &m_found;
    const std::function<void()> &m_onFound;
    const JobControl &m_job;
};

} // namespace

TextSearch::TextSearch(std::string_view text) : m_text(text), m_pattern(patternOf(text)) {}

TextSearch::~TextSearch() = default;

bool TextSearch::isIn(std::string_view bytes) const {
    if (m_text.empty()) return false;
    if (!m_pattern) return bytes.find(m_text) != std::string_view::npos;
    return re2::RE2::PartialMatch(re2::StringPiece(bytes.data(), bytes.size()), *m_pattern);
}

Result<void> findText(const EventStore &store, const Lens &lens, const Filter &filter, const std::string &text,
                      Position until, FoundText &found, const std::function<void()> &onFound, const JobControl &job) {
    if (text.empty() || found.isFull() || found.searchedTo >= until) return {};
    Query query;
    query.after = found.searchedTo;
    query.until = until;
    query.fields = Fields::Data | Fields::Metadata | filter.fields();
    query.prefilter = Prefilter::widened(filter.prefilter(), lens.changedTypes());
    Found sink(lens, filter, text, found, onFound, job);
    ES_ASSIGN(end, store.scan(query, sink, job));
    if (end.reachedUntil) found.searchedTo = until;
    return {};
}

} // namespace eventscope
