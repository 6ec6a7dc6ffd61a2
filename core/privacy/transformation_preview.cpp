// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/transformation_preview.h"

#include "core/event/filter/text_search.h"
#include "core/json/pointer.h"

#include <algorithm>
#include <cctype>
#include <deque>
#include <optional>
#include <utility>

namespace eventscope {

namespace {

constexpr std::size_t kIdBytesMax = 64, kSecretBytesMin = 16;

/// Puts events through the rules and keeps account of what becomes of them.
class Preview {
  public:
    Preview(const TransformationSources &sources, const TransformationTask &task, const LiteralSearch &literals,
            const std::function<Result<void>(const EventPreview &)> &take)
        : m_sources(sources),
          m_task(task),
          m_literals(literals),
          m_take(take),
          m_transformer(task, sources.protection, sources.vault) {}

    Result<void> look(const EventView &event, KeyVault::Lease *keys) {
        ES_ASSIGN(made, m_transformer.transform(event, keys));
        ++m_preview.events;
        m_preview.last = event.version();
        const std::string type(event.type());
        m_types.insert(type);
        if (m_task.rules.isExcluded(type))
            ++m_preview.excluded[type];
        else if (!made.isRuled)
            ++m_preview.untouched[type];
        m_preview.problemCount += made.problems.size();
        for (TransformationProblem &problem : made.problems)
            if (m_preview.problems.size() < TransformationPreview::kListedMax)
                m_preview.problems.push_back(std::move(problem));
        (m_sources.vault ? m_preview.sealedAnew : m_preview.personalInClear) += made.personal.size();
        lookForLiterals(event, made);
        if (const auto data = Json::parse(made.event.data); data && made.event.dataEncoding == Encoding::Json)
            m_residual.note(type, *data, sealedIn(made));
        if (made.places.empty()) return {};
        ++m_preview.changed;
        if (!m_take) return {};
        return m_take({event.position(), event.version(), event.id(), type, std::move(made.places)});
    }

    Result<TransformationPreview> finish(const JobControl &job) {
        for (const TransformationRule &rule : m_task.rules.all())
            noteUnknown(rule.type);
        for (const std::string &type : m_task.rules.excluded())
            noteUnknown(type);
        m_preview.isResidualSkipped = m_residual.isTooLarge();
        ES_ASSIGN(warnings, m_residual.compare(m_sources.store, m_task.source, job));
        m_preview.warnings = std::move(warnings);
        m_preview.people = m_transformer.people();
        return std::move(m_preview);
    }

    void noteLiteral(LiteralFound found) {
        ++m_preview.literalCount;
        if (m_preview.literals.size() < TransformationPreview::kListedMax)
            m_preview.literals.push_back(std::move(found));
    }

  private:
    /// Nothing is sealed without a vault.
    [[nodiscard]] std::set<std::string> sealedIn(const TransformedEvent &made) const {
        return m_sources.vault ? made.personal : std::set<std::string>();
    }
    void lookForLiterals(const EventView &event, const TransformedEvent &made) {
        if (m_literals.isEmpty()) return;
        const NewEvent &copy = made.event;
        const std::string type(event.type());
        const auto sealed = sealedIn(made);
        for (std::string &at : m_literals.in({copy.dataEncoding, copy.data}, PersonalField::Part::Data, sealed))
            noteLiteral({event.version(), type, std::move(at)});
        for (std::string &at :
             m_literals.in({copy.metadataEncoding, copy.metadata}, PersonalField::Part::Metadata, sealed))
            noteLiteral({event.version(), type, std::move(at)});
    }
    void noteUnknown(const std::string &type) {
        if (type != "*" && !m_types.contains(type) &&
            std::ranges::find(m_preview.unknown, type) == m_preview.unknown.end())
            m_preview.unknown.push_back(type);
    }

