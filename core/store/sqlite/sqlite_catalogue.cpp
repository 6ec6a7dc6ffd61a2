// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite/sqlite_catalogue.h"

#include "core/db/sqlite/sqlite_transaction.h"
#include "core/event/filter/prefilter.h"
#include "core/store/sqlite/event_walk.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace eventscope {

namespace {

/// The streams that a query names, in order, as they are now; one range of the index on names.
class StreamSelect {
  public:
    explicit StreamSelect(const CatalogueQuery &query) : m_query(query) {
        // Names of a category lie between "order" and "order.": '.' is the character behind '-'.
        if (query.category) m_categoryEnd = *query.category + ".";
    }
    [[nodiscard]] std::string sql() const {
        std::string text = "SELECT stream_id, version, first_recorded_at, last_recorded_at, last_position, stream_no "
                           "FROM streams WHERE stream_id ";
        text += startsAtCategory() ? ">= ?1" : "> ?1";
        if (m_query.category) text += " AND stream_id < ?2 AND stream_type = ?3";
        if (!m_query.glob.empty()) text += " AND es_glob(stream_id, ?4)";
        return text + " ORDER BY stream_id";
    }
    void bindTo(SqliteStatement &select) const {
        select.bindText(1, startsAtCategory() ? *m_query.category : m_query.afterStream);
        if (m_query.category) select.bindText(2, m_categoryEnd).bindText(3, *m_query.category);
        if (!m_query.glob.empty()) select.bindText(4, m_query.glob);
    }

