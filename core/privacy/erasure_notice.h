// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/subject_finder.h"

#include <set>
#include <string>

namespace eventscope {

/// What is told to who else has the data of a person who is erased.
struct ErasureNotice {
    std::string controller;           ///< who tells it; empty: not said
    std::set<std::string> purposes;   ///< what the data is kept for
    std::set<std::string> recipients; ///< whom it is for, as the policy says; may be empty
    std::string caseNumber;           ///< of the sender's own files; may be empty
};

/// For what is kept about a person, by the hits of findSubject(). Errors: those of it.
[[nodiscard]] Result<ErasureNotice> noticeFor(const SubjectSources &sources, const SubjectWanted &wanted,
                                              const JobControl &job);

/// The notice (Article 19 GDPR) as a letter, with lines to fill in, and behind it how a recipient looks for the person
/// in a database of theirs, in PostgreSQL and in SQLite. Names nobody: whoever sends it says on another way who is
/// meant.
[[nodiscard]] std::string noticeText(const ErasureNotice &notice);

/// A script for psql that counts the rows, in every column of every table that can hold text, in which the text that is
/// put into its first line stands. Only reads. Cost: a scan of every table.
[[nodiscard]] std::string checkQueryForPostgres();
/// The same for the sqlite3 shell, whose answer is to be given to it once more.
[[nodiscard]] std::string checkQueryForSqlite();

} // namespace eventscope
