// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Seals or opens values of 255 bytes (256 with their padding) of 1,000 people, again and again:
// bench_field seal|open [bare] ROUNDS. With "bare" libsodium does that alone, with the keys at hand, the same bytes
// and as much that they are bound to. Prints how many bytes of cipher text were made, or of text were opened.
#include "core/vault/envelope.h"
#include "tests/bench/bench_support.h"
#include "tests/bench/bench_vault.h"

#include <sodium.h>

#include <array>
#include <cstring>

using namespace eventscope;

namespace {

constexpr std::size_t kPeople = 1'000, kText = 255, kPadded = 256;

/// The places of the values; the texts in them.
struct Values {
    std::string store = "0196f2c0-8a51-7c3e-9d00-3f6b1e2a4c5d";
    std::vector<std::string> streams;
    std::vector<EventId> events;
    std::string text = '"' + std::string(kText - 2, 'x') + '"';

    Values() {
        for (std::size_t i = 0; i < kPeople; ++i) {
            streams.push_back("customer-0196f2c0-8a51-7c3e-9d00-" + std::to_string(100'000'000'000 + i));
            events.push_back(derivedEventId("bench", std::to_string(i)));
        }
    }
    [[nodiscard]] FieldPlace place(std::size_t i) const {
        return {store, {}, streams[i], events[i], "CustomerMoved", "/address"};
    }
};

void runOurs(bool isSealing, std::size_t rounds) {
    const Values values;
    bench::TemporaryVault made;
    KeyVault::Lease lease(*made.vault);
    std::vector<SubjectId> people;
    for (std::size_t i = 0; i < kPeople; ++i)
        people.push_back({"person-" + std::to_string(i)});
    const std::vector<SubjectKey> keys = bench::must(lease.keysFor(people, {}));
    std::vector<Envelope> envelopes;
    for (std::size_t i = 0; i < kPeople; ++i)
        envelopes.push_back(sealField(keys[i], values.place(i), values.text));
    std::size_t bytes = 0;
    const bench::StopWatch watch;
    for (std::size_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < kPeople; ++i) {
            if (isSealing)
                bytes += sealField(keys[i], values.place(i), values.text).cipherText.size();
            else
                bytes += bench::must(openField(&lease, values.place(i), envelopes[i])).json.size();
        }
    }
    bench::report(watch.seconds(), std::to_string(bytes));
}

void runBare(bool isSealing, std::size_t rounds) {
    using Key = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;
    using Sealed = std::array<unsigned char, kPadded + crypto_aead_xchacha20poly1305_ietf_ABYTES>;
    const Values values;
    std::vector<Key> keys(kPeople);
    std::vector<Sealed> sealed(kPeople);
    std::array<unsigned char, kPadded> text{};
    std::memcpy(text.data(), values.text.data(), kText);
    text[kText] = 0x80;
    std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES> nonce{};
    std::array<unsigned char, 232> bound{}; // as long as what binds a value to such a place
    const auto sealOne = [&](std::size_t i) {
        std::memcpy(nonce.data(), &i, sizeof i);
        crypto_aead_xchacha20poly1305_ietf_encrypt(sealed[i].data(), nullptr, text.data(), text.size(), bound.data(),
                                                   bound.size(), nullptr, nonce.data(), keys[i].data());
    };
    for (std::size_t i = 0; i < kPeople; ++i) {
        crypto_aead_xchacha20poly1305_ietf_keygen(keys[i].data());
        sealOne(i);
    }
    std::size_t bytes = 0;
    const bench::StopWatch watch;
    for (std::size_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < kPeople; ++i) {
            if (isSealing) {
                sealOne(i);
                bytes += sealed[i].size();
                continue;
            }
            std::memcpy(nonce.data(), &i, sizeof i);
            const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
                text.data(), nullptr, nullptr, sealed[i].data(), sealed[i].size(), bound.data(), bound.size(),
                nonce.data(), keys[i].data());
            if (failed != 0) std::exit(1);
            bytes += kText;
        }
    }
    bench::report(watch.seconds(), std::to_string(bytes));
}

} // namespace

int main(int argc, char **argv) {
    const bool isBare = argc == 4 && std::strcmp(argv[2], "bare") == 0;
    if ((argc != 3 && !isBare) || sodium_init() < 0) return 2;
    const bool isSealing = std::strcmp(argv[1], "seal") == 0;
    const std::size_t rounds = std::strtoull(argv[argc - 1], nullptr, 10);
    isBare ? runBare(isSealing, rounds) : runOurs(isSealing, rounds);
}
