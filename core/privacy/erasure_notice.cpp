// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_notice.h"

#include "core/privacy/erasure_request.h"

namespace eventscope {

namespace {

std::string lineOf(const std::set<std::string> &texts) {
    std::string line;
    for (const std::string &text : texts)
        if (!text.empty()) line += (line.empty() ? "" : ", ") + text;
    return line.empty() ? "____" : line;
}

std::string orBlank(const std::string &text) { return text.empty() ? "____" : text; }

} // namespace

Result<ErasureNotice> noticeFor(const SubjectSources &sources, const SubjectWanted &wanted, const JobControl &job) {
    ErasureNotice notice;
    notice.controller = sources.protection.policy.controller();
    const auto see = [&](const SubjectHit &hit) -> Result<void> {
        if (!hit.purpose.empty()) notice.purposes.insert(hit.purpose);
        return {};
    };
    ES_TRY(findSubject(sources, wanted, see, job));
    notice.recipients = recipientsOf(sources.protection.policy, notice.purposes);
    return notice;
}

std::string noticeText(const ErasureNotice &notice) {
    return "To: " + lineOf(notice.recipients) + "\nFrom: " + orBlank(notice.controller) +
           "\nDate: ____\nCase: " + orBlank(notice.caseNumber) +
           "\n\nErasure of personal data: notice to recipients (Article 19 of the General Data Protection "
           "Regulation)\n\n"
           "We have given you personal data of a person who has asked us to erase it. We erase it in our systems. "
           "What\n"
           "you have of it was kept for: " +
           lineOf(notice.purposes) +
           ".\n\n"
           "Please erase it in yours: in tables and read models that you made of our events, in indexes, caches and\n"
           "exports, and in backups as they expire. Tell whoever you gave it to. Please confirm by ____ that it is "
           "done,\n"
           "or say what you keep, for how long, and on which legal ground.\n\n"
           "Who is meant we tell you apart from this letter: ____\n\n"
           "How to look whether it is gone. Put the person's id, and then each text of theirs, where the script says "
           "so.\n"
           "It only reads, and prints every column that still holds the text; no rows: nothing was found. Sealed or\n"
           "compressed columns are not looked into.\n\n"
           "PostgreSQL, with psql:\n\n" +
           checkQueryForPostgres() +
           "\nSQLite, with its shell (what the first call prints is the second one's input):\n\n" +
           checkQueryForSqlite();
}

std::string checkQueryForPostgres() {
    return "\\set wanted 'PUT THE TEXT HERE'\n"
           "SELECT format('SELECT %L AS place, count(*) AS rows FROM %I.%I WHERE strpos(%I::text, %L) > 0 "
           "HAVING count(*) > 0',\n"
           "              c.table_schema || '.' || c.table_name || '.' || c.column_name,\n"
           "              c.table_schema, c.table_name, c.column_name, :'wanted')\n"
           "FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)\n"
           "WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')\n"
           "  AND c.data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'xml', 'uuid', 'ARRAY',\n"
           "                      'integer', 'bigint', 'numeric', 'USER-DEFINED')\n"
           "ORDER BY 1 \\gexec\n";
}

std::string checkQueryForSqlite() {
    return "sqlite3 -readonly FILE <<'SQL' | sqlite3 -readonly FILE\n"
           "WITH wanted(text) AS (VALUES ('PUT THE TEXT HERE'))\n"
           "SELECT printf('SELECT %Q, count(*) FROM \"%w\" WHERE instr(CAST(\"%w\" AS TEXT), %Q) > 0 "
           "HAVING count(*) > 0;',\n"
           "              m.name || '.' || c.name, m.name, c.name, wanted.text)\n"
           "FROM sqlite_schema m, pragma_table_info(m.name) c, wanted WHERE m.type = 'table' ORDER BY m.name, c.cid;\n"
           "SQL\n";
}

} // namespace eventscope
