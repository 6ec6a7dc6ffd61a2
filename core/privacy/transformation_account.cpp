// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/transformation_account.h"

#include "core/privacy/ledger_details.h"
#include "core/privacy/transformation_evidence.h"

namespace eventscope {

namespace {

using Evidence = TransformationEvidence;

std::vector<std::string> textsIn(const Json &list) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < list.size(); ++i)
        texts.emplace_back(list.child(i).token());
    return texts;
}

/// Versions before this one did not say what was left.
std::vector<std::string> openIn(const Json &outcome) {
    if (outcome.member("open").isArray()) return textsIn(outcome.member("open"));
    const std::uint64_t files = countIn(outcome, "filesWithTexts");
    if (files == 0) return {};
    return {countText(files, "file still holds", "files still hold") +
            " a text that was looked for: remove the source once more to be told which"};
}

class Reading {
  public:
    explicit Reading(const StreamId &source) : m_source(source) {}

    Result<void> take(const EventView &event) {
        ES_ASSIGN(data, Json::parse(event.data().bytes));
        if (m_account.steps.empty() && textIn(data, "source") != m_source.value)
            return fail(ErrorKind::Refused, "This transformation is of another stream",
                        "Name the stream that it copied");
        m_account.target = {textIn(data, "target")};
        m_account.steps.push_back(
            {event.recordedAt(), std::string(event.type()), textIn(data, "by"), textIn(data, "reason")});
        m_account.isSourceRemoved = m_account.isSourceRemoved || event.type() == Evidence::kSourceRemoved;
        m_account.open = openAfter(event.type(), data);
        m_account.remaining = textsIn(data.member("remaining"));
        return {};
    }
    [[nodiscard]] TransformationAccount account() && { return std::move(m_account); }

  private:
    static std::vector<std::string> openAfter(std::string_view type, const Json &data) {
        if (type == Evidence::kBegun) return {"The copy is not finished: apply the rules again, with the same id"};
        if (type == Evidence::kSourceTombstoned)
            return {"The removal of the source is not finished: repeat it, with the same id"};
        return openIn(data);
    }

    const StreamId &m_source;
    TransformationAccount m_account;
};

} // namespace

Result<TransformationAccount> transformationAccount(const EventStore &store, const StreamId &source,
                                                    std::string_view id, const JobControl &job) {
    Reading reading(source);
    Query query;
    query.from = Selector::stream(transformationEvidence(id));
    query.fields = Fields::Data;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row)
            ES_TRY(reading.take((*batch)[row]));
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    TransformationAccount account = std::move(reading).account();
    if (!account.steps.empty()) return account;
    return fail(ErrorKind::NotFound, "The store tells of no transformation " + std::string(id),
                "See: privacy ledger; with --rules what it would do is shown");
}

} // namespace eventscope
