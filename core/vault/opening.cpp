// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/opening.h"

#include "core/json/json_spans.h"
#include "core/json/pointer.h"
#include "core/json/protected_state.h"
#include "core/vault/envelope_places.h"
#include "core/vault/protected_mark.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace eventscope {

namespace {

/// Goes through a text and puts something else in the place of each envelope.
class Replacing : public JsonSpanVisitor {
  public:
    /// Whether what looks like a mark and is none gets another "$".
    enum class Marks : std::uint8_t { Escaped, Left };
    explicit Replacing(std::string_view text, Marks marks = Marks::Escaped)
        : m_text(text), m_marks(marks), m_places(text) {}

    /// Envelopes are taken whole; what is in something that looks like a mark is looked at like all else.
    [[nodiscard]] bool wants(const Path &path, std::string_view text) final {
        if (isWantedAt(path)) {
            m_wanted = NoEnvelope();
            m_printedBytes = 0;
            return true;
        }
        if (!text.starts_with('{')) return false;
        if (m_marks == Marks::Escaped && beginsAsMark(text)) put(offsetOf(text) + text.find('"') + 1, 0, "$");
        EnvelopePlaces::Found found = m_places.at(text);
        m_printedBytes = found.printedBytes;
        m_wanted = std::move(found.form);
        return !std::holds_alternative<NoEnvelope>(m_wanted);
    }
    [[nodiscard]] std::size_t knownBytes() const final { return m_printedBytes; }
    [[nodiscard]] Result<void> take(const Path &path, std::size_t offset, std::size_t bytes) final {
        const std::string_view text = m_text.substr(offset, bytes);
        ES_ASSIGN(other, replaced(path, std::get_if<Envelope>(&m_wanted), text));
        put(offset, bytes, other);
        return {};
    }
    [[nodiscard]] std::string finish() { return std::move(m_made += m_text.substr(m_done)); }

  protected:
    ~Replacing() override = default;
    /// The envelope that is replaced is written as print() does it, and not carried along.
    [[nodiscard]] bool isPrinted() const { return m_printedBytes > 0; }
    /// What stands there is to be replaced whatever it is.
    [[nodiscard]] virtual bool isWantedAt(const Path &) const { return false; }
    /// What takes the place of an envelope; null: of a form that is not known, or of what was wanted by its place.
    [[nodiscard]] virtual Result<std::string> replaced(const Path &path, const Envelope *envelope,
                                                       std::string_view text) = 0;

  private:
    [[nodiscard]] std::size_t offsetOf(std::string_view text) const {
        return static_cast<std::size_t>(text.data() - m_text.data());
    }
    void put(std::size_t offset, std::size_t bytes, std::string_view text) {
        if (m_made.empty()) m_made.reserve(m_text.size());
        m_made += m_text.substr(m_done, offset - m_done);
        m_made += text;
        m_done = offset + bytes;
    }

    const std::string_view m_text;
    const Marks m_marks;
    const EnvelopePlaces m_places;
    std::string m_made;
    std::size_t m_done = 0;
    EnvelopeForm m_wanted;          ///< what was wanted last, which is taken next
    std::size_t m_printedBytes = 0; ///< of that envelope, if it is printed
};

/// Leaves envelopes as they are.
class Escaping final : public Replacing {
  public:
    using Replacing::Replacing;

  private:
    [[nodiscard]] Result<std::string> replaced(const Path &, const Envelope *, std::string_view text) override {
        return std::string(text);
    }
};

/// Not even what was sealed can be taken for a mark.
std::string withoutMarks(std::string text) {
    if (!mayHoldProtected(text)) return text;
    Escaping escaping(text);
    return visitSpans(text, escaping) ? escaping.finish() : text;
}

class Opening : public Replacing {
  public:
    Opening(std::string_view text, const SealedPlace &place, KeyVault::Lease *vault,
            std::optional<PersonalField::Part> part, Marks marks = Marks::Escaped)
        : Replacing(text, marks), m_place(place), m_vault(vault), m_part(part) {}

