// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/append_rules.h"

#include "core/base/text.h"
#include "core/store/content_hash.h"

#include <algorithm>
#include <vector>

namespace eventscope {

namespace {

std::string quoted(const std::string &name) { return "\"" + name + "\""; }

Result<void> checkName(const char *what, const std::string &name) {
    if (name.empty()) return fail(ErrorKind::Invalid, std::string("The ") + what + " name is empty");
    if (name.size() > kNameBytesMax) {
        return fail(ErrorKind::TooLarge,
                    std::string("The ") + what + " name has " + std::to_string(name.size()) + " bytes",
                    "At most " + std::to_string(kNameBytesMax) + " bytes are allowed");
    }
    if (name.find('\0') != std::string::npos) {
        return fail(ErrorKind::Invalid, std::string("The ") + what + " name holds a NUL byte");
    }
    return {};
}

/// The years 1 to 9999, which every layout and every way of writing a time can hold.
Result<void> checkTime(const NewEvent &event, Time time) {
    using namespace std::chrono;
    if (time >= sys_days(year(1) / 1 / 1) && time < sys_days(year(10000) / 1 / 1)) return {};
    return fail(ErrorKind::Invalid, "A time of event " + toString(event.id) + " lies outside the years 1 to 9999");
}

Result<void> checkEvent(const NewEvent &event, const AppendLimits &limits) {
    if (event.id.isNull()) return fail(ErrorKind::Invalid, "An event of type " + quoted(event.type) + " has no id");
    ES_TRY(checkName("event type", event.type));
    if (event.validAt) ES_TRY(checkTime(event, *event.validAt));
    const std::size_t bytes = event.data.size() + event.metadata.size();
    const std::size_t bytesMax = std::min(limits.eventBytesMax, AppendLimits::kEventBytesCeiling);
    if (bytes > bytesMax) {
        return fail(ErrorKind::TooLarge,
                    "Event " + toString(event.id) + " has " + std::to_string(bytes) + " bytes of data and metadata",
                    "At most " + std::to_string(bytesMax) + " bytes are allowed");
    }
    return {};
}

Result<void> checkIdsDiffer(std::span<const NewEvent> events) {
    if (events.size() < 2) return {};
    std::vector<EventId> ids;
    ids.reserve(events.size());
    for (const NewEvent &event : events)
        ids.push_back(event.id);
    std::ranges::sort(ids);
    const auto twice = std::ranges::adjacent_find(ids);
    if (twice == ids.end()) return {};
    return fail(ErrorKind::Invalid, "Event id " + toString(*twice) + " stands twice in one batch");
}

std::string describe(Expected expected) {
    switch (expected.kind) {
    case Expected::Kind::Any:
        return "any version";
    case Expected::Kind::NoStream:
        return "no stream";
    case Expected::Kind::StreamExists:
        return "an existing stream";
    case Expected::Kind::Exact:
        return "version " + std::to_string(expected.version.value);
    }
    return "any version";
}

Failure wrongVersion(const StreamId &stream, Expected expected, Version current, int base) {
    Error error;
    error.kind = ErrorKind::WrongVersion;
    error.message = "Stream " + quoted(stream.value) +
                    (current.value < base ? " does not exist" : " is at version " + std::to_string(current.value)) +
                    ", but " + describe(expected) + " was expected";
    error.hint = "Read the stream again and decide anew";
    error.actualVersion = current.value;
    return fail(std::move(error));
}

Failure idConflict(const EventId &id, const KnownEvent &known, const std::string &why) {
    return fail(ErrorKind::IdConflict,
                "Event id " + toString(id) + " is taken by version " + std::to_string(known.version.value) +
                    " of stream " + quoted(known.stream) + ", " + why,
                "Give a new event a new id; repeat an append only with the same events");
}

bool versionFits(Expected expected, Version current, int base) {
    switch (expected.kind) {
    case Expected::Kind::Any:
        return true;
    case Expected::Kind::NoStream:
        return current.value < base;
    case Expected::Kind::StreamExists:
        return current.value >= base;
    case Expected::Kind::Exact:
        return current == expected.version;
    }
    return false;
}

/// Whether a repeated batch, found at `first` to `last`, is a repetition of an append with this very expectation.
bool repetitionFits(Expected expected, Version first, Version last, std::size_t events, int base) {
    const bool together = last.value - first.value + 1 == static_cast<std::int64_t>(events);
    switch (expected.kind) {
    case Expected::Kind::Any:
    case Expected::Kind::StreamExists:
        return true;
    case Expected::Kind::NoStream:
        return together && first.value == base;
    case Expected::Kind::Exact:
        return together && first.value - 1 == expected.version.value;
    }
    return false;
}

Result<void> checkSame(const StreamId &stream, const NewEvent &event, const KnownEvent &known) {
    if (known.stream != stream.value) return idConflict(event.id, known, "not of " + quoted(stream.value));
    if (known.content != contentHash(event)) return idConflict(event.id, known, "which has other content");
    return {};
}

/// How many of the events are known. Errors: IdConflict.
Result<std::size_t> countSame(const StreamId &stream, std::span<const NewEvent> events, KnownEvents known) {
    std::size_t same = 0;
    std::optional<Version> previous;
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (!known[i]) continue;
        ES_TRY(checkSame(stream, events[i], *known[i]));
        if (previous && *previous > known[i]->version) {
            return idConflict(events[i].id, *known[i], "where the events of this batch stand in another order");
        }
        previous = known[i]->version;
        ++same;
    }
    return same;
}

template <class T>
Result<T> located(const ImportEvent &event, Result<T> outcome) {
    if (outcome) return outcome;
    return fail(atLine(event, std::move(outcome).error()));
}

Result<void> checkImported(const ImportEvent &event, const AppendLimits &limits) {
    ES_TRY(checkName("stream", event.stream.value));
    ES_TRY(checkTime(event.event, event.recordedAt));
    return checkEvent(event.event, limits);
}

Result<ImportVerdict> judgeImport(const ImportEvent &event, Version current, const std::optional<KnownEvent> &known) {
    const bool free = event.version == kNoVersion;
    if (known) {
        ES_TRY(checkSame(event.stream, event.event, *known));
        if (!free && known->version != event.version) {
            return idConflict(event.event.id, *known, "not by version " + std::to_string(event.version.value));
        }
        return ImportVerdict{true, known->version};
    }
    const Version next{current.value + 1};
    if (!free && event.version != next) {
        return fail(ErrorKind::Invalid,
                    "Event " + toString(event.event.id) + " has version " + std::to_string(event.version.value) +
                        ", but the next one of stream " + quoted(event.stream.value) + " is " +
                        std::to_string(next.value),
                    "Give the events of a stream in the order of their versions, from the first on and without a gap; "
                    "exports that "
                    "were joined in one file are imported one by one, the older one first");
    }
    return ImportVerdict{false, next};
}

} // namespace

