// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/codec/file_format.h"
#include "core/event/event_batch.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace eventscope {

/// Everything of one event that a file holds. Views: they die with the batch.
struct EventRecord {
    Position position;
    std::string_view stream;
    Version version;
    EventId id;
    std::string_view type;
    int schemaVersion = 1;
    Time recordedAt;
    std::optional<Time> validAt;
    Payload data;
    Payload metadata;
};
/// The columns that recordOf() needs.
inline constexpr Fields kRecordFields = Fields::Id | Fields::Data | Fields::Metadata | Fields::ValidAt;
[[nodiscard]] EventRecord recordOf(const EventView &event);

struct EncodeOptions {
    /// CloudEvents need a `source`: a URI reference. It does not come from the store, and an import does not keep it
    /// (in the metadata it would change the event's hash): so that an export, an import into any store and another
    /// export give the same bytes. The ids are unique without it.
    std::string source = "eventscope";
    /// CSV: leave cells that a spreadsheet would run as formulas as they are. Otherwise such a cell, and one that
    /// begins with ', gets a ' in front; the last name in the header line says so.
    bool rawCsvCells = false;
};

/// Writes events as text, appending to a string that the caller empties as it likes. Immutable, any thread.
class Encoder {
  public:
    virtual ~Encoder() = default;
    /// What stands before the first event.
    virtual void begin(std::string &text) const = 0;
    /// One event; `isFirst` for the first of the file. Stream and type names that are no UTF-8 get U+FFFD.
    virtual void add(const EventRecord &event, bool isFirst, std::string &text) const = 0;
    /// What stands behind the last event.
    virtual void end(std::string &text) const = 0;
};

[[nodiscard]] std::unique_ptr<Encoder> makeEncoder(FileFormat format, const EncodeOptions &options = {});

/// `text` as a JSON string with its quotes; bytes that are no UTF-8 become U+FFFD.
void appendJsonString(std::string &out, std::string_view text);

/// `text` as a cell of CSV, in quotation marks where it needs them. Unless `raw`, a cell that a spreadsheet would run
/// as a formula, and one that begins with ', gets a ' in front.
void appendCsvCell(std::string &out, std::string_view text, bool raw);

/// The members of a payload in a row, as FileFormat says: `"data":{...}` or `"dataText":"...","dataEncoding":"json"`.
/// `key` is "data" or "metadata".
void appendPayloadMembers(std::string &out, std::string_view key, const Payload &payload);

} // namespace eventscope
