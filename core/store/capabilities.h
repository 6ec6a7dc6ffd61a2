// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/hash.h"
#include "core/base/ids.h"

#include <cstdint>
#include <string>
#include <vector>

namespace eventscope {

/// What the order of positions means in a store.
enum class OrderKind : std::uint8_t {
    Commit, ///< the order of commits: what is read stays read
    Holes,  ///< a lower number may still appear below a higher one
    Clock,  ///< only time orders streams against each other
    None,   ///< there is no order between streams
};
/// "commit", "holes", "clock", "none"
[[nodiscard]] std::string_view name(OrderKind order);

enum class Capability : std::uint8_t {
    ReadLog,     ///< has an order over all streams
    Follow,      ///< can wait for new events
    Snapshots,   ///< keeps snapshots of aggregates
    ContentHash, ///< each event carries a hash of its content, chained along its stream
    ValidTime,   ///< events may carry a second time
    PushDown,    ///< evaluates header predicates itself
    Append,      ///< has a WritableEventStore
    AppendOnce,  ///< recognises an append that is repeated, by the events' ids
    Import,      ///< takes events with ids, versions and times kept
};
/// "read-log", "follow", ... as printed by `info`.
[[nodiscard]] std::string_view name(Capability capability);
using Capabilities = std::vector<Capability>;

/// One reason to believe that a store cannot be changed through us, or one that is missing.
struct Evidence {
    std::string rung;      ///< stable short name: "type", "session", "transaction", "file", "role", "standby", "tls"
    std::string statement; ///< plain words for a person
    bool holds = true;
    bool operator==(const Evidence &) const = default;
};

struct ReadOnlyEvidence {
    bool readOnly = true;
    std::vector<Evidence> evidence;
};

/// Which store this is, stable over time: caches, notes and checkpoints are kept under `id`.
struct StoreIdentity {
    std::string id;      ///< made with the store; for foreign stores a hash of where it is
    std::string address; ///< as opened, without any secret
    std::string name;    ///< short, for titles
};

struct StoreInfo {
    StoreIdentity identity;
    std::string layout; ///< "eventscope-sqlite 1", "memory", "file (JSON lines)", ...
    OrderKind order = OrderKind::Commit;
    int versionBase = 1; ///< the number of a stream's first event
    Capabilities can;
    ReadOnlyEvidence readOnly;
    /// The domain that the store says its events are of, such as "sample"; empty when it says none. Decides which of
    /// the packs that come with the program reads them (see core/domain/store_domain.h).
    std::string domain;
    /// Why nothing can be appended, each a reason with what to do; empty where it can, by who may write.
    std::vector<std::string> notAppendable;
    bool keepsIds = true;    ///< an event that is appended has the id that it was given
    std::string server = {}; ///< "PostgreSQL 15.18"; empty for what is no server
    /// What a person should know before trusting what is shown, each a sentence that names the place: "line 7: ...".
    std::vector<std::string> findings;
    [[nodiscard]] bool has(Capability capability) const;
};

} // namespace eventscope
