// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/codec/encoder.h"
#include "core/event/codec/event_reader.h"
#include "core/event/codec/payload_text.h"

#include <algorithm>
#include <iterator>

namespace eventscope {

namespace {

/// "application/json; charset=utf-8" and "application/vnd.acme+json" are JSON, "text/..." is text.
Encoding encodingOfContent(std::string_view type) {
    type = type.substr(0, type.find(';'));
    if (type.empty() || type.ends_with("json")) return Encoding::Json;
    return type.starts_with("text/") ? Encoding::Text : Encoding::Binary;
}

class CloudEventReader final : public EventReader {
  protected:
    Result<bool> take(const ObjectReader &object, const RawMember &member, DecodedEvent &event) override {
        const std::string &key = member.key;
        if (ObjectReader::isNull(member)) return true; // as good as absent, says the specification
        if (key == "specversion") {
            ES_ASSIGN(version, object.text(member));
            if (version != "1.0") return object.wrong(member, "\"1.0\", the version of CloudEvents that is understood");
        } else if (key == "id") {
            ES_TRY(takeId(object, member, event));
        } else if (key == "type") {
            ES_ASSIGN(type, object.text(member));
            event.event.type = std::move(type);
        } else if (key == "time") {
            ES_ASSIGN(time, takeTime(object, member));
            event.recordedAt = time;
        } else if (key == "data" || key == "data_base64" || key == "datacontenttype") {
            return true; // together, at the end
        } else {
            return takeExtension(object, member, event);
        }
        return true;
    }

    Result<void> finish(const ObjectReader &object, DecodedEvent &event) override {
        ES_TRY(finishStream(object, event));
        ES_TRY(finishData(object, event.event));
        return finishMetadata(object, event.event);
    }

  private:
    Result<bool> takeExtension(const ObjectReader &object, const RawMember &member, DecodedEvent &event) {
        const std::string &key = member.key;
        if (key == "version") {
            ES_ASSIGN(version, object.whole(member));
            event.version = Version{version};
        } else if (key == "position") {
            ES_ASSIGN(position, takePosition(object, member));
            event.position = position;
        } else if (key == "schemaversion") {
            ES_ASSIGN(schemaVersion, takeSchemaVersion(object, member));
            event.event.schemaVersion = schemaVersion;
        } else if (key == "validtime") {
            ES_ASSIGN(time, takeTime(object, member));
            event.event.validAt = time;
        }
        return true; // the stream, the metadata and what has no place of its own: at the end
    }

    Result<void> finishStream(const ObjectReader &object, DecodedEvent &event) {
        for (const char *key : {"stream", "streamid", "subject", "source"}) {
            const RawMember *member = object.find(key);
            if (!member || ObjectReader::isNull(*member)) continue;
            ES_ASSIGN(stream, object.text(*member));
            event.stream = std::move(stream);
            return {};
        }
        return {};
    }

    Result<void> finishData(const ObjectReader &object, NewEvent &event) {
        Encoding encoding = Encoding::Json;
        if (const RawMember *type = object.find("datacontenttype"); type && !ObjectReader::isNull(*type)) {
            ES_ASSIGN(text, object.text(*type));
            encoding = encodingOfContent(text);
        }
        event.dataEncoding = encoding;
        if (const RawMember *bytes = object.find("data_base64"); bytes && !ObjectReader::isNull(*bytes)) {
            ES_ASSIGN(decoded, base64Of(object, *bytes));
            event.data = std::move(decoded);
            return {};
        }
        const RawMember *data = object.find("data");
        if (!data) return {};
        if (encoding == Encoding::Text && data->raw.starts_with('"')) {
            ES_ASSIGN(text, object.text(*data));
            event.data = std::move(text);
            return {};
        }
        event.dataEncoding = Encoding::Json;
        event.data = data->raw;
        return {};
    }

    Result<void> finishMetadata(const ObjectReader &object, NewEvent &event) {
        if (const RawMember *said = object.find("metadataencoding")) {
            ES_ASSIGN(word, object.text(*said));
            const auto encoding = encodingOf(word);
            if (!encoding) return object.wrong(*said, "json, text or binary");
            event.metadataEncoding = *encoding;
        }
        if (const RawMember *text = object.find("metadata")) {
            ES_ASSIGN(bytes, object.text(*text));
            event.metadata = std::move(bytes);
        } else if (const RawMember *base64 = object.find("metadatabase64")) {
            ES_ASSIGN(bytes, base64Of(object, *base64));
            event.metadata = std::move(bytes);
        } else {
            event.metadata = attributesOf(object);
        }
        return {};
    }

    /// Everything about the event that has no place of its own, as an object, so that nothing is lost.
    static std::string attributesOf(const ObjectReader &object) {
        static constexpr std::string_view kPlaced[] = {"specversion", "id",          "type",          "time",
                                                       "data",        "data_base64", "stream",        "streamid",
                                                       "version",     "position",    "schemaversion", "validtime"};
        std::string text = "{";
        for (const RawMember &member : object.members()) {
            if (std::ranges::find(kPlaced, member.key) != std::end(kPlaced)) continue;
            if (text.size() > 1) text += ',';
            appendJsonString(text, member.key);
            text += ':';
            text += member.raw;
        }
        return text + '}';
    }
};

} // namespace

std::unique_ptr<EventReader> cloudEventReader() { return std::make_unique<CloudEventReader>(); }

} // namespace eventscope