  private:
    [[nodiscard]] bool startsAtCategory() const { return m_query.category && m_query.afterStream < *m_query.category; }
    const CatalogueQuery &m_query;
    std::string m_categoryEnd;
};

Result<std::int64_t> lastPosition(ReadSession &session) {
    return session.connection().number("SELECT max(global_position) FROM events");
}

StreamEntry streamOf(const SqliteStatement &row) {
    return {std::string(row.bytes(0)), {row.number(1)},         static_cast<std::uint64_t>(row.number(1)),
            timeOfUs(row.number(2)),   timeOfUs(row.number(3)), {0, static_cast<std::uint64_t>(row.number(4))}};
}

/// Sets `entry` back to how its stream stood at `until`. False: it had no event then.
Result<bool> asOf(SqliteStatement &find, std::int64_t until, std::int64_t streamNo, StreamEntry &entry) {
    const SqliteResetGuard guard(find);
    find.bind(1, streamNo).bind(2, until);
    ES_ASSIGN(any, find.step());
    if (!any) return false;
    entry.version = {find.number(0)};
    entry.events = static_cast<std::uint64_t>(find.number(0));
    entry.last = timeOfUs(find.number(1));
    entry.lastPosition.minor = static_cast<std::uint64_t>(find.number(2));
    return true;
}

Result<Catalogue> listStreams(ReadSession &session, const CatalogueQuery &query) {
    const StreamSelect streams(query);
    ES_ASSIGN(select, session.connection().prepare(streams.sql()));
    streams.bindTo(select);
    ES_ASSIGN(back, session.connection().prepare(
                        "SELECT version, recorded_at, global_position FROM events INDEXED BY events_by_stream "
                        "WHERE stream_no = ?1 AND global_position <= ?2 ORDER BY version DESC LIMIT 1"));
    const std::int64_t until = keyOf(query.until);
    Catalogue catalogue;
    for (;;) {
        ES_ASSIGN(row, select.step());
        if (!row) return catalogue;
        StreamEntry entry = streamOf(select);
        if (select.number(4) > until) {
            ES_ASSIGN(any, asOf(back, until, select.number(5), entry));
            if (!any) continue;
        }
        if (catalogue.streams.size() == query.rowsMax) {
            catalogue.complete = false;
            return catalogue;
        }
        catalogue.streams.push_back(std::move(entry));
    }
}

Result<std::vector<CategoryEntry>> categoriesNow(ReadSession &session) {
    ES_ASSIGN(select, session.connection().prepare(
                          "SELECT stream_type, count(*), sum(version) FROM streams GROUP BY stream_type"));
    std::vector<CategoryEntry> list;
    for (;;) {
        ES_ASSIGN(row, select.step());
        if (!row) return list;
        list.push_back({std::string(select.bytes(0)), static_cast<std::uint64_t>(select.number(1)),
                        static_cast<std::uint64_t>(select.number(2))});
    }
}

/// Calls `visit` with the columns stream_no, type_no, version, recorded_at of every event up to `until`, in order.
template <class Visit>
Result<void> eachHeader(ReadSession &session, std::int64_t until, Visit visit) {
    ES_ASSIGN(select, session.connection().prepare(
                          "SELECT stream_no, type_no, version, recorded_at FROM events INDEXED BY events_header "
                          "WHERE global_position <= ?1 ORDER BY global_position"));
    select.bind(1, until);
    for (;;) {
        ES_ASSIGN(row, select.step());
        if (!row) return {};
        ES_TRY(visit(select));
    }
}

Result<std::vector<CategoryEntry>> categoriesAt(ReadSession &session, std::int64_t until) {
    std::vector<CategoryEntry> byStream; // by the dictionary's code of the stream; the name is filled in afterwards
    ES_TRY(eachHeader(session, until, [&](const SqliteStatement &row) -> Result<void> {
        ES_ASSIGN(stream, session.streamCode(row.number(0)));
        if (stream >= byStream.size()) byStream.resize(stream + std::size_t{1});
        ++byStream[stream].events;
        return {};
    }));
    std::map<std::string_view, CategoryEntry> byName;
    for (std::uint32_t stream = 0; stream < byStream.size(); ++stream) {
        if (byStream[stream].events == 0) continue;
        CategoryEntry &entry = byName[categoryOf(session.dictionary()->stream(stream))];
        ++entry.streams;
        entry.events += byStream[stream].events;
    }
    std::vector<CategoryEntry> list;
    for (auto &[name, entry] : byName) {
        entry.category = name;
        list.push_back(std::move(entry));
    }
    return list;
}

Result<std::vector<TypeEntry>> typesAt(ReadSession &session, std::int64_t until) {
    std::vector<TypeEntry> byCode;
    ES_TRY(eachHeader(session, until, [&](const SqliteStatement &row) -> Result<void> {
        ES_ASSIGN(type, session.typeCode(row.number(1)));
        if (type >= byCode.size()) byCode.resize(type + std::size_t{1});
        TypeEntry &entry = byCode[type];
        entry.last = timeOfUs(row.number(3));
        if (entry.events++ == 0) entry.first = entry.last;
        return {};
    }));
    for (std::uint32_t type = 0; type < byCode.size(); ++type) {
        if (byCode[type].events == 0) continue;
        byCode[type].type = session.dictionary()->type(type).name;
        byCode[type].schemaVersion = session.dictionary()->type(type).schemaVersion;
    }
    std::erase_if(byCode, [](const TypeEntry &entry) { return entry.events == 0; });
    std::ranges::sort(byCode, {}, [](const TypeEntry &entry) { return std::tie(entry.type, entry.schemaVersion); });
    return byCode;
}

template <class Entry>
bool cutTo(std::size_t rowsMax, std::vector<Entry> &entries) {
    if (entries.size() <= rowsMax) return true;
    entries.resize(rowsMax);
    return false;
}

} // namespace

Result<Catalogue> listCatalogue(ReadSession &session, const CatalogueQuery &query) {
    ES_ASSIGN(snapshot, SqliteTransaction::begin(session.connection(), SqliteTransaction::Kind::Read));
    if (query.what == CatalogueQuery::What::Streams) return listStreams(session, query);
    const std::int64_t until = keyOf(query.until);
    Catalogue catalogue;
    if (query.what == CatalogueQuery::What::Categories) {
        ES_ASSIGN(last, lastPosition(session));
        ES_ASSIGN(categories, until >= last ? categoriesNow(session) : categoriesAt(session, until));
        catalogue.categories = std::move(categories);
        catalogue.complete = cutTo(query.rowsMax, catalogue.categories);
    } else {
        ES_ASSIGN(types, typesAt(session, until));
        catalogue.types = std::move(types);
        catalogue.complete = cutTo(query.rowsMax, catalogue.types);
    }
    return catalogue;
}

} // namespace eventscope
