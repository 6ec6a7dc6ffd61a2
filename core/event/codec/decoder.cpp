// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/decoder.h"

#include "core/event/codec/event_reader.h"
#include "core/event/codec/value_splitter.h"

namespace eventscope {

namespace {

class JsonDecoder final : public Decoder {
  public:
    explicit JsonDecoder(std::unique_ptr<ByteSource> source) : m_splitter(std::move(source), kEventBytesMax) {}

    /// Reads up to the first event and tells from it what kind of file this is.
    Result<void> begin() {
        ES_TRY(advance());
        const bool isCloudEvent = m_hasNext && m_object.find("specversion");
        m_reader = isCloudEvent ? cloudEventReader() : rowReader();
        m_format = isCloudEvent ? m_splitter.isArray() ? FileFormat::CloudEventsBatch : FileFormat::CloudEvents
                   : m_splitter.isArray() ? FileFormat::JsonArray
                                          : FileFormat::JsonLines;
        return {};
    }

    [[nodiscard]] FileFormat format() const override { return m_format; }
    [[nodiscard]] Result<bool> next(DecodedEvent &event) override {
        if (!m_ahead) ES_TRY(advance());
        m_ahead = false;
        if (!m_hasNext) return false;
        ES_TRY(m_reader->read(m_object, event));
        return true;
    }
    [[nodiscard]] const std::vector<std::string> &warnings() const override { return m_reader->warnings(); }
    [[nodiscard]] std::uint64_t bytesRead() const override { return m_splitter.bytesRead(); }

  private:
    Result<void> advance() {
        m_ahead = true;
        ValueSplitter::Slice slice;
        ES_ASSIGN(found, m_splitter.next(slice));
        m_hasNext = found;
        if (!found) return {};
        return m_object.open(slice);
    }

    ValueSplitter m_splitter;
    ObjectReader m_object;
    std::unique_ptr<EventReader> m_reader;
    FileFormat m_format = FileFormat::JsonLines;
    bool m_ahead = false;
    bool m_hasNext = false;
};

} // namespace

Result<std::unique_ptr<Decoder>> openDecoder(std::unique_ptr<ByteSource> source) {
    auto decoder = std::make_unique<JsonDecoder>(std::move(source));
    ES_TRY(decoder->begin());
    return decoder;
}

} // namespace eventscope