    std::vector<OpenedValue> values;

  protected:
    ~Opening() override = default;
    /// Enters it into `values`. Null: of a form that is not known.
    [[nodiscard]] Result<OpenedField> fieldOf(const Path &path, const Envelope *envelope,
                                              const std::set<KeyId> &asErased = {}) {
        OpenedField field;
        field.state = FieldState::Unsupported;
        if (envelope) {
            ES_ASSIGN(opened, opened(path, *envelope));
            field = std::move(opened);
            if (field.state == FieldState::Clear && asErased.contains(envelope->key))
                field.state = FieldState::Shredded;
        }
        values.push_back({pointerText(path), field.state, envelope ? envelope->key : KeyId(),
                          envelope ? envelope->subject : SubjectBinding()});
        return field;
    }

  private:
    /// One that is carried belongs where it says; one in an event belongs there, whatever it says.
    [[nodiscard]] Result<OpenedField> opened(const Path &path, const Envelope &envelope) {
        const auto &origin = envelope.origin;
        if (m_part.has_value() == origin.has_value()) {
            OpenedField field;
            field.state = FieldState::Tampered;
            return field;
        }
        if (!origin) return openField(m_vault, placeOf(m_place, pointerOf(path, *m_part)), envelope);
        const FieldPlace from{m_place.store, m_place.tenant, origin->stream,
                              origin->event, origin->type,   origin->pointer};
        return openField(m_vault, from, envelope);
    }

    const SealedPlace &m_place;
    KeyVault::Lease *const m_vault;
    const std::optional<PersonalField::Part> m_part; ///< of an event; nothing: carried
};

class OpeningForPeople final : public Opening {
  public:
    OpeningForPeople(std::string_view text, const SealedPlace &place, KeyVault::Lease *vault,
                     std::optional<PersonalField::Part> part, const std::set<KeyId> &asErased)
        : Opening(text, place, vault, part), m_asErased(asErased) {}

  private:
    [[nodiscard]] Result<std::string> replaced(const Path &path, const Envelope *envelope, std::string_view) override {
        ES_ASSIGN(field, fieldOf(path, envelope, m_asErased));
        if (field.state == FieldState::Clear) return withoutMarks(std::move(field.json));
        const bool isErased = field.state == FieldState::Shredded && !field.erasure.empty();
        return print(ProtectedMark{field.state, field.erasure, isErased ? toIso(field.erasedAt) : std::string()});
    }

    const std::set<KeyId> &m_asErased;
};

class Clearing final : public Opening {
  public:
    Clearing(std::string_view text, const SealedPlace &place, KeyVault::Lease *vault, PersonalField::Part part)
        : Opening(text, place, vault, part, Marks::Left) {}

  private:
    [[nodiscard]] Result<std::string> replaced(const Path &path, const Envelope *envelope,
                                               std::string_view text) override {
        ES_ASSIGN(field, fieldOf(path, envelope));
        return field.state == FieldState::Clear ? field.json : std::string(text);
    }
};

/// The object as those who keep it know it: by its first member (see isProtected()).
std::string nameFirst(std::string_view text) {
    const auto value = Json::parse(text);
    if (!value || value->key(0) == kSealedMember) return std::string(text);
    std::vector<Json::Member> members{{std::string(kSealedMember), value->member(kSealedMember)}};
    for (const auto &[key, member] : value->children())
        if (key != kSealedMember) members.push_back({std::string(key), member});
    return print(Json::object(std::move(members)));
}

class Carrying final : public Replacing {
  public:
    Carrying(std::string_view text, const SealedPlace &place, PersonalField::Part part)
        : Replacing(text), m_place(place), m_part(part) {}

