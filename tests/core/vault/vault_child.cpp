// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that works on a vault until somebody kills it; for tst_vault_kills.
//   vault_child VAULT SEED PASSPHRASE FIRST
// Makes keys for new subjects (named from FIRST on), erases subjects, changes the passphrase. Says each act on a line
// of its own: "begin ACT WHAT" before it and "done ACT WHAT" once it is durable.
#include "tests/core/vault/vault_fixture.h"

#include <cstdio>
#include <filesystem>
#include <random>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

void say(const char *when, const std::string &act) {
    std::printf("%s %s\n", when, act.c_str());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 5) return 2;
    const std::string path = argv[1], secret = argv[3];
    std::mt19937_64 random(std::stoull(argv[2]));
    int next = std::stoi(argv[4]);
    SystemClock clock;
    const bool isNew = !std::filesystem::exists(path);
    if (isNew) say("begin", "create x");
    const auto vault = isNew ? newVault(path, clock, secret) : must(KeyVault::open(path, clock));
    if (isNew) say("done", "create x");
    must(vault->unlock(password(secret)));
    std::vector<std::string> mine;
    for (;;) {
        const auto choice = random() % 10;
        if (choice < 6 || mine.empty()) {
            const std::string subject = "s" + std::to_string(next++);
            say("begin", "key " + subject);
            KeyVault::Lease lease(*vault);
            (void)keyOf(lease, subject);
            say("done", "key " + subject);
            mine.push_back(subject);
        } else if (choice < 9) {
            const std::string subject = mine.back();
            mine.pop_back();
            say("begin", "erase " + subject);
            must(vault->fence(must(vault->bindingOf({subject})), {}, "erasure of " + subject));
            must(vault->destroy("erasure of " + subject));
            say("done", "erase " + subject);
            must(vault->rotate());
        } else {
            const std::string changed = "p" + std::to_string(random() % 1000);
            say("begin", "passphrase " + changed);
            must(vault->changeSecrets(UnlockBy::Password, password(changed)));
            say("done", "passphrase " + changed);
        }
    }
}
