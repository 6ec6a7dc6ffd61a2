// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/db/postgres/pg_certificate.h"

#include "core/base/text.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace eventscope {

namespace {

using Steady = std::chrono::steady_clock;

struct FreeContext {
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
};
struct FreeSession {
    void operator()(SSL *session) const { SSL_free(session); }
};

/// A connection on which every wait ends with `until` or a stop.
class Line {
  public:
    Line(Steady::time_point until, const JobControl &job) : m_until(until), m_job(job) {}
    Line(const Line &) = delete;
    Line &operator=(const Line &) = delete;
    ~Line() {
        if (m_socket >= 0) ::close(m_socket);
    }
    [[nodiscard]] bool connectTo(const std::string &ip, int port) {
        sockaddr_in v4{};
        sockaddr_in6 v6{};
        v4.sin_family = AF_INET;
        v6.sin6_family = AF_INET6;
        v4.sin_port = v6.sin6_port = htons(static_cast<std::uint16_t>(port));
        const bool isV4 = ::inet_pton(AF_INET, ip.c_str(), &v4.sin_addr) == 1;
        if (!isV4 && ::inet_pton(AF_INET6, ip.c_str(), &v6.sin6_addr) != 1) return false;
        m_socket = ::socket(isV4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const auto *address = isV4 ? reinterpret_cast<const sockaddr *>(&v4) : reinterpret_cast<const sockaddr *>(&v6);
        const socklen_t size = isV4 ? sizeof v4 : sizeof v6;
        if (m_socket < 0) return false;
        return ::connect(m_socket, address, size) == 0 || (errno == EINPROGRESS && wait(POLLOUT));
    }
    /// Asks for TLS as PostgreSQL wants it (see "SSL Session Encryption" in its protocol).
    [[nodiscard]] bool agreesToTls() {
        constexpr std::array<unsigned char, 8> kRequest = {0, 0, 0, 8, 4, 210, 22, 47};
        std::array<char, 1> answer{};
        return send({reinterpret_cast<const char *>(kRequest.data()), kRequest.size()}) && receive(answer) == 1 &&
               answer[0] == 'S';
    }
    [[nodiscard]] bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            if (!wait(POLLOUT)) return false;
            const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    /// How many bytes have come; 0 or less: none will.
    [[nodiscard]] int receive(std::span<char> space) const {
        return wait(POLLIN) ? static_cast<int>(::recv(m_socket, space.data(), space.size(), 0)) : 0;
    }

  private:
    [[nodiscard]] bool wait(short events) const {
        while (!m_job.stopRequested() && Steady::now() < m_until) {
            pollfd watched{.fd = m_socket, .events = events, .revents = 0};
            if (::poll(&watched, 1, 50) > 0) return true;
        }
        return false;
    }

    const Steady::time_point m_until;
    const JobControl &m_job;
    int m_socket = -1;
};

/// What was wrong first. The greeting goes on all the same, so that the certificate can be looked at.
struct Finding {
    int code = X509_V_OK;
    std::string issuer;
    std::string day; ///< of the end, or the beginning, of its time
};

std::string dayOf(const ASN1_TIME *time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return "an unreadable day";
    std::array<char, 16> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
    return text.data();
}

std::string nameOf(const X509_NAME *name) {
    std::array<char, 256> text{};
    X509_NAME_oneline(name, text.data(), static_cast<int>(text.size()));
    return safeText(text.data(), LineBreaks::Escape); // whoever answers may have written anything there
}

constexpr int kNoIndex = -1;

int findingIndex() {
    static const int kIndex = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return kIndex;
}

int noteFirst(int isGood, X509_STORE_CTX *store) {
    if (isGood) return 1;
    auto *session = static_cast<SSL *>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto *finding = static_cast<Finding *>(SSL_get_ex_data(session, findingIndex()));
    const X509 *certificate = X509_STORE_CTX_get_current_cert(store);
    if (!finding || finding->code != X509_V_OK || !certificate) return 1;
    finding->code = X509_STORE_CTX_get_error(store);
    finding->issuer = nameOf(X509_get_issuer_name(certificate));
    const bool isEarly = finding->code == X509_V_ERR_CERT_NOT_YET_VALID;
    finding->day = dayOf(isEarly ? X509_get0_notBefore(certificate) : X509_get0_notAfter(certificate));
    return 1;
}

/// Sends what the session wants to say, then takes in what the server answers. OpenSSL does not touch the socket
/// itself, since its writing would raise SIGPIPE.
bool exchange(SSL *session, const Line &line) {
    std::array<char, 4096> block;
    for (int size; (size = BIO_read(SSL_get_wbio(session), block.data(), static_cast<int>(block.size()))) > 0;) {
        if (!line.send({block.data(), static_cast<std::size_t>(size)})) return false;
    }
    const int got = line.receive(block);
    return got > 0 && BIO_write(SSL_get_rbio(session), block.data(), got) == got;
}

std::optional<Finding> look(const PgCertificateQuestion &question, const Line &line) {
    const std::unique_ptr<SSL_CTX, FreeContext> context(SSL_CTX_new(TLS_client_method()));
    if (!context || findingIndex() == kNoIndex || !SSL_CTX_load_verify_file(context.get(), question.rootFile.c_str()))
        return std::nullopt;
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, noteFirst);
    const std::unique_ptr<SSL, FreeSession> session(SSL_new(context.get()));
    Finding finding;
    BIO *in = BIO_new(BIO_s_mem());
    BIO *out = BIO_new(BIO_s_mem());
    if (!session || !in || !out || !SSL_set_ex_data(session.get(), findingIndex(), &finding)) {
        BIO_free(in);
        BIO_free(out);
        return std::nullopt;
    }
    SSL_set_bio(session.get(), in, out); // which owns them now
    for (;;) {
        const int done = SSL_connect(session.get());
        if (done == 1) return finding;
        if (SSL_get_error(session.get(), done) == SSL_ERROR_WANT_READ && exchange(session.get(), line)) continue;
        if (finding.code != X509_V_OK) return finding;
        return std::nullopt;
    }
}

PgCertificateFault inWords(const Finding &finding, const std::string &rootFile) {
    constexpr const char *kTrust = "Name the file of the authority that issued it: sslrootcert=PATH in the address";
    switch (finding.code) {
    case X509_V_OK:
        return {};
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return {"its certificate expired on " + finding.day, "Ask who runs the server to renew it"};
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return {"its certificate is not valid before " + finding.day,
                "Check this computer's clock, then ask who runs the server"};
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return {"its certificate is signed by itself alone, so anybody could have made it",
                "If it is the right one, get it from who runs the server and name it: sslrootcert=PATH in the address"};
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return {"its certificate was issued by " + finding.issuer + ", which is no authority in " + rootFile, kTrust};
    default:
        return {std::string("its certificate is not good: ") + X509_verify_cert_error_string(finding.code), kTrust};
    }
}

} // namespace

PgCertificateFault certificateFault(const PgCertificateQuestion &question, std::chrono::milliseconds patience,
                                    const JobControl &job) {
    Line line(Steady::now() + patience, job);
    if (!line.connectTo(question.ip, question.port) || !line.agreesToTls()) return {};
    const auto finding = look(question, line);
    return finding ? inWords(*finding, question.rootFile) : PgCertificateFault{};
}

} // namespace eventscope
