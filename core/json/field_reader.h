// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace eventscope {

/// Takes members out of the bytes of one JSON object without building a tree (simdjson On-Demand).
///
/// For payloads whose shape is known: members asked for in document order cost one pass over the bytes. What is not
/// asked for is not checked, and of duplicate keys the next one counts; who needs either reads a Json. After find(), or
/// inside a callback, exactly one function of the second group takes the value. Views die with the next open(). One
/// thread. Keep one and reuse it: its buffers grow to the largest payload and stay.
class FieldReader {
  public:
    /// What may be read behind the bytes that open() gets.
    enum class Slack : std::uint8_t { None, Readable };
    /// How many bytes Slack::Readable promises (the arena of an EventBatch has them). Without it the bytes are copied.
    static constexpr std::size_t kSlackBytes = 64;

    FieldReader();
    FieldReader(FieldReader &&) noexcept;
    FieldReader &operator=(FieldReader &&) noexcept;
    ~FieldReader();

    /// Begins with `bytes`, which must stay where they are. False: they are no JSON object.
    [[nodiscard]] bool open(std::string_view bytes, Slack slack);
    /// Goes to the value of the member `key`. False: there is none.
    [[nodiscard]] bool find(std::string_view key);
    /// Calls `onMember` with each key, the value being the current one, until it answers false; false then, or when the
    /// object is broken.
    [[nodiscard]] bool readMembers(const std::function<bool(std::string_view key)> &onMember);

    /// Each is false when the value is of another kind or broken.
    [[nodiscard]] bool readString(std::string &text);
    /// The digits exactly as written; the caller checks them, as almost any text that begins like a number passes.
    [[nodiscard]] bool readNumber(std::string_view &token);
    [[nodiscard]] bool readBoolean(bool &value);
    [[nodiscard]] bool isNull();
    /// The text of an object whose first member is called "$pii" or "$protected": what stands in the place of a
    /// protected value. False: it is another value, which can still be taken.
    [[nodiscard]] bool readProtected(std::string &json);
    /// A reader that is open on the object, or null. It lives until the next readObject() of this one.
    [[nodiscard]] FieldReader *readObject();
    /// Calls `onElement` for each element, which is the current value, until it answers false.
    [[nodiscard]] bool readElements(const std::function<bool()> &onElement);

  private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// "3.0.1": of the simdjson in use, for `--version` and reports.
[[nodiscard]] std::string simdjsonVersion();

} // namespace eventscope
