// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_login_error.h"

#include "core/db/postgres/pg_certificate.h"
#include "core/db/postgres/pg_error.h"

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

namespace eventscope {

namespace {

constexpr const char *kWeaker =
    "; or choose a weaker connection on purpose (sslmode=require or disable in the address)";

/// A complaint of libpq about the proof that a server owes, by a part of its text.
struct Complaint {
    std::string_view part;
    std::string_view cause;
    std::string_view hint;
    bool mayBeWeaker;
};
constexpr std::array kComplaints = {
    Complaint{"server does not support SSL", "it does not encrypt connections",
              "Switch TLS on there (ssl = on in postgresql.conf)", true},
    Complaint{"does not match host name", "its certificate is for another name",
              "Name the host as the certificate does; hostaddr=IP in the address says where it is", true},
    Complaint{"root certificate file", "there is no file of authorities to check its certificate against",
              "Save the certificate of its authority as ~/.postgresql/root.crt, or name it: sslrootcert=PATH in the "
              "address (/etc/ssl/certs/ca-certificates.crt for the well-known ones)",
              true},
    Complaint{"host name must be specified", "the address has no name that its certificate could be checked against",
              "Name the host in the address", true},
    Complaint{"did not offer an authentication method that supports channel binding",
              "it cannot tie the password to this very connection (SCRAM without channel binding), as is usual behind "
              "a pooler",
              "Connect to the server itself, or say channel_binding=prefer in the address if that is its pooler",
              false},
    Complaint{"channel binding", "it asks for the password in a way that gives it away; the password was not sent",
              "Let it use scram-sha-256 (password_encryption and pg_hba.conf there)", false},
    Complaint{"authentication method requirement",
              "it asks for the password in a way that gives it away; the password was not sent",
              "Let it use scram-sha-256 (password_encryption and pg_hba.conf there)", false},
};

struct FreeOptions {
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};

/// As libpq chooses it.
std::string rootFileOf(const PGconn *connection) {
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfo(const_cast<PGconn *>(connection)));
    for (const PQconninfoOption *option = options.get(); option && option->keyword; ++option) {
        if (std::string_view(option->keyword) == "sslrootcert" && option->val && *option->val) return option->val;
    }
    const char *home = std::getenv("HOME");
    return std::string(home ? home : "") + "/.postgresql/root.crt";
}

PgCertificateFault faultOf(const PGconn *connection, const JobControl &job) {
    constexpr std::chrono::seconds kPatience{3};
    const char *ip = PQhostaddr(connection);
    const char *port = PQport(connection);
    PgCertificateFault fault;
    if (ip && *ip) {
        fault = certificateFault(
            {.ip = ip, .port = port && *port ? std::atoi(port) : 5432, .rootFile = rootFileOf(connection)}, kPatience,
            job);
    }
    if (!fault.cause.empty()) return fault;
    return {"its certificate does not stand the check",
            "Name the file of the authority that issued it: sslrootcert=PATH in the address"};
}

Error unproven(std::string_view cause, std::string hint, const std::string &where, std::string text) {
    return {ErrorKind::Refused,
            "Cannot connect: the server does not prove who it is: " + std::string(cause) + " (" + where + ")",
            std::move(hint), std::move(text), std::nullopt};
}

} // namespace

Error pgLoginError(const PGconn *connection, const std::string &where, const JobControl &job) {
    const char *password = PQpass(connection);
    std::string text = withoutSecret(PQerrorMessage(connection), password ? password : "");
    if (!PQhost(connection) || !*PQhost(connection)) {
        return {ErrorKind::Invalid, "Cannot connect: the connection settings are not valid",
                "Check the address, the service file and the PG* environment", std::move(text), std::nullopt};
    }
    if (PQconnectionNeedsPassword(connection)) {
        return {ErrorKind::Refused, "Cannot connect: the server wants a password (" + where + ")",
                "Give it when asked, or by PGPASSWORD or libpq's password file", std::move(text), std::nullopt};
    }
    if (text.find("certificate verify failed") != std::string::npos) {
        const PgCertificateFault fault = faultOf(connection, job);
        return unproven(fault.cause, fault.hint + kWeaker, where, std::move(text));
    }
    for (const Complaint &complaint : kComplaints) {
        if (text.find(complaint.part) == std::string::npos) continue;
        std::string hint(complaint.hint);
        if (complaint.mayBeWeaker) hint += kWeaker;
        return unproven(complaint.cause, std::move(hint), where, std::move(text));
    }
    // A network that fails during the greeting proves nothing about the server.
    const bool isCut = text.find("SSL SYSCALL error") != std::string::npos;
    const bool isTls =
        !isCut && (text.find("SSL") != std::string::npos || text.find("certificate") != std::string::npos);
    if (isTls)
        return unproven("the greeting of TLS fails", std::string("See what the server logs") + kWeaker, where,
                        std::move(text));
    return {ErrorKind::Unavailable, "Cannot connect (" + where + ")",
            "Check host and port, and that the server runs and lets you in from here", std::move(text), std::nullopt};
}

} // namespace eventscope
