// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/open/fresh_process.h"

#include "core/base/child_program.h"
#include "core/open/open_models.h"
#include "core/open/open_store.h"
#include "core/privacy/fresh_reading.h"
#include "core/privacy/ledger_details.h"
#include "core/vault/hex.h"

#include <algorithm>
#include <exception>
#include <istream>
#include <iterator>
#include <ostream>
#include <utility>
#include <vector>

namespace eventscope {

namespace {

constexpr std::size_t kAnswerBytesMax = 4096;
constexpr const char *kProblem = "problem";

struct Question {
    StoreAccess store; ///< of which a process that asks nobody has a use
    std::string vault;
    std::vector<KeyId> keys;
};

std::string printed(const Question &question) {
    std::vector<std::string> keys;
    std::ranges::transform(question.keys, std::back_inserter(keys), [](const KeyId &key) { return toHex(key); });
    std::vector<Json::Member> members{{"store", Json::string(question.store.address)},
                                      {"vault", Json::string(question.vault)},
                                      {"keys", textsJson(keys)}};
    if (const auto &tls = question.store.tls) {
        members.push_back({"tls", Json::string(tls->mode)});
        members.push_back({"tlsSince", Json::string(toIso(tls->since))});
    }
    return print(Json::object(std::move(members)));
}

Result<Question> questionIn(std::string_view text) {
    ES_ASSIGN(json, Json::parse(text));
    Question question{{.address = textIn(json, "store")}, textIn(json, "vault"), {}};
    if (const auto since = parseTime(textIn(json, "tlsSince")))
        question.store.tls = TlsException{textIn(json, "tls"), *since};
    const Json keys = json.member("keys");
    for (const auto &[index, key] : keys.children())
        if (!takeHex(key.token(), question.keys.emplace_back()))
            return fail(ErrorKind::Invalid, "This is no id of a key");
    return question;
}

/// Errors say what could not be read, in a word that is kept.
Result<FreshReading> answer(const Question &question) {
    const auto store = openStore(question.store, {});
    if (!store) return fail(store.error().kind, "the store");
    const auto local = openReadModelsIfAny((*store)->info().identity);
    const auto ofServer = openServerReadModelsIfAny(question.store, (*store)->info());
    if (!local || !ofServer) return fail(ErrorKind::Unavailable, "the read models");
    ModelStores models(local->get());
    models.add(ofServer->get());
    const auto found = readErased(**store, models, question.vault, question.keys, {});
    if (!found) return fail(found.error().kind, "the vault, or values in the store");
    return *found;
}

Result<FreshReading> answerIn(const ProgramEnd &end) {
    const auto json = Json::parse(end.out);
    if (end.code != 0 || !json || !json->member("values").isNumber() || !json->member("notShredded").isNumber()) {
        const std::string what = json ? textIn(*json, kProblem) : std::string();
        return fail(ErrorKind::Unavailable,
                    what.empty() ? "the new process gave no answer" : "the new process could not read " + what);
    }
    return FreshReading{countIn(*json, "values"), countIn(*json, "notShredded")};
}

} // namespace

void addFreshProcess(ErasureWorld &world, const std::string &program, const StoreAccess &access) {
    const StoreAccess store{.address = access.address, .tls = access.tls};
    world.readAnew = [program, store, vault = world.vault.path()](const std::vector<KeyId> &keys,
                                                                  const JobControl &job) -> Result<FreshReading> {
        const auto end =
            runProgram({program, kFreshProcessArgument}, printed({store, vault, keys}), kAnswerBytesMax, job);
        if (end) return answerIn(*end);
        if (end.error().kind == ErrorKind::Cancelled) return fail(end.error());
        return fail(ErrorKind::Unavailable, end.error().kind == ErrorKind::Unavailable
                                                ? "no new process could be started"
                                                : "the new process gave no answer");
    };
}

int answerAsFreshProcess(std::istream &in, std::ostream &out) {
    try {
        const std::string text(std::istreambuf_iterator<char>(in), {});
        const auto question = questionIn(text);
        const auto found =
            question ? answer(*question) : Result<FreshReading>(fail(ErrorKind::Invalid, "the question"));
        out << print(found ? Json::object(
                                 {{"values", countJson(found->values)}, {"notShredded", countJson(found->notShredded)}})
                           : Json::object({{kProblem, Json::string(found.error().message)}}))
            << '\n';
        return found ? 0 : 1;
    } catch (const std::exception &) {
        return 1; // which is no answer
    }
}

} // namespace eventscope
