// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/transformation_check.h"

#include "core/base/base64.h"
#include "core/json/pointer.h"
#include "core/vault/opening.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace eventscope {

namespace {

using FieldPart = PersonalField::Part;
using Path = std::vector<std::string>;
using IsMasked = std::function<bool(const Path &)>;

constexpr std::size_t kRowsAtOnce = 500;

/// The events of a stream, one after the other.
class StreamWalk {
  public:
    StreamWalk(const EventStore &store, StreamId stream, const JobControl &job) : m_store(store), m_job(job) {
        m_query.from = Selector::stream(std::move(stream));
        m_query.fields = Fields::All;
        m_query.rowsMax = kRowsAtOnce;
    }
    /// Nothing: the end.
    Result<std::optional<EventView>> next() {
        if (m_batch && m_row == m_batch->rows()) m_query.afterVersion = Version{m_batch->version().back()};
        if (!m_batch || m_row == m_batch->rows()) {
            if (m_job.stopRequested()) return cancelled();
            ES_ASSIGN(batch, m_store.page(m_query, m_job));
            m_batch = std::move(batch);
            m_row = 0;
            if (m_batch->rows() == 0) {
                m_batch = nullptr;
                return std::optional<EventView>();
            }
        }
        return std::optional((*m_batch)[m_row++]);
    }

  private:
    const EventStore &m_store;
    const JobControl &m_job;
    Query m_query;
    BatchPtr m_batch;
    std::size_t m_row = 0;
};

/// Equal but for what is masked; of that neither the value nor whether it is there counts.
bool equalUnmasked(const Json &a, const Json &b, Path &path, const IsMasked &isMasked) {
    if (isMasked(path)) return true;
    if (a.kind() != b.kind()) return false;
    if (!a.isContainer()) return a.token() == b.token();
    if (a.isArray() && a.size() != b.size()) return false;
    const auto below = [&](const std::string &token, const auto &look) {
        path.push_back(token);
        const bool answer = look();
        path.pop_back();
        return answer;
    };
    const auto keyAt = [&](const Json &json, std::size_t at) {
        return json.isObject() ? std::string(json.key(at)) : std::to_string(at);
    };
    const auto skipMasked = [&](const Json &json, std::size_t at) {
        while (json.isObject() && at < json.size() && below(keyAt(json, at), [&] { return isMasked(path); }))
            ++at;
        return at;
    };
    std::size_t i = skipMasked(a, 0), j = skipMasked(b, 0);
    while (i < a.size() && j < b.size()) {
        const std::string key = keyAt(a, i);
        if (key != keyAt(b, j)) return false;
        if (!below(key, [&] { return equalUnmasked(a.child(i), b.child(j), path, isMasked); })) return false;
        i = skipMasked(a, i + 1);
        j = skipMasked(b, j + 1);
    }
    return i >= a.size() && j >= b.size();
}

class CopyCheck {
  public:
    CopyCheck(const TransformationSources &sources, const TransformationTask &task,
              const std::vector<std::string> &literals, const JobControl &job)
        : m_sources(sources), m_task(task), m_literals(literals), m_job(job) {}

    Result<CopyVerdict> run() {
        StreamWalk source(m_sources.store, m_task.source, m_job), copy(m_sources.store, m_task.target, m_job);
        if (m_literals.isIn(m_task.target.value)) fault(kNoVersion, "the name of the copy holds a text looked for");
        for (;;) {
            ES_ASSIGN(from, source.next());
            ES_ASSIGN(to, copy.next());
            if (!from && !to) break;
            if (from) m_verdict.last = from->version();
            m_verdict.sourceEvents += from ? 1 : 0;
            m_verdict.copyEvents += to ? 1 : 0;
            if (!from || !to) {
                fault(from ? from->version() : to->version(),
                      from ? "it is not in the copy" : "the source has no such event");
                continue;
            }
            ES_TRY(compare(*from, *to));
        }
        return std::move(m_verdict);
    }

  private:
    void fault(Version version, std::string what) {
        ++m_verdict.faultCount;
        if (m_verdict.faults.size() < CopyVerdict::kFaultsMax) m_verdict.faults.push_back({version, std::move(what)});
    }

    Result<void> compare(const EventView &from, const EventView &to) {
        if (to.id() != transformedId(m_task.id, from.id())) fault(from.version(), "another event stands in its place");
        if (to.version() != from.version()) fault(from.version(), "its copy has another version");
        if (to.typeName() != from.typeName()) fault(from.version(), "its copy is of another type");
        if (to.validAt() != from.validAt()) fault(from.version(), "its copy has another valid time");
        if (to.data().encoding != from.data().encoding) fault(from.version(), "its copy's data is of another kind");
        std::optional<KeyVault::Lease> keys;
        if (m_sources.vault) keys.emplace(*m_sources.vault);
        KeyVault::Lease *const lease = keys ? &*keys : nullptr;
        ES_TRY(compareData(from, to, lease));
        ES_TRY(compareMetadata(from, to, lease));
        for (const FieldPart part : {FieldPart::Data, FieldPart::Metadata}) {
            const Payload stored = part == FieldPart::Data ? to.data() : to.metadata();
            for (const std::string &pointer : m_literals.in(stored, part, {}))
                fault(from.version(), "its copy holds a text that was looked for, at " + pointer);
        }
        return {};
    }

    Result<void> compareData(const EventView &from, const EventView &to, KeyVault::Lease *keys) {
        const bool isSame = from.data().bytes == to.data().bytes;
        m_verdict.identical += isSame ? 1 : 0;
        const bool isUntouched = hasNoRule(from, FieldPart::Data) && !mayHoldProtected(from.data().bytes) &&
                                 (!m_sources.vault || m_sources.protection.policy.fieldsOf(from.type()).empty());
        if (isUntouched) {
            if (!isSame) fault(from.version(), "its copy's data is not the same byte for byte");
            return {};
        }
        return compareTexts(from, from.data().bytes, to, to.data().bytes, FieldPart::Data, keys);
    }