  private:
    [[nodiscard]] Result<std::string> replaced(const Path &path, const Envelope *envelope,
                                               std::string_view text) override {
        if (!envelope) return nameFirst(text); // cannot be opened, here or there
        const EnvelopeOrigin origin{std::string(m_place.stream), m_place.event, std::string(m_place.type),
                                    pointerOf(path, m_part)};
        if (isPrinted()) return carriedAlong(text, origin);
        Envelope carried = *envelope;
        carried.origin = origin;
        return print(carried);
    }

    const SealedPlace &m_place;
    const PersonalField::Part m_part;
};

class Masking final : public Replacing {
  public:
    Masking(std::string_view text, std::span<const PersonalField> fields, PersonalField::Part part)
        : Replacing(text), m_fields(fields), m_part(part) {}

  private:
    [[nodiscard]] bool isWantedAt(const Path &path) const override {
        return std::ranges::any_of(
            m_fields, [&](const PersonalField &field) { return field.part == m_part && field.path.matches(path); });
    }
    [[nodiscard]] Result<std::string> replaced(const Path &, const Envelope *, std::string_view) override {
        return std::string(kMaskedMark);
    }

    const std::span<const PersonalField> m_fields;
    const PersonalField::Part m_part;
};

bool isNoJson(const Error &error) { return error.kind == ErrorKind::Invalid || error.kind == ErrorKind::TooLarge; }

template <typename Opens>
Result<OpenedPayload> openAll(std::string_view text, Opens opening) {
    if (!mayHoldProtected(text)) return OpenedPayload{std::string(text), {}};
    if (auto visited = visitSpans(text, opening); !visited) {
        if (!isNoJson(visited.error())) return fail(std::move(visited).error());
        return OpenedPayload{std::string(text), {}};
    }
    return OpenedPayload{opening.finish(), std::move(opening.values)};
}

} // namespace

bool mayHoldProtected(std::string_view text) {
    // A member's name begins with "$", written so or as an escape: both are rare, so a look for one byte does.
    static constexpr std::string_view kEscaped = "\"\\u0024";
    for (auto at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
        const bool isName = at > 0 && text[at - 1] == '"' && at + 1 < text.size();
        if (isName && (text[at + 1] == 'p' || text[at + 1] == '\\')) return true;
    }
    if (text.find('\\') == std::string_view::npos) return false; // many times as fast as to look for all of it
    return memmem(text.data(), text.size(), kEscaped.data(), kEscaped.size()) != nullptr;
}

Result<OpenedPayload> openedText(std::string_view text, PersonalField::Part part, const SealedPlace &place,
                                 KeyVault::Lease *vault, const std::set<KeyId> &asErased) {
    return openAll(text, OpeningForPeople(text, place, vault, part, asErased));
}

Result<OpenedPayload> clearText(std::string_view text, PersonalField::Part part, const SealedPlace &place,
                                KeyVault::Lease *vault) {
    return openAll(text, Clearing(text, place, vault, part));
}

std::string carriedText(std::string_view text, PersonalField::Part part, const SealedPlace &place) {
    if (!mayHoldProtected(text)) return std::string(text);
    Carrying carrying(text, place, part);
    const auto visited = visitSpans(text, carrying);
    return visited ? carrying.finish() : std::string(text);
}

std::string maskedText(std::string_view text, std::span<const PersonalField> fields, PersonalField::Part part) {
    const auto isOfPart = [part](const PersonalField &field) { return field.part == part; };
    const bool hasFields = std::ranges::any_of(fields, isOfPart);
    if (!hasFields && !mayHoldProtected(text)) return std::string(text);
    Masking masking(text, fields, part);
    if (visitSpans(text, masking)) return masking.finish();
    return hasFields ? std::string(kMaskedMark) : std::string(text);
}

Result<OpenedPayload> openedCarried(std::string_view text, const SealedPlace &place, KeyVault::Lease *vault,
                                    const std::set<KeyId> &asErased) {
    return openAll(text, OpeningForPeople(text, place, vault, std::nullopt, asErased));
}

} // namespace eventscope
