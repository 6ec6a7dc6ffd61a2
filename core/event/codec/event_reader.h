// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/codec/decoder.h"
#include "core/event/codec/object_reader.h"

#include <set>

namespace eventscope {

/// Makes events of the objects of one kind of file; remembers which keys it did not know.
class EventReader {
  public:
    virtual ~EventReader() = default;
    /// Errors: Corrupt, naming line and key.
    [[nodiscard]] Result<void> read(const ObjectReader &object, DecodedEvent &event);
    [[nodiscard]] const std::vector<std::string> &warnings() const { return m_warnings; }

  protected:
    /// One member; false: it has no meaning here.
    [[nodiscard]] virtual Result<bool> take(const ObjectReader &object, const RawMember &member,
                                            DecodedEvent &event) = 0;
    /// After the last member. Errors: Corrupt.
    [[nodiscard]] virtual Result<void> finish(const ObjectReader &object, DecodedEvent &event) = 0;

    /// An id that is no UUID gives one that depends on it and on `space` only; null gives the null id.
    [[nodiscard]] static Result<EventId> takeId(const ObjectReader &object, const RawMember &member,
                                                std::string_view space);
    [[nodiscard]] static Result<Time> takeTime(const ObjectReader &object, const RawMember &member);
    [[nodiscard]] static Result<Position> takePosition(const ObjectReader &object, const RawMember &member);
    [[nodiscard]] static Result<int> takeSchemaVersion(const ObjectReader &object, const RawMember &member);

  private:
    void warn(std::uint64_t line, const std::string &key);

    std::set<std::string> m_unknown;
    std::vector<std::string> m_warnings;
};

/// Errors: Corrupt.
[[nodiscard]] Result<std::string> base64Of(const ObjectReader &object, const RawMember &member);

/// Rows with the keys of `eventscope-cli events`.
[[nodiscard]] std::unique_ptr<EventReader> rowReader();
/// CloudEvents 1.0 in JSON.
[[nodiscard]] std::unique_ptr<EventReader> cloudEventReader();

} // namespace eventscope
