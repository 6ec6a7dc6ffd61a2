// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output/list_writer.h"
#include "core/event/codec/encoder.h"
#include "core/lens/readable_batch.h"

#include <memory>
#include <string>

namespace eventscope::cli {

/// What a reader sees of an event: its header as stored, type and payload as the lens shows them.
[[nodiscard]] EventRecord recordOf(const ReadableEvent &event);

/// The rows of `events`: in JSON and CSV as the codec writes them into files, payloads byte by byte, in a table
/// shortened. One thread.
class EventList {
  public:
    EventList(Output &out, Notes &notes, const OutputOptions &options, Length length);

    /// Enough: the limit is reached.
    [[nodiscard]] Result<Flow> row(const EventRecord &event);
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] Result<void> finish();
    [[nodiscard]] std::size_t rowsWanted() const { return m_limit.rowsWanted(); }

  private:
    [[nodiscard]] Result<void> writeEncoded(const EventRecord &event);
    [[nodiscard]] Result<void> write(std::string_view text);

    Output &m_out;
    Notes &m_notes;
    RowLimit m_limit;
    Format m_format;
    std::unique_ptr<ListWriter> m_table; ///< for Format::Table, else null
    std::unique_ptr<Encoder> m_encoder;  ///< for the others
    std::string m_text;                  ///< reused from row to row
    bool m_isFirst = true;
};

} // namespace eventscope::cli