    [[nodiscard]] bool hasNoRule(const EventView &from, FieldPart part) const {
        return std::ranges::none_of(m_task.rules.rulesOf(from.type()),
                                    [&](const TransformationRule *rule) { return rule->part == part; });
    }

    /// The stamp says what it must; what else stands there is that of the source.
    Result<void> compareMetadata(const EventView &from, const EventView &to, KeyVault::Lease *keys) {
        const auto metadata = Json::parse(to.metadata().bytes);
        if (to.metadata().encoding != Encoding::Json || !metadata || !metadata->isObject()) {
            fault(from.version(), "its copy's metadata is no JSON object");
            return {};
        }
        const Json stamp = metadata->member(kTransformedFrom);
        const auto says = [&](std::string_view member, const std::string &text) {
            return stamp.isObject() && stamp.member(member).token() == text;
        };
        const bool isRight = says("transformation", m_task.id) && says("event", toString(from.id())) &&
                             says("version", std::to_string(from.version().value)) &&
                             says("position", toString(from.position())) &&
                             says("recordedAt", toIso(from.recordedAt()));
        if (!isRight) {
            fault(from.version(), "its copy's metadata does not say which event it stands for");
            return {};
        }
        const auto original = from.metadata().encoding == Encoding::Json ? Json::parse(from.metadata().bytes)
                                                                         : fail(ErrorKind::Invalid, "");
        if (original && original->isObject())
            return compareTexts(from, from.metadata().bytes, to, to.metadata().bytes, FieldPart::Metadata, keys);
        const bool isKept = original ? stamp.member("metadata") == *original || !hasNoRule(from, FieldPart::Metadata)
                                     : stamp.member("metadataBase64").token() == toBase64(from.metadata().bytes) ||
                                           from.metadata().bytes.empty();
        if (!isKept) fault(from.version(), "its copy does not hold its metadata");
        return {};
    }

    Result<void> compareTexts(const EventView &from, std::string_view was, const EventView &to, std::string_view is,
                              FieldPart part, KeyVault::Lease *keys) {
        const auto placeIn = [&](const EventView &event) {
            return SealedPlace{m_sources.protection.store, {}, event.stream(), event.id(), event.type()};
        };
        ES_ASSIGN(before, openedText(was, part, placeIn(from), keys));
        ES_ASSIGN(after, openedText(is, part, placeIn(to), keys));
        const auto source = Json::parse(before.text), copy = Json::parse(after.text);
        if (!source || !copy) {
            if (was != is) fault(from.version(), "its copy's " + words(part) + " is not the same byte for byte");
            return {};
        }
        std::map<std::string, OpenedValue> sealed;
        for (OpenedValue &value : after.values)
            sealed.insert_or_assign(value.pointer, value);
        std::map<std::string, FieldState> unreadable;
        for (const OpenedValue &value : before.values)
            checkSealed(from, part, value, sealed, unreadable);
        for (const auto &[pointer, value] : sealed)
            if (value.state != FieldState::Clear)
                fault(from.version(), "its copy's value at " + pointer + " is " + std::string(name(value.state)));
        const IsMasked isMasked = [&](const Path &path) {
            if (path.empty()) return false;
            if (part == FieldPart::Metadata && path.size() == 1 && path.front() == kTransformedFrom) return true;
            return m_task.rules.masks(from.type(), part, path) || unreadable.contains(Pointer(path).text());
        };
        Path path;
        if (!equalUnmasked(*source, *copy, path, isMasked))
            fault(from.version(), "its copy's " + words(part) + " differs where no rule leads to");
        return {};
    }

    /// What was sealed is sealed for the same person; what cannot be read is nothing, where that was asked for.
    void checkSealed(const EventView &from, FieldPart part, const OpenedValue &value,
                     const std::map<std::string, OpenedValue> &copy, std::map<std::string, FieldState> &unreadable) {
        const auto pointer = Pointer::parse(value.pointer);
        if (pointer && m_task.rules.masks(from.type(), part, pointer->tokens())) return;
        if (value.state != FieldState::Clear) {
            if (m_task.unreadable == Unreadable::Null) unreadable.emplace(value.pointer, value.state);
            return;
        }
        const auto found = copy.find(value.pointer);
        if (found == copy.end() || found->second.subject != value.subject)
            fault(from.version(), "its value at " + value.pointer + " is not sealed for the same person in the copy");
    }

    static std::string words(FieldPart part) { return part == FieldPart::Data ? "data" : "metadata"; }

    const TransformationSources &m_sources;
    const TransformationTask &m_task;
    const LiteralSearch m_literals;
    const JobControl &m_job;
    CopyVerdict m_verdict;
};

} // namespace

std::vector<std::string> sentencesOf(const CopyVerdict &verdict) {
    std::vector<std::string> sentences;
    for (const CopyFault &fault : verdict.faults) {
        const std::string where =
            fault.version == kNoVersion ? "the stream" : "version " + std::to_string(fault.version.value);
        sentences.push_back(where + ": " + fault.what);
    }
    if (verdict.sourceEvents == 0) sentences.emplace_back("the source has no events");
    return sentences;
}

Result<CopyVerdict> checkCopy(const TransformationSources &sources, const TransformationTask &task,
                              const std::vector<std::string> &literals, const JobControl &job) {
    return CopyCheck(sources, task, literals, job).run();
}

} // namespace eventscope
