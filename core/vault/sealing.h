// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/event/payload.h"
#include "core/vault/envelope.h"
#include "core/vault/privacy_policy.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace eventscope {

// Payloads as texts, on the way into a store: what is not personal stays byte for byte as it was.

/// An event, as far as what is sealed in it is bound to it.
struct SealedPlace {
    std::string_view store;  ///< id
    std::string_view tenant; ///< empty where the store has none
    std::string_view stream;
    EventId event;
    std::string_view type;
};

/// The subject that a value about which a policy says nothing in its own event is about (PersonalField::subjectEvent):
/// nothing where there is no such event, or it names nobody.
using EarlierSubject = std::function<Result<std::optional<SubjectId>>(const PersonalField &field)>;

/// Whom a value names: a text as it is, a number as it is written, but a whole one in plain digits, so that 42, 42.0
/// and 4.2e1 are one person. Nothing: nobody.
[[nodiscard]] std::optional<SubjectId> subjectOf(const Json &value);
/// Whom an event's data names at the place where `field` says that a person's id stands. Nothing: nobody.
[[nodiscard]] std::optional<SubjectId> subjectIn(const Json &data, const PersonalField &field);

/// Whom a value is about that the policy describes by `field`, in an event of this stream and data. Nothing: nobody.
/// Errors: those of `earlier`.
[[nodiscard]] Result<std::optional<SubjectId>> subjectOf(const PersonalField &field, std::string_view stream,
                                                         const Json &data, const EarlierSubject &earlier);

/// What becomes of a personal value of which nothing says whom it is about.
enum class WithoutSubject : std::uint8_t { Refuse, Skip };

/// A personal value in clear.
struct ClearField {
    std::size_t offset = 0, bytes = 0; ///< in the text
    std::string pointer;               ///< RFC 6901; behind "metadata:" in metadata
    SubjectId subject;
    std::string purpose;
    bool isNull = false; ///< there is nothing in it to be protected
};

/// A value at a place that the policy describes, sealed or in clear.
struct PersonalValue {
    std::size_t offset = 0, bytes = 0; ///< in the text
    std::string pointer;               ///< as in ClearField
    const PersonalField *field = nullptr;
    std::variant<NoEnvelope, UnsupportedEnvelope, Envelope> form;
    [[nodiscard]] bool isSealed() const { return !std::holds_alternative<NoEnvelope>(form); }
};

/// Those of a part of an event, in the order of the text; they refer to `fields`. None where no field is of this part.
/// Errors: Invalid (no JSON).
[[nodiscard]] Result<std::vector<PersonalValue>> personalValues(std::span<const PersonalField> fields,
                                                                PersonalField::Part part, std::string_view text);

/// Those among `values` of `text` that are in clear, as clearFields() answers them. Errors likewise.
[[nodiscard]] Result<std::vector<ClearField>> clearAmong(std::span<const PersonalValue> values, std::string_view stream,
                                                         std::string_view data, std::string_view text,
                                                         const EarlierSubject &earlier, WithoutSubject without);

/// The personal values of an event that are in clear, in the order of the text; those that are envelopes already are
/// left as they are. `data` is the event's data, `text` the part that is looked at: the data or the metadata.
/// Errors: Invalid (a personal value without its subject: the message says where; no JSON), those of `earlier`.
[[nodiscard]] Result<std::vector<ClearField>> clearFields(std::span<const PersonalField> fields,
                                                          PersonalField::Part part, std::string_view stream,
                                                          std::string_view data, std::string_view text,
                                                          const EarlierSubject &earlier,
                                                          WithoutSubject without = WithoutSubject::Refuse);

/// A personal value that came as an envelope.
struct SealedField {
    std::string pointer;                  ///< as in ClearField
    std::optional<Envelope> envelope;     ///< nothing: of a later form, or somebody's who wrote what looks alike
    const PersonalField *field = nullptr; ///< of those that were given
};

/// Those of a part of an event, in the order of the text. Errors: Invalid (no JSON). Cost for a text in which nothing
/// looks like one: a search of its bytes.
[[nodiscard]] Result<std::vector<SealedField>> sealedFields(std::span<const PersonalField> fields,
                                                            PersonalField::Part part, std::string_view text);

/// The text with envelopes in the place of these values. `keys` are those of the fields, in their order.
[[nodiscard]] std::string sealedText(std::string_view text, std::span<const ClearField> fields,
                                     std::span<const SubjectKey> keys, const SealedPlace &place);

/// How a value is named in what it is bound to: its JSON Pointer; behind "metadata:" in metadata.
[[nodiscard]] std::string pointerOf(const std::vector<std::string> &path, PersonalField::Part part);
[[nodiscard]] FieldPlace placeOf(const SealedPlace &event, std::string_view pointer);

} // namespace eventscope
