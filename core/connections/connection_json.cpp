// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/connections/connection_json.h"

#include "core/json/pointer.h"

#include <algorithm>
#include <utility>

namespace eventscope {

namespace {

constexpr std::string_view kSchema = "1";
const Pointer kList = Pointer({"connections"});

Failure damaged(const std::string &what) {
    return fail(ErrorKind::Corrupt, "The file of connections is damaged: " + what,
                "It was left as it is. Repair it, or move it away to begin anew");
}

bool hasTwins(const Json &object) { return object.isObject() && object.hasDuplicateKeys(); }

/// The text of a member; empty when it is absent. False: it is something else.
bool readText(const Json &object, std::string_view key, std::string &text) {
    if (object.find(key) == Json::npos) return true;
    const Json value = object.member(key);
    text = value.token();
    return value.isString();
}

bool readFlag(const Json &object, std::string_view key, bool &flag) {
    if (object.find(key) == Json::npos) return true;
    const Json value = object.member(key);
    flag = value.kind() == Json::Kind::True;
    return flag || value.kind() == Json::Kind::False;
}

Result<TlsException> parseTls(const Json &json, const std::string &place) {
    TlsException tls;
    std::string since;
    if (!json.isObject() || hasTwins(json) || !readText(json, "mode", tls.mode) || !readText(json, "since", since))
        return damaged(place + " has no readable choice of TLS");
    const auto time = parseTime(since);
    if (!time) return damaged(place + " does not say since when its TLS is weaker");
    tls.since = *time;
    return tls;
}

Result<Connection> parseConnection(const Json &json, const std::string &place) {
    Connection connection;
    std::string word;
    if (!json.isObject() || hasTwins(json) || !readText(json, "name", connection.name) ||
        !readText(json, "folder", connection.folder) || !readText(json, "address", connection.address) ||
        !readText(json, "environment", word) || !readFlag(json, "mayWrite", connection.mayWrite))
        return damaged(place + " is none");
    if (!word.empty()) {
        const auto environment = parseEnvironment(word);
        if (!environment) return damaged(place + " names an environment that there is not");
        connection.environment = *environment;
    }
    if (json.find("tls") != Json::npos) {
        ES_ASSIGN(tls, parseTls(json.member("tls"), place));
        connection.tls = std::move(tls);
    }
    if (auto checked = checkConnection(connection); !checked) {
        Error error = std::move(checked).error();
        error.message = place + " of the file of connections: " + error.message;
        return fail(std::move(error));
    }
    return connection;
}

Json tlsJson(const TlsException &tls) {
    return Json::object({{"mode", Json::string(tls.mode)}, {"since", Json::string(toIso(tls.since))}});
}

} // namespace

ConnectionDocument emptyConnections() {
    return {Json::object({{"schema", Json::number(kSchema)}, {"connections", Json::array({})}}), {}};
}

Result<ConnectionDocument> parseConnections(const std::string &text) {
    auto json = Json::parse(text);
    if (!json) return damaged("it is no JSON (" + json.error().detail + ")");
    if (!json->isObject() || hasTwins(*json)) return damaged("it is no JSON object");
    const Json schema = json->member("schema");
    if (!schema.isNumber()) return damaged("it does not say which schema it has");
    if (schema.token() != kSchema) {
        return fail(ErrorKind::Unsupported,
                    "The file of connections has schema " + std::string(schema.token()) + ", this program knows 1",
                    "Use the newer program that wrote it; it was left as it is");
    }
    const Json list = json->member("connections");
    if (!list.isArray()) return damaged("it has no list of connections");
    ConnectionDocument document{*json, {}};
    for (std::size_t i = 0; i < list.size(); ++i) {
        ES_ASSIGN(connection, parseConnection(list.child(i), "connection " + std::to_string(i + 1)));
        if (std::ranges::find(document.connections, connection.name, &Connection::name) != document.connections.end())
            return damaged("it has two connections named " + connection.name);
        document.connections.push_back(std::move(connection));
    }
    return document;
}

Result<void> putConnection(ConnectionDocument &document, std::size_t index, Connection connection) {
    JsonDraft draft(document.document);
    const Pointer place = kList.child(index);
    if (index == document.connections.size()) ES_TRY(draft.set(place, Json::object({})));
    ES_TRY(draft.set(place.child("name"), Json::string(connection.name)));
    ES_TRY(draft.set(place.child("folder"), Json::string(connection.folder)));
    ES_TRY(draft.set(place.child("address"), Json::string(connection.address)));
    ES_TRY(draft.set(place.child("environment"), Json::string(name(connection.environment))));
    if (connection.tls) {
        ES_TRY(draft.set(place.child("tls"), tlsJson(*connection.tls)));
    } else if (valueAt(draft.value(), place.child("tls"))) {
        ES_TRY(draft.remove(place.child("tls")));
    }
    ES_TRY(draft.set(place.child("mayWrite"), Json::boolean(connection.mayWrite)));
    document.document = draft.freeze();
    document.connections.resize(std::max(document.connections.size(), index + 1));
    document.connections[index] = std::move(connection);
    return {};
}

Result<void> removeConnection(ConnectionDocument &document, std::size_t index) {
    JsonDraft draft(document.document);
    ES_TRY(draft.remove(kList.child(index)));
    document.document = draft.freeze();
    document.connections.erase(document.connections.begin() + static_cast<std::ptrdiff_t>(index));
    return {};
}

} // namespace eventscope