Result<void> checkTypedType(const std::string &type) {
    const std::string shown = safeText(type, LineBreaks::Escape);
    if (shown == type) return {};
    return fail(ErrorKind::Invalid, "The event type " + quoted(shown) + " holds characters that cannot be seen",
                "Type it anew; a copied text may bring them along");
}

Result<void> checkBatch(const StreamId &stream, std::span<const NewEvent> events, const AppendLimits &limits) {
    if (events.empty()) return fail(ErrorKind::Invalid, "There is no event to append");
    if (events.size() > limits.eventsMax) {
        return fail(ErrorKind::TooLarge, "The batch has " + std::to_string(events.size()) + " events",
                    "At most " + std::to_string(limits.eventsMax) + " events are allowed in one batch");
    }
    ES_TRY(checkName("stream", stream.value));
    for (const NewEvent &event : events)
        ES_TRY(checkEvent(event, limits));
    return checkIdsDiffer(events);
}

Result<AppendVerdict> decideAppend(const StreamId &stream, Expected expected, Version current,
                                   std::span<const NewEvent> events, KnownEvents known, int versionBase) {
    ES_ASSIGN(same, countSame(stream, events, known));
    if (same == 0) {
        if (!versionFits(expected, current, versionBase)) return wrongVersion(stream, expected, current, versionBase);
        const auto added = static_cast<std::int64_t>(events.size());
        return AppendVerdict{false, {current.value + 1}, {current.value + added}};
    }
    if (same < events.size()) {
        return fail(ErrorKind::PartialDuplicate,
                    std::to_string(same) + " of the " + std::to_string(events.size()) + " events are in stream " +
                        quoted(stream.value) + " already",
                    "Repeat an append with exactly the events of the first try");
    }
    const Version first = known.front()->version, last = known.back()->version;
    if (!repetitionFits(expected, first, last, events.size(), versionBase))
        return wrongVersion(stream, expected, current, versionBase);
    return AppendVerdict{true, first, last};
}

Result<void> checkSnapshots(std::span<const Snapshot> snapshots) {
    for (const Snapshot &snapshot : snapshots) {
        if (snapshot.stream.value.empty()) return fail(ErrorKind::Invalid, "A snapshot needs the name of its stream");
    }
    return {};
}

Error atLine(const ImportEvent &event, Error error) {
    if (event.line > 0) error.message.insert(0, "line " + std::to_string(event.line) + ": ");
    return error;
}

Result<void> checkImport(const ImportEvent &event, const AppendLimits &limits) {
    return located(event, checkImported(event, limits));
}

Result<ImportVerdict> decideImport(const ImportEvent &event, Version current, const std::optional<KnownEvent> &known) {
    return located(event, judgeImport(event, current, known));
}

} // namespace eventscope
