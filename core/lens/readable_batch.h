// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/event_batch.h"
#include "core/json/json.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// One event made from a stored one by an upcaster.
struct Upcast {
    std::string type;
    int schemaVersion = 1;
    Json data;
    std::string text; ///< print(data), kept so that payload() can give bytes
};

class ReadableEvent;

/// A stored batch as a reader sees it: 0 to n readable events per stored one, in order. Where the lens changed nothing
/// it costs nothing. Immutable, any thread; keeps the stored batch alive.
class ReadableBatch {
  public:
    /// How one readable event comes from the stored ones.
    struct Row {
        std::uint32_t stored = 0;                   ///< row of the stored batch
        std::optional<std::uint32_t> upcast;        ///< index into the upcasts
        std::optional<std::uint32_t> text;          ///< index into the texts: the payload as it may be shown
        std::optional<std::uint32_t> failure;       ///< index into the failures: unreadable, why
        std::optional<std::uint32_t> metadata = {}; ///< index into the texts: the metadata as they may be shown
    };

    /// What a lens made.
    struct Made {
        std::vector<Upcast> upcasts;
        std::vector<std::string> texts;
        std::vector<std::string> failures;
    };

    /// The batch as it is.
    explicit ReadableBatch(BatchPtr stored) : m_stored(std::move(stored)) {}
    ReadableBatch(BatchPtr stored, std::vector<Row> rows, Made made)
        : m_stored(std::move(stored)), m_rows(std::move(rows)), m_made(std::move(made)), m_identity(false) {}

    [[nodiscard]] std::size_t rows() const { return m_identity ? m_stored->rows() : m_rows.size(); }
    [[nodiscard]] ReadableEvent operator[](std::size_t row) const;
    [[nodiscard]] std::size_t storedRow(std::size_t row) const { return m_identity ? row : m_rows[row].stored; }
    [[nodiscard]] const BatchPtr &stored() const { return m_stored; }

  private:
    friend class ReadableEvent;
    BatchPtr m_stored;
    std::vector<Row> m_rows; // empty when m_identity
    Made m_made;
    bool m_identity = true;
};

/// One event as a reader sees it. A view: it dies with its batch.
class ReadableEvent {
  public:
    ReadableEvent(const ReadableBatch &batch, std::size_t row) : m_batch(&batch), m_row(row) {}

    /// The event it comes from: position, stream, version, id, times and metadata are always that one's.
    [[nodiscard]] EventView stored() const { return (*m_batch->m_stored)[m_batch->storedRow(m_row)]; }
    [[nodiscard]] std::string_view type() const {
        return upcast() ? std::string_view(upcast()->type) : stored().type();
    }
    [[nodiscard]] int schemaVersion() const { return upcast() ? upcast()->schemaVersion : stored().schemaVersion(); }
    [[nodiscard]] bool wasUpcast() const { return upcast() != nullptr; }
    /// The payload after the lens: the stored bytes where nothing changed.
    [[nodiscard]] Payload payload() const {
        const std::string *made = madeText();
        return made ? Payload{Encoding::Json, *made} : stored().data();
    }
    /// The metadata after the lens: the stored bytes where nothing changed.
    [[nodiscard]] Payload metadata() const {
        const auto text = m_batch->m_identity ? std::nullopt : m_batch->m_rows[m_row].metadata;
        return text ? Payload{Encoding::Json, m_batch->m_made.texts[*text]} : stored().metadata();
    }
    /// The payload is the stored bytes, in the arena of their batch.
    [[nodiscard]] bool isAsStored() const { return madeText() == nullptr; }
    /// The payload as a document. Errors: Invalid (not JSON), and what made it unreadable. Parses on each call.
    [[nodiscard]] Result<Json> data() const;
    /// Why the lens could not read it; empty when it could.
    [[nodiscard]] std::string_view failure() const;

  private:
    [[nodiscard]] const Upcast *upcast() const {
        if (m_batch->m_identity || !m_batch->m_rows[m_row].upcast) return nullptr;
        return &m_batch->m_made.upcasts[*m_batch->m_rows[m_row].upcast];
    }
    [[nodiscard]] const std::string *madeText() const {
        if (m_batch->m_identity) return nullptr;
        if (const Upcast *made = upcast()) return &made->text;
        const auto text = m_batch->m_rows[m_row].text;
        return text ? &m_batch->m_made.texts[*text] : nullptr;
    }
    const ReadableBatch *m_batch;
    std::size_t m_row;
};

inline ReadableEvent ReadableBatch::operator[](std::size_t row) const { return {*this, row}; }

} // namespace eventscope
