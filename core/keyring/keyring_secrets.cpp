// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/keyring/keyring_secrets.h"

#include <libsecret/secret.h>

#include <memory>
#include <utility>

namespace eventscope {

namespace {

/// "kept" is part of what an entry is found by: one for the session is not taken for one that stays.
const SecretSchema *schema() {
    static const SecretSchema kSchema = [] {
        SecretSchema made{};
        made.name = "io.eventscope.Vault";
        made.flags = SECRET_SCHEMA_NONE;
        made.attributes[0] = {"name", SECRET_SCHEMA_ATTRIBUTE_STRING};
        made.attributes[1] = {"kept", SECRET_SCHEMA_ATTRIBUTE_STRING};
        return made;
    }();
    return &kSchema;
}

struct Unref {
    void operator()(::SecretService *service) const { g_object_unref(service); }
    void operator()(GHashTable *table) const { g_hash_table_unref(table); }
    void operator()(SecretValue *value) const { secret_value_unref(value); }
};
using Service = std::unique_ptr<::SecretService, Unref>;
using Attributes = std::unique_ptr<GHashTable, Unref>;
using Value = std::unique_ptr<SecretValue, Unref>;

const char *kept(KeyringSecrets::Keep keep) { return keep == KeyringSecrets::Keep::Session ? "session" : "always"; }

Attributes attributesOf(const std::string &name, KeyringSecrets::Keep keep) {
    return Attributes(secret_attributes_build(schema(), "name", name.c_str(), "kept", kept(keep), nullptr));
}

/// What a call may leave of an error.
class CallError {
  public:
    CallError() = default;
    CallError(const CallError &) = delete;
    CallError &operator=(const CallError &) = delete;
    ~CallError() { g_clear_error(&m_error); }
    [[nodiscard]] GError **out() { return &m_error; }
    [[nodiscard]] bool isSet() const { return m_error != nullptr; }
    [[nodiscard]] Failure failure() const {
        return fail(ErrorKind::Unavailable, "No keyring answers on this computer, or it stays locked",
                    "Start this in a session with a keyring that is unlocked; what is not kept there is asked for each "
                    "time",
                    m_error ? m_error->message : "");
    }

  private:
    GError *m_error = nullptr;
};

/// The service itself and never libsecret's choice of a backend, which may be a file.
Result<Service> service() {
    CallError error;
    Service found(secret_service_get_sync(SECRET_SERVICE_OPEN_SESSION, nullptr, error.out()));
    if (!found || error.isSet()) return error.failure();
    return found;
}

} // namespace

Result<std::optional<Secret>> KeyringSecrets::find(const std::string &name) {
    ES_ASSIGN(keyring, service());
    const Attributes attributes = attributesOf(name, m_keep);
    CallError error;
    const Value value(secret_service_lookup_sync(keyring.get(), schema(), attributes.get(), nullptr, error.out()));
    if (error.isSet()) return error.failure();
    if (!value) return std::optional<Secret>();
    gsize size = 0;
    const gchar *bytes = secret_value_get(value.get(), &size);
    return std::optional(Secret(std::string(bytes, size)));
}

Result<void> KeyringSecrets::put(const std::string &name, const Secret &secret) {
    ES_ASSIGN(keyring, service());
    const Attributes attributes = attributesOf(name, m_keep);
    const Value value(secret_value_new(secret.bytes(), static_cast<gssize>(secret.view().size()), "text/plain"));
    const char *collection = m_keep == Keep::Session ? SECRET_COLLECTION_SESSION : SECRET_COLLECTION_DEFAULT;
    CallError error;
    const bool isStored =
        secret_service_store_sync(keyring.get(), schema(), attributes.get(), collection,
                                  ("Eventscope: " + name).c_str(), value.get(), nullptr, error.out()) != FALSE;
    return isStored && !error.isSet() ? Result<void>() : Result<void>(error.failure());
}

Result<void> KeyringSecrets::remove(const std::string &name) {
    ES_ASSIGN(keyring, service());
    const Attributes attributes = attributesOf(name, m_keep);
    CallError error;
    // False without an error: there was none.
    (void)secret_service_clear_sync(keyring.get(), schema(), attributes.get(), nullptr, error.out());
    return error.isSet() ? Result<void>(error.failure()) : Result<void>();
}

} // namespace eventscope
