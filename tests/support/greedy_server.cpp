// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/greedy_server.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <QCryptographicHash>

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <memory>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace eventscope {

namespace {

constexpr const char *kSalt = "salt";

struct Free {
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
    void operator()(SSL *session) const { SSL_free(session); }
    void operator()(BIO *bytes) const { BIO_free(bytes); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};

std::unique_ptr<BIO, Free> bytesOf(const QByteArray &text) {
    return std::unique_ptr<BIO, Free>(BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
}

std::unique_ptr<SSL_CTX, Free> contextWith(const TestCertificate &own) {
    std::unique_ptr<SSL_CTX, Free> context(SSL_CTX_new(TLS_server_method()));
    const auto certificateBytes = bytesOf(own.certificate);
    const auto keyBytes = bytesOf(own.key);
    const std::unique_ptr<X509, Free> certificate(PEM_read_bio_X509(certificateBytes.get(), nullptr, nullptr, nullptr));
    const std::unique_ptr<EVP_PKEY, Free> key(PEM_read_bio_PrivateKey(keyBytes.get(), nullptr, nullptr, nullptr));
    if (SSL_CTX_use_certificate(context.get(), certificate.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
        throw std::runtime_error("OpenSSL does not take the certificate");
    return context;
}

/// A message of the protocol: type, length, content.
QByteArray message(char type, const QByteArray &content) {
    const std::uint32_t size = htonl(static_cast<std::uint32_t>(content.size() + 4));
    return QByteArray(1, type) + QByteArray(reinterpret_cast<const char *>(&size), 4) + content;
}

QByteArray question(GreedyServer::Asks asks) {
    const QByteArray zeros(3, '\0');
    switch (asks) {
    case GreedyServer::Asks::InTheClear:
        return message('R', zeros + '\3');
    case GreedyServer::Asks::ByMd5:
        return message('R', zeros + '\5' + kSalt);
    case GreedyServer::Asks::ByScramWithoutBinding:
        return message('R', zeros + '\n' + QByteArray("SCRAM-SHA-256\0\0", 15));
    }
    return {};
}

} // namespace

GreedyServer::GreedyServer(const TestCertificate &certificate, Asks asks)
    : m_certificate(certificate), m_asks(asks), m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_socket, plain, size) != 0 || ::listen(m_socket, 5) != 0 || ::getsockname(m_socket, plain, &size) != 0)
        throw std::runtime_error("No port to be had");
    m_port = ntohs(address.sin_port);
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets that may be closed
    m_thread = std::jthread([this] { serve(); });
}

GreedyServer::~GreedyServer() {
    m_ends = true;
    m_thread.join();
    ::close(m_socket);
}

std::vector<QByteArray> GreedyServer::heard() const {
    const std::scoped_lock lock(m_mutex);
    return m_heard;
}

QByteArray GreedyServer::md5Answer(const QByteArray &user, const QByteArray &password) {
    const auto md5 = [](const QByteArray &text) {
        return QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
    };
    return "md5" + md5(md5(password + user) + kSalt);
}

void GreedyServer::serve() {
    while (!m_ends) {
        pollfd watched{.fd = m_socket, .events = POLLIN, .revents = 0};
        if (::poll(&watched, 1, 20) <= 0) continue;
        const int client = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        talk(client);
        ::close(client);
    }
}

void GreedyServer::talk(int client) {
    constexpr timeval kPatience{.tv_sec = 5, .tv_usec = 0}; // so that a client that hangs does not hang the test
    ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    std::array<char, 4096> block;
    if (::recv(client, block.data(), 8, MSG_WAITALL) != 8) return;
    if (::send(client, "S", 1, MSG_NOSIGNAL) != 1) return;
    const auto context = contextWith(m_certificate);
    const std::unique_ptr<SSL, Free> session(SSL_new(context.get()));
    if (!SSL_set_fd(session.get(), client) || SSL_accept(session.get()) != 1) return;
    QByteArray heard;
    for (bool hasAsked = false;;) {
        const int got = SSL_read(session.get(), block.data(), static_cast<int>(block.size()));
        if (got <= 0) break;
        heard.append(block.data(), got);
        if (hasAsked) continue;
        const QByteArray asked = question(m_asks);
        if (SSL_write(session.get(), asked.constData(), static_cast<int>(asked.size())) <= 0) break;
        hasAsked = true;
    }
    const std::scoped_lock lock(m_mutex);
    m_heard.push_back(heard);
}

} // namespace eventscope
