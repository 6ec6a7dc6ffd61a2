// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/sealing.h"

#include "core/json/json_spans.h"
#include "core/json/number.h"
#include "core/json/pointer.h"
#include "core/vault/envelope_places.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace eventscope {

namespace {

/// Where a person's id was looked for, in words.
std::string subjectPlace(const PersonalField &field) {
    if (field.isSubjectInStream) return "the stream's name";
    const std::string path = Pointer(field.subject).text();
    return field.subjectEvent.empty() ? path : path + " of an earlier " + field.subjectEvent + " of the stream";
}

const PersonalField *fieldAt(std::span<const PersonalField> fields, PersonalField::Part part,
                             const JsonSpanVisitor::Path &path) {
    const auto isHere = [&](const PersonalField &each) { return each.part == part && each.path.matches(path); };
    const auto field = std::ranges::find_if(fields, isHere);
    return field == fields.end() ? nullptr : &*field;
}

class FindingValues final : public JsonSpanVisitor {
  public:
    FindingValues(std::span<const PersonalField> fields, PersonalField::Part part, std::string_view text)
        : m_fields(fields), m_part(part), m_text(text), m_places(text) {}

    [[nodiscard]] bool wants(const Path &path, std::string_view) override {
        return fieldAt(m_fields, m_part, path) != nullptr;
    }
    [[nodiscard]] Result<void> take(const Path &path, std::size_t offset, std::size_t bytes) override {
        found.push_back({offset, bytes, pointerOf(path, m_part), fieldAt(m_fields, m_part, path),
                         m_places.at(m_text.substr(offset)).form});
        return {};
    }

    std::vector<PersonalValue> found;

  private:
    const std::span<const PersonalField> m_fields;
    const PersonalField::Part m_part;
    const std::string_view m_text;
    const EnvelopePlaces m_places;
};

} // namespace

std::string pointerOf(const std::vector<std::string> &path, PersonalField::Part part) {
    std::string text = pointerText(path);
    return part == PersonalField::Part::Metadata ? "metadata:" + text : text;
}

FieldPlace placeOf(const SealedPlace &event, std::string_view pointer) {
    return {event.store, event.tenant, event.stream, event.event, event.type, pointer};
}

std::optional<SubjectId> subjectOf(const Json &value) {
    if ((!value.isString() && !value.isNumber()) || value.token().empty()) return std::nullopt;
    const auto whole = value.isNumber() ? wholeNumber(value.token()) : std::nullopt;
    return SubjectId{whole ? std::to_string(*whole) : std::string(value.token())};
}

std::optional<SubjectId> subjectIn(const Json &data, const PersonalField &field) {
    const auto value = valueAt(data, Pointer(field.subject));
    return value ? subjectOf(*value) : std::nullopt;
}

Result<std::optional<SubjectId>> subjectOf(const PersonalField &field, std::string_view stream, const Json &data,
                                           const EarlierSubject &earlier) {
    if (!field.subjectEvent.empty()) return earlier(field);
    if (!field.isSubjectInStream) return subjectIn(data, field);
    // A transformed copy is about whom its source is about, so that an erasure reaches both.
    const std::string_view original = originalOf(stream);
    const auto dash = original.find('-');
    if (dash == std::string_view::npos || dash + 1 == original.size()) return std::nullopt;
    return SubjectId{std::string(original.substr(dash + 1))};
}

Result<std::vector<PersonalValue>> personalValues(std::span<const PersonalField> fields, PersonalField::Part part,
                                                  std::string_view text) {
    const bool isAny = std::ranges::any_of(fields, [&](const PersonalField &field) { return field.part == part; });
    if (!isAny) return std::vector<PersonalValue>();
    FindingValues finding(fields, part, text);
    ES_TRY(visitSpans(text, finding));
    return std::move(finding.found);
}

Result<std::vector<ClearField>> clearAmong(std::span<const PersonalValue> values, std::string_view stream,
                                           std::string_view data, std::string_view text, const EarlierSubject &earlier,
                                           WithoutSubject without) {
    std::vector<ClearField> found;
    if (values.empty()) return found;
    ES_ASSIGN(document, Json::parse(data));
    for (const PersonalValue &value : values) {
        if (std::holds_alternative<Envelope>(value.form)) continue;
        // Of a later version, or by somebody who wrote a value in clear into what looks like one: it stays as it is,
        // but whoever looks for what is in clear must see it.
        if (value.isSealed() && without == WithoutSubject::Refuse) continue;
        ES_ASSIGN(subject, subjectOf(*value.field, stream, document, earlier));
        if (!subject && without == WithoutSubject::Skip) continue;
        if (!subject) {
            return fail(ErrorKind::Invalid,
                        "The value at " + value.pointer + " is personal, but there is no subject in " +
                            subjectPlace(*value.field),
                        "Say whom it is about, or mend the privacy policy");
        }
        const bool isNull = text.substr(value.offset, value.bytes) == "null";
        found.push_back({value.offset, value.bytes, value.pointer, *std::move(subject), value.field->purpose, isNull});
    }
    return found;
}

Result<std::vector<ClearField>> clearFields(std::span<const PersonalField> fields, PersonalField::Part part,
                                            std::string_view stream, std::string_view data, std::string_view text,
                                            const EarlierSubject &earlier, WithoutSubject without) {
    const bool isAny = std::ranges::any_of(fields, [&](const PersonalField &field) { return field.part == part; });
    if (!isAny) return std::vector<ClearField>();
    ES_ASSIGN(values, personalValues(fields, part, text));
    return clearAmong(values, stream, data, text, earlier, without);
}

Result<std::vector<SealedField>> sealedFields(std::span<const PersonalField> fields, PersonalField::Part part,
                                              std::string_view text) {
    std::vector<SealedField> found;
    const bool maySayIt = text.find("$pii") != std::string_view::npos || text.find('\\') != std::string_view::npos;
    if (!maySayIt) return found;
    ES_ASSIGN(values, personalValues(fields, part, text));
    for (const PersonalValue &value : values) {
        if (!value.isSealed()) continue;
        const auto *envelope = std::get_if<Envelope>(&value.form);
        found.push_back({value.pointer, envelope ? std::optional(*envelope) : std::nullopt, value.field});
    }
    return found;
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

} // namespace eventscope
