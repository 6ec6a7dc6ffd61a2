// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/event_reader.h"
#include "core/event/codec/payload_text.h"

namespace eventscope {

namespace {

/// A payload on its way out of the members `data`, `dataText`, `dataBase64` and `dataEncoding`.
class PayloadMembers {
  public:
    explicit PayloadMembers(std::string_view key) : m_key(key) {}

    void clear() {
        m_given = false;
        m_said.reset();
    }
    /// False: the member is none of this payload.
    Result<bool> take(const ObjectReader &object, const RawMember &member) {
        if (!member.key.starts_with(m_key)) return false;
        const std::string_view suffix = std::string_view(member.key).substr(m_key.size());
        if (suffix == "Encoding") {
            ES_ASSIGN(word, object.text(member));
            m_said = encodingOf(word);
            if (!m_said) return object.wrong(member, "json, text or binary");
            return true;
        }
        if (suffix.empty()) {
            m_bytes = member.raw;
            m_encoding = Encoding::Json;
        } else if (suffix == "Text") {
            ES_ASSIGN(text, object.text(member));
            m_bytes = std::move(text);
            m_encoding = Encoding::Text;
        } else if (suffix == "Base64") {
            ES_ASSIGN(bytes, base64Of(object, member));
            m_bytes = std::move(bytes);
            m_encoding = Encoding::Binary;
        } else {
            return false;
        }
        if (m_given) return object.wrong(member, "the only form of its payload");
        m_given = true;
        return true;
    }
    /// Moves the payload out; what the file does not give stays as it is.
    void finish(std::string &bytes, Encoding &encoding) {
        if (m_given) bytes = std::move(m_bytes);
        if (m_given) encoding = m_said.value_or(m_encoding);
    }

  private:
    const std::string_view m_key;
    std::string m_bytes;
    Encoding m_encoding = Encoding::Json;
    std::optional<Encoding> m_said;
    bool m_given = false;
};

class RowReader final : public EventReader {
  protected:
    Result<bool> take(const ObjectReader &object, const RawMember &member, DecodedEvent &event) override {
        const std::string &key = member.key;
        if (key == "specversion") return object.wrong("a CloudEvent in a file that began with rows");
        if (key == "id") {
            ES_ASSIGN(id, takeId(object, member, "event id"));
            event.event.id = id;
        } else if (key == "type") {
            ES_ASSIGN(type, object.name(member));
            event.event.type = std::move(type);
        } else if (key == "stream") {
            ES_ASSIGN(stream, object.name(member));
            event.stream = std::move(stream);
        } else if (key == "version") {
            ES_ASSIGN(version, object.whole(member));
            event.version = Version{version};
        } else if (key == "position") {
            ES_ASSIGN(position, takePosition(object, member));
            event.position = position;
        } else if (key == "schemaVersion") {
            ES_ASSIGN(schemaVersion, takeSchemaVersion(object, member));
            event.event.schemaVersion = schemaVersion;
        } else if (key == "recordedAt") {
            ES_ASSIGN(time, takeTime(object, member));
            event.recordedAt = time;
        } else if (key == "validAt") {
            if (ObjectReader::isNull(member)) return true;
            ES_ASSIGN(time, takeTime(object, member));
            event.event.validAt = time;
        } else {
            ES_ASSIGN(isData, m_data.take(object, member));
            if (isData) return true;
            return m_metadata.take(object, member);
        }
        return true;
    }

    Result<void> finish(const ObjectReader &, DecodedEvent &event) override {
        m_data.finish(event.event.data, event.event.dataEncoding);
        m_metadata.finish(event.event.metadata, event.event.metadataEncoding);
        m_data.clear();
        m_metadata.clear();
        return {};
    }

  private:
    PayloadMembers m_data{"data"};
    PayloadMembers m_metadata{"metadata"};
};

} // namespace

std::unique_ptr<EventReader> rowReader() { return std::make_unique<RowReader>(); }

} // namespace eventscope
