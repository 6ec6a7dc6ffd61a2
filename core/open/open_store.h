// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/connections/connection.h"
#include "core/connections/store_address.h"
#include "core/store/event_store.h"
#include "core/store/writable_event_store.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace eventscope {

/// A store and how to come to it, as a person chose: what a Connection says, and what holds for this session only.
struct StoreAccess {
    std::string address;         ///< see parseStoreAddress()
    std::string connection = {}; ///< the name of the Connection that it is, for messages; empty for a bare address
    Environment environment = Environment::Unmarked;
    std::optional<TlsException> tls = {};
    bool mayWrite = true;               ///< false: openForWriting() is refused
    bool superuserOnProduction = false; ///< allowed for this session; else a superuser is refused on production
    /// Asked when the server wants a password that libpq does not find, or refuses one; at most three times for each
    /// login. The answer lives in the store and serves its later connections. Empty: nobody is asked.
    AskPassword askPassword = {};
};
/// What `connection` says, for the first session with it.
[[nodiscard]] StoreAccess accessOf(const Connection &connection);

/// What a person calls the store: the connection's name, else that of the database or of the file, else the address.
[[nodiscard]] std::string storeName(const StoreAccess &access);
/// Errors: Refused (the connection is read-only), naming `purpose`.
[[nodiscard]] Result<void> checkMayWrite(const StoreAccess &access, const std::string &purpose);

/// Opens for reading; cannot write, by type. Never creates a store. "memory:" is an empty one.
/// Errors: NotFound, Unavailable, Unsupported (not a store we know, or a newer format; of another program's SQLite file
/// `detail` names the tables), Corrupt.
/// Refused: the login, a superuser on production. Cancelled also when who was asked for a password gave up.
[[nodiscard]] Result<std::shared_ptr<const EventStore>> openStore(const StoreAccess &access, const JobControl &job);
[[nodiscard]] Result<std::shared_ptr<const EventStore>> openStore(std::string_view address, const JobControl &job);

/// The explicit act that writing needs: who asked for it and what for; kept nowhere, shown in errors.
struct WriteIntent {
    bool createIfMissing = false;
    std::string purpose;     ///< "append", "import", "sample"
    std::string domain = {}; ///< what a store that is made says of its events, see StoreInfo::domain
    bool oursOnly = false;   ///< never another program's tables, even where there is no store of ours
};
/// `clock` must outlive the store. A database that has no store of ours but a table of another program whose layout is
/// known is written by that table's own rules (see openMappedForWriting()), even with `createIfMissing`.
/// Errors: as openStore, and Refused (a file store cannot be written; another program is writing; the connection is
/// read-only; a table's own rules do not allow it).
[[nodiscard]] Result<std::unique_ptr<WritableEventStore>>
openForWriting(const StoreAccess &access, Clock &clock, const WriteIntent &intent, const JobControl &job);
[[nodiscard]] Result<std::unique_ptr<WritableEventStore>>
openForWriting(std::string_view address, Clock &clock, const WriteIntent &intent, const JobControl &job);

} // namespace eventscope
