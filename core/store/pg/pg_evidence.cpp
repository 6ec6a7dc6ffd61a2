// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/pg/pg_evidence.h"

#include <utility>

namespace eventscope {

namespace {

Evidence tlsEvidence(const PgTls &tls) {
    if (tls.proof == PgTls::Proof::LocalSocket)
        return {"tls", "the server runs on this computer, behind a local socket", true};
    if (tls.proof == PgTls::Proof::Verified)
        return {"tls", "the server proved who it is by its certificate (verify-full), and the connection is encrypted",
                true};
    std::string says = "weaker by choice";
    if (!tls.mode.empty()) says += ", sslmode=" + tls.mode;
    if (tls.since) says += " since " + toIso(*tls.since).substr(0, 10);
    says += ": the server need not prove who it is, and the connection is ";
    return {"tls", says + (tls.isEncrypted ? "encrypted" : "not encrypted"), false};
}

} // namespace

ReadOnlyEvidence pgReaderEvidence(const PgRole &role, const PgTls &tls) {
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
    evidence.evidence.push_back(tlsEvidence(tls));
    return evidence;
}

std::vector<std::string> pgObstacles(const PgRole &role) {
    std::vector<std::string> obstacles;
    if (role.isStandby) obstacles.emplace_back("the server is a standby. Name its primary");
    if (!role.isSuperuser && !role.canWriteAll && !role.canWriteTable)
        obstacles.push_back("the role " + role.name + " has no right to write the events. Use another role");
    return obstacles;
}

std::string pgServerName(int version) {
    return "PostgreSQL " + std::to_string(version / 10000) + "." + std::to_string(version % 10000);
}

} // namespace eventscope