    const TransformationSources &m_sources;
    const TransformationTask &m_task;
    const LiteralSearch &m_literals;
    const std::function<Result<void>(const EventPreview &)> &m_take;
    EventTransformer m_transformer;
    ResidualIdentity m_residual;
    TransformationPreview m_preview;
    std::set<std::string> m_types;
};

} // namespace

struct LiteralSearch::Texts {
    std::deque<TextSearch> all; // they cannot be moved
};

LiteralSearch::LiteralSearch(const std::vector<std::string> &literals)
    : m_texts([&] {
          auto texts = std::make_unique<Texts>();
          for (const std::string &literal : literals)
              texts->all.emplace_back(literal);
          return texts;
      }()) {}

LiteralSearch::~LiteralSearch() = default;

bool LiteralSearch::isEmpty() const { return m_texts->all.empty(); }

bool LiteralSearch::isIn(std::string_view text) const {
    return std::ranges::any_of(m_texts->all, [&](const TextSearch &literal) { return literal.isIn(text); });
}

std::vector<std::string> LiteralSearch::in(const Payload &payload, PersonalField::Part part,
                                           const std::set<std::string> &but) const {
    std::vector<std::string> found;
    if (isEmpty()) return found;
    const auto document =
        payload.encoding == Encoding::Json ? Json::parse(payload.bytes) : fail(ErrorKind::Invalid, "");
    if (!document) {
        if (isIn(payload.bytes)) found.emplace_back();
        return found;
    }
    std::vector<std::string> path;
    const auto look = [&](const auto &self, const Json &value) -> void {
        const std::string pointer = pointerOf(path, part);
        if (but.contains(pointer)) return;
        if (!value.isContainer()) {
            if (isIn(value.token())) found.push_back(pointer);
            return;
        }
        for (std::size_t i = 0; i < value.size(); ++i) {
            path.push_back(value.isObject() ? std::string(value.key(i)) : std::to_string(i));
            if (value.isObject() && isIn(value.key(i))) found.push_back(pointerOf(path, part));
            self(self, value.child(i));
            path.pop_back();
        }
    };
    look(look, *document);
    return found;
}

Result<void> checkTask(const TransformationTask &task) {
    const auto isPlain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
    if (task.id.empty() || task.id.size() > kIdBytesMax || !std::ranges::all_of(task.id, isPlain)) {
        return fail(ErrorKind::Invalid, "A transformation's id has letters, digits, \"-\" and \"_\", 64 at most",
                    "Such as T-2026-4");
    }
    if (task.source.value.starts_with("erasure-") || task.source.value.starts_with("transformation-"))
        return fail(ErrorKind::Invalid, "The stream " + task.source.value + " is evidence and is not transformed");
    if (task.rules.needsSecret() && task.secret.view().size() < kSecretBytesMin) {
        return fail(ErrorKind::Invalid, "Pseudonyms need a secret of at least 16 bytes, or a vault that has one",
                    "Without one whoever guesses a value can make its pseudonym, too");
    }
    return {};
}

Result<TransformationPreview> previewTransformation(const TransformationSources &sources,
                                                    const TransformationTask &task,
                                                    const std::vector<std::string> &literals,
                                                    const std::function<Result<void>(const EventPreview &)> &take,
                                                    const JobControl &job) {
    ES_TRY(checkTask(task));
    if (!sources.store.info().keepsIds) {
        return fail(ErrorKind::Unsupported, "The store does not keep the ids of events, so that a copy that is cut off "
                                            "could not be told from a whole one");
    }
    const LiteralSearch search(literals);
    Preview preview(sources, task, search, take);
    if (search.isIn(task.target.value)) preview.noteLiteral({kNoVersion, {}, {}});
    Query query;
    query.from = Selector::stream(task.source);
    query.fields = Fields::All;
    std::uint64_t events = 0;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        std::optional<KeyVault::Lease> keys;
        if (sources.vault) keys.emplace(*sources.vault);
        for (std::size_t row = 0; row < batch->rows(); ++row)
            ES_TRY(preview.look((*batch)[row], keys ? &*keys : nullptr));
        events += batch->rows();
        return Flow::More;
    });
    ES_TRY(sources.store.scan(query, sink, job));
    if (events == 0) return fail(ErrorKind::NotFound, "There is no stream " + task.source.value, "Check its name");
    return preview.finish(job);
}

} // namespace eventscope
