// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/store/event_store.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace eventscope {

/// What an id looks like that tells who somebody is. Ids stay after an erasure, in events and in names of streams, so
/// they are to be surrogates.
enum class TellingId : std::uint8_t { EMail, Phone, Name };
/// "an e-mail address", "a telephone number", "a name"
[[nodiscard]] std::string_view words(TellingId kind);

/// A guess by its form: an "@" between a name and a domain; seven digits or more with nothing but "+", spaces, dots,
/// dashes, slashes and brackets between, of which there is one; two words or more that begin with a capital. Nothing:
/// it tells nobody.
[[nodiscard]] std::optional<TellingId> tellingIdOf(std::string_view id);

/// What one of the first streams of a store is named like, behind its category, and how many of them. Nothing: none is.
/// Cost: a page of the catalogue. Errors: those of the store.
struct TellingStreams {
    TellingId kind = TellingId::EMail;
    std::size_t streams = 0;
};
[[nodiscard]] Result<std::optional<TellingStreams>> tellingStreams(const EventStore &store, const JobControl &job);

} // namespace eventscope
