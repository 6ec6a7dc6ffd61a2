// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/codec/encoder.h"

namespace eventscope {

/// Rows as JSON objects, one a line or in an array.
class RowEncoder final : public Encoder {
  public:
    enum class Layout : std::uint8_t { Lines, Array };
    explicit RowEncoder(Layout layout) : m_layout(layout) {}
    void begin(std::string &text) const override;
    void add(const EventRecord &event, bool isFirst, std::string &text) const override;
    void end(std::string &text) const override;

  private:
    const Layout m_layout;
};

/// CloudEvents 1.0 in JSON, one a line or in an array.
class CloudEventsEncoder final : public Encoder {
  public:
    CloudEventsEncoder(RowEncoder::Layout layout, std::string source) : m_layout(layout), m_source(std::move(source)) {}
    void begin(std::string &text) const override;
    void add(const EventRecord &event, bool isFirst, std::string &text) const override;
    void end(std::string &text) const override;

  private:
    const RowEncoder::Layout m_layout;
    const std::string m_source;
};

/// CSV by RFC 4180, also with another separator than a comma.
class CsvEncoder final : public Encoder {
  public:
    explicit CsvEncoder(bool rawCells, char separator = ',') : m_rawCells(rawCells), m_separator(separator) {}
    void begin(std::string &text) const override;
    void add(const EventRecord &event, bool isFirst, std::string &text) const override;
    void end(std::string &) const override {}

  private:
    const bool m_rawCells;
    const char m_separator;
};

/// A table of Markdown (GitHub's). What would mean something there is taken for what it is; line ends become spaces.
class MarkdownEncoder final : public Encoder {
  public:
    void begin(std::string &text) const override;
    void add(const EventRecord &event, bool isFirst, std::string &text) const override;
    void end(std::string &) const override {}
};

} // namespace eventscope
