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

/// The member, or null when there is none or it is null: as good as absent, says the specification.
const RawMember *given(const ObjectReader &object, std::string_view key) {
    const RawMember *member = object.find(key);
    return member && !ObjectReader::isNull(*member) ? member : nullptr;
}

/// Reads our own CloudEvents, known by their extension `stream`, and those of others, whose further extensions may mean
/// anything and go into the metadata.
class CloudEventReader final : public EventReader {
  protected:
    Result<bool> take(const ObjectReader &, const RawMember &, DecodedEvent &) override {
        return true; // attributes hang together: all at the end
    }

    Result<void> finish(const ObjectReader &object, DecodedEvent &event) override {
        ES_TRY(finishEvent(object, event));
        ES_TRY(given(object, "stream") ? finishOurs(object, event) : finishForeign(object, event));
        return finishData(object, event.event);
    }

  private:
    static Result<void> finishEvent(const ObjectReader &object, DecodedEvent &event) {
        const RawMember *spec = given(object, "specversion");
        if (!spec) return object.wrong("an object without \"specversion\" in a file that began with CloudEvents");
        ES_ASSIGN(version, object.text(*spec));
        if (version != "1.0") return object.wrong(*spec, "\"1.0\", the version of CloudEvents that is understood");
        if (const RawMember *type = given(object, "type")) {
            ES_ASSIGN(name, object.name(*type));
            event.event.type = std::move(name);
        }
        if (const RawMember *time = given(object, "time")) {
            ES_ASSIGN(moment, takeTime(object, *time));
            event.recordedAt = moment;
        }
        const RawMember *id = given(object, "id");
        if (!id) return {};
        // Ids are unique together with their source only.
        const RawMember *source = given(object, "source");
        ES_ASSIGN(eventId, takeId(object, *id, source ? "CloudEvents " + std::string(source->raw) : "CloudEvents"));
        event.event.id = eventId;
        return {};
    }

    static Result<void> finishOurs(const ObjectReader &object, DecodedEvent &event) {
        ES_ASSIGN(stream, object.name(*object.find("stream")));
        event.stream = std::move(stream);
        if (const RawMember *member = given(object, "version")) {
            ES_ASSIGN(version, object.whole(*member));
            event.version = Version{version};
        }
        if (const RawMember *member = given(object, "position")) {
            ES_ASSIGN(position, takePosition(object, *member));
            event.position = position;
        }
        if (const RawMember *member = given(object, "schemaversion")) {
            ES_ASSIGN(schemaVersion, takeSchemaVersion(object, *member));
            event.event.schemaVersion = schemaVersion;
        }
        if (const RawMember *member = given(object, "validtime")) {
            ES_ASSIGN(time, takeTime(object, *member));
            event.event.validAt = time;
        }
        return finishOurMetadata(object, event.event);
    }

    static Result<void> finishOurMetadata(const ObjectReader &object, NewEvent &event) {
        if (const RawMember *said = given(object, "metadataencoding")) {
            ES_ASSIGN(word, object.text(*said));
            const auto encoding = encodingOf(word);
            if (!encoding) return object.wrong(*said, "json, text or binary");
            event.metadataEncoding = *encoding;
        }
        const RawMember *text = given(object, "metadata");
        const RawMember *base64 = given(object, "metadatabase64");
        if (text && base64) return object.wrong(*base64, "the only form of the metadata");
        if (text) {
            ES_ASSIGN(bytes, object.text(*text));
            event.metadata = std::move(bytes);
        } else if (base64) {
            ES_ASSIGN(bytes, base64Of(object, *base64));
            event.metadata = std::move(bytes);
        } else {
            event.metadata = attributesOf(object, event.id);
        }
        return {};
    }

    static Result<void> finishForeign(const ObjectReader &object, DecodedEvent &event) {
        for (const char *key : {"streamid", "subject", "source"}) {
            const RawMember *member = given(object, key);
            if (!member) continue;
            ES_ASSIGN(stream, object.name(*member));
            event.stream = std::move(stream);
            break;
        }
        if (const RawMember *member = given(object, "streamid") ? given(object, "streamversion") : nullptr) {
            ES_ASSIGN(version, object.whole(*member));
            event.version = Version{version};
        }
        event.event.metadata = attributesOf(object, event.event.id);
        return {};
    }

    static Result<void> finishData(const ObjectReader &object, NewEvent &event) {
        Encoding encoding = Encoding::Json;
        if (const RawMember *type = given(object, "datacontenttype")) {
            ES_ASSIGN(text, object.text(*type));
            encoding = encodingOfContent(text);
        }
        event.dataEncoding = encoding;
        const RawMember *bytes = given(object, "data_base64");
        const RawMember *data = object.find("data");
        if (bytes && data && !ObjectReader::isNull(*data)) return object.wrong(*bytes, "the only form of the data");
        if (bytes) {
            ES_ASSIGN(decoded, base64Of(object, *bytes));
            event.data = std::move(decoded);
            return {};
        }
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

    /// Everything about the event that has no place of its own, as an object, so that nothing is lost.
    static std::string attributesOf(const ObjectReader &object, const EventId &id) {
        const bool isOurs = given(object, "stream"), hasStreamId = given(object, "streamid");
        const auto isPlaced = [&](const RawMember &member) {
            static constexpr std::string_view kAlways[] = {"specversion", "type", "time", "data", "data_base64"};
            static constexpr std::string_view kOurs[] = {"stream", "version", "position", "schemaversion", "validtime"};
            static constexpr std::string_view kWithStreamId[] = {"streamid", "streamversion"};
            const auto in = [&](const auto &keys) { return std::ranges::find(keys, member.key) != std::end(keys); };
            if (member.key == "id") return spells(object, member, id);
            if (in(kAlways)) return true;
            return isOurs ? in(kOurs) : hasStreamId && in(kWithStreamId);
        };
        std::string text = "{";
        for (const RawMember &member : object.members()) {
            if (isPlaced(member)) continue;
            if (text.size() > 1) text += ',';
            appendJsonString(text, member.key);
            text += ':';
            text += member.raw;
        }
        return text + '}';
    }
    /// True when the written id is the id itself, and not only what ours was made from.
    static bool spells(const ObjectReader &object, const RawMember &member, const EventId &id) {
        const auto text = object.text(member);
        const auto written = text ? parseEventId(*text) : fail(ErrorKind::Invalid, {});
        return written && *written == id;
    }
};

} // namespace

std::unique_ptr<EventReader> cloudEventReader() { return std::make_unique<CloudEventReader>(); }

} // namespace eventscope
