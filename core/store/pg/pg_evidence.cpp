// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/pg/pg_evidence.h"

#include <utility>

namespace eventscope {

ReadOnlyEvidence pgReaderEvidence(const PgRole &role, bool isServerProven) {
    ReadOnlyEvidence evidence;
    evidence.evidence = {
        {"type", "opened as a reader, which has no way to write", true},
        {"session", "the session's transactions are read-only by default, confirmed by the server", true},
        {"transaction", "each look is a read-only transaction that cannot be raised any more", role.isSessionReadOnly}};
    const bool canWrite = role.isSuperuser || role.canWriteAll || role.canWriteTable;
    std::string says = "the role " + role.name + " has no right to write the events";
    if (role.isSuperuser) {
        says = "the role " + role.name + " is a superuser: it could write if the session let it";
    } else if (canWrite) {
        says = "the role " + role.name + " could write the events if the session let it";
    }
    evidence.evidence.push_back({"role", std::move(says), !canWrite});
    if (role.canRunPrograms && !role.isSuperuser) {
        evidence.evidence.push_back({"role", "the role may run programs on the server", false});
    }
    evidence.evidence.push_back(
        {"standby", role.isStandby ? "the server is a standby, which refuses every write" : "the server is a primary",
         role.isStandby});
    if (!isServerProven) {
        evidence.evidence.push_back(
            {"tls", "the address has a weaker mode of TLS, in which the server need not prove who it is", false});
    }
    return evidence;
}

} // namespace eventscope
