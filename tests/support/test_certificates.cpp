// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_certificates.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace eventscope {

namespace {

struct Free {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(BIO *bytes) const { BIO_free(bytes); }
    void operator()(X509_EXTENSION *extension) const { X509_EXTENSION_free(extension); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using Bytes = std::unique_ptr<BIO, Free>;

void must(bool isGood) {
    if (!isGood) throw std::runtime_error("OpenSSL cannot make a certificate");
}

QByteArray textOf(BIO *bytes) {
    const char *data = nullptr;
    const long size = BIO_get_mem_data(bytes, &data);
    return {data, static_cast<qsizetype>(size)};
}

QByteArray pem(X509 *certificate) {
    const Bytes bytes(BIO_new(BIO_s_mem()));
    must(PEM_write_bio_X509(bytes.get(), certificate) == 1);
    return textOf(bytes.get());
}

QByteArray pem(EVP_PKEY *key) {
    const Bytes bytes(BIO_new(BIO_s_mem()));
    must(PEM_write_bio_PrivateKey(bytes.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return textOf(bytes.get());
}

void extend(X509 *certificate, int kind, const std::string &value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Free> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

/// Not signed yet.
Certificate unsignedFor(const std::string &name, EVP_PKEY *key, TestValidity validity) {
    Certificate certificate(X509_new());
    X509 *raw = certificate.get();
    std::uint32_t serial = 0;
    must(RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) == 1);
    must(X509_set_version(raw, 2) == 1 && ASN1_INTEGER_set(X509_get_serialNumber(raw), 1 + (serial >> 1)) == 1);
    constexpr long kDay = 24L * 3600;
    must(X509_gmtime_adj(X509_getm_notBefore(raw), validity.fromDays * kDay) &&
         X509_gmtime_adj(X509_getm_notAfter(raw), validity.toDays * kDay) && X509_set_pubkey(raw, key) == 1);
    const auto *text = reinterpret_cast<const unsigned char *>(name.c_str());
    must(X509_NAME_add_entry_by_txt(X509_get_subject_name(raw), "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1);
    return certificate;
}

} // namespace

struct TestAuthority::Parts {
    Key key;
    Certificate certificate;
};

TestAuthority::TestAuthority(const std::string &name) : m_parts(std::make_unique<Parts>()) {
    m_parts->key.reset(EVP_EC_gen("P-256"));
    EVP_PKEY *key = m_parts->key.get();
    m_parts->certificate = unsignedFor(name, key, {});
    X509 *raw = m_parts->certificate.get();
    must(X509_set_issuer_name(raw, X509_get_subject_name(raw)) == 1);
    extend(raw, NID_basic_constraints, "critical,CA:TRUE");
    extend(raw, NID_key_usage, "critical,keyCertSign,cRLSign");
    must(X509_sign(raw, key, EVP_sha256()) > 0);
}

TestAuthority::~TestAuthority() = default;

QByteArray TestAuthority::certificate() const { return pem(m_parts->certificate.get()); }

TestCertificate TestAuthority::issue(const std::string &hostName, TestValidity validity) const {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = unsignedFor(hostName, key.get(), validity);
    must(X509_set_issuer_name(certificate.get(), X509_get_subject_name(m_parts->certificate.get())) == 1);
    extend(certificate.get(), NID_subject_alt_name, "DNS:" + hostName);
    must(X509_sign(certificate.get(), m_parts->key.get(), EVP_sha256()) > 0);
    return {pem(certificate.get()), pem(key.get())};
}

TestCertificate TestAuthority::selfSigned(const std::string &hostName) {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = unsignedFor(hostName, key.get(), {});
    must(X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) == 1);
    extend(certificate.get(), NID_subject_alt_name, "DNS:" + hostName);
    must(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    return {pem(certificate.get()), pem(key.get())};
}

} // namespace eventscope
