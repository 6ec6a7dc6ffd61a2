// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/mapped/mapped_insert.h"

namespace eventscope {

namespace {

constexpr const char *kUniqueViolation = "23505";
constexpr const char *kDeadlock = "40P01";

bool isAsGiven(const std::optional<MappedPlace> &found, const MappedGiven::Place &given) {
    return found && found->isSame && found->keepsTime && found->stream == given.stream &&
           found->version == given.version;
}

/// The first that is not there as it was given; nothing is kept then.
Failure changed(PgConnection &connection, const MappedTable &table, const MappedGiven::Place &given, bool isThere) {
    const std::string which = "version " + std::to_string(given.version.value) + " of stream \"" + given.stream + "\" ";
    return fail(ErrorKind::Refused,
                table.shownName + " did not keep " + which + (isThere ? "as it was given" : "at all") +
                    ", so nothing was written (" + connection.where() + ")",
                "A trigger, a rule or the type of a column is in the way: ask who owns the table");
}

} // namespace

Result<PgTransaction> beginMapped(PgConnection &connection, const MappedAppend &append, const JobControl &job) {
    ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
    ES_TRY(connection.query("SELECT pg_catalog.set_config('search_path', $1, true)",
                            PgParameters().text(append.searchPath), job));
    return transaction;
}

Result<MappedInsertion> insertMapped(PgConnection &connection, const MappedTable &table, const MappedAppend &append,
                                     const MappedGiven &given, const JobControl &job) {
    auto inserted = connection.query(append.insert, given.values(), job);
    if (!inserted && anotherWasFaster(connection)) return MappedInsertion{{}, std::move(inserted).error()};
    if (!inserted) return fail(std::move(inserted).error());
    ES_ASSIGN(places, findMapped(connection, table, append.find, given, job));
    for (std::size_t i = 0; i < given.size(); ++i) {
        const bool isThere = i < places.size() && places[i];
        if (!isThere || !isAsGiven(places[i], given.place(i)))
            return changed(connection, table, given.place(i), isThere);
    }
    return MappedInsertion{std::move(places), std::nullopt};
}

bool byUniqueRule(const PgConnection &connection) { return connection.sqlState() == kUniqueViolation; }

bool anotherWasFaster(PgConnection &connection) {
    return !connection.isLost() && (byUniqueRule(connection) || connection.sqlState() == kDeadlock);
}

} // namespace eventscope
