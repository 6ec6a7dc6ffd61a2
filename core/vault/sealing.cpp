// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/sealing.h"

#include "core/json/json_spans.h"
#include "core/json/pointer.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace eventscope {

namespace {

std::string pointerOf(const JsonSpanVisitor::Path &path, PersonalField::Part part) {
    const std::string text = Pointer(path).text();
    return part == PersonalField::Part::Metadata ? "metadata:" + text : text;
}

FieldPlace placeOf(const SealedPlace &event, std::string_view pointer) {
    return {event.store, event.tenant, event.stream, event.event, event.type, pointer};
}

/// An object whose first member is named as an envelope's is.
bool beginsAsEnvelope(std::string_view text) {
    static constexpr std::string_view kBlank = " \t\r\n";
    if (!text.starts_with('{')) return false;
    const auto key = text.find_first_not_of(kBlank, 1);
    return key != std::string_view::npos && text.substr(key).starts_with("\"$pii\"");
}

bool isEnvelope(std::string_view text) {
    if (!beginsAsEnvelope(text)) return false;
    const auto value = Json::parse(text);
    return value && !std::holds_alternative<NoEnvelope>(envelopeOf(*value));
}

/// The subject as a text: strings as they are, numbers as they are written. Nothing: there is none.
std::optional<SubjectId> subjectOf(const PersonalField &field, std::string_view stream, const Json &data) {
    if (field.isSubjectInStream) {
        const auto dash = stream.find('-');
        if (dash == std::string_view::npos || dash + 1 == stream.size()) return std::nullopt;
        return SubjectId{std::string(stream.substr(dash + 1))};
    }
    const auto value = valueAt(data, Pointer(field.subject));
    if (!value || (!value->isString() && !value->isNumber()) || value->token().empty()) return std::nullopt;
    return SubjectId{std::string(value->token())};
}

class FindingClear final : public JsonSpanVisitor {
  public:
    FindingClear(std::span<const PersonalField> fields, PersonalField::Part part, std::string_view stream,
                 const Json &data, std::string_view text)
        : m_fields(fields), m_part(part), m_stream(stream), m_data(data), m_text(text) {}

    [[nodiscard]] bool wants(const Path &path, std::string_view) override { return find(path) != nullptr; }
    [[nodiscard]] Result<void> take(const Path &path, std::size_t offset, std::size_t bytes) override {
        if (isEnvelope(m_text.substr(offset, bytes))) return {};
        const PersonalField &field = *find(path);
        auto subject = subjectOf(field, m_stream, m_data);
        const std::string pointer = pointerOf(path, m_part);
        if (!subject) {
            const std::string wanted = field.isSubjectInStream ? "the stream's name" : Pointer(field.subject).text();
            return fail(ErrorKind::Invalid,
                        "The value at " + pointer + " is personal, but there is no subject in " + wanted,
                        "Say whom it is about, or mend the privacy policy");
        }
        found.push_back({offset, bytes, pointer, *std::move(subject), field.purpose});
        return {};
    }

    std::vector<ClearField> found;

  private:
    [[nodiscard]] const PersonalField *find(const Path &path) const {
        const auto field = std::ranges::find_if(
            m_fields, [&](const PersonalField &each) { return each.part == m_part && each.path.matches(path); });
        return field == m_fields.end() ? nullptr : &*field;
    }

    const std::span<const PersonalField> m_fields;
    const PersonalField::Part m_part;
    const std::string_view m_stream;
    const Json &m_data;
    const std::string_view m_text;
};

class Opening final : public JsonSpanVisitor {
  public:
    Opening(std::string_view text, PersonalField::Part part, const SealedPlace &place, KeyVault::Lease *vault)
        : m_text(text), m_part(part), m_place(place), m_vault(vault) {}

    [[nodiscard]] bool wants(const Path &, std::string_view text) override { return beginsAsEnvelope(text); }
    [[nodiscard]] Result<void> take(const Path &path, std::size_t offset, std::size_t bytes) override {
        const auto value = Json::parse(m_text.substr(offset, bytes));
        if (!value) return {};
        const auto form = envelopeOf(*value);
        if (std::holds_alternative<NoEnvelope>(form)) return {};
        OpenedValue opened;
        opened.pointer = pointerOf(path, m_part);
        opened.state = FieldState::Unsupported;
        std::string clear;
        if (const auto *envelope = std::get_if<Envelope>(&form)) {
            ES_ASSIGN(field, openField(m_vault, placeOf(m_place, opened.pointer), *envelope));
            opened.state = field.state;
            opened.key = envelope->key;
            opened.subject = envelope->subject;
            opened.erasure = std::move(field.erasure);
            opened.erasedAt = field.erasedAt;
            clear = std::move(field.json);
        }
        const bool isClear = opened.state == FieldState::Clear;
        result.text += m_text.substr(m_done, offset - m_done);
        result.text += isClear ? clear : "{\"$protected\":\"" + std::string(name(opened.state)) + "\"}";
        m_done = offset + bytes;
        result.values.push_back(std::move(opened));
        return {};
    }
    void finish() { result.text += m_text.substr(m_done); }

    OpenedPayload result;

  private:
    const std::string_view m_text;
    const PersonalField::Part m_part;
    const SealedPlace &m_place;
    KeyVault::Lease *const m_vault;
    std::size_t m_done = 0;
};

} // namespace

Result<std::vector<ClearField>> clearFields(std::span<const PersonalField> fields, PersonalField::Part part,
                                            std::string_view stream, std::string_view data, std::string_view text) {
    const bool isAny = std::ranges::any_of(fields, [&](const PersonalField &field) { return field.part == part; });
    if (!isAny) return std::vector<ClearField>();
    ES_ASSIGN(document, Json::parse(data));
    FindingClear finding(fields, part, stream, document, text);
    ES_TRY(visitSpans(text, finding));
    return std::move(finding.found);
}

std::string sealedText(std::string_view text, std::span<const ClearField> fields, std::span<const SubjectKey> keys,
                       const SealedPlace &place) {
    std::string sealed;
    std::size_t done = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const ClearField &field = fields[i];
        sealed += text.substr(done, field.offset - done);
        sealed += print(sealField(keys[i], placeOf(place, field.pointer), text.substr(field.offset, field.bytes)));
        done = field.offset + field.bytes;
    }
    return sealed += text.substr(done);
}

bool mayHoldEnvelopes(std::string_view text) { return text.find("\"$pii\"") != std::string_view::npos; }

Result<OpenedPayload> openedText(std::string_view text, PersonalField::Part part, const SealedPlace &place,
                                 KeyVault::Lease *vault) {
    if (!mayHoldEnvelopes(text)) return OpenedPayload{std::string(text), {}};
    Opening opening(text, part, place, vault);
    auto visited = visitSpans(text, opening);
    if (visited) {
        opening.finish();
        return std::move(opening.result);
    }
    const ErrorKind kind = visited.error().kind;
    if (kind != ErrorKind::Invalid && kind != ErrorKind::TooLarge) return fail(std::move(visited).error());
    return OpenedPayload{std::string(text), {}};
}

} // namespace eventscope
