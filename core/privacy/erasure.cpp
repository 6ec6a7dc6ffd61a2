// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure.h"

#include "core/privacy/closed_streams.h"
#include "core/privacy/derived_data.h"
#include "core/privacy/erasure_closing.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/erasure_verification.h"
#include "core/privacy/export_register.h"
#include "core/privacy/ledger_details.h"
#include "core/privacy/legal_hold.h"
#include "core/privacy/log_digest.h"
#include "core/privacy/subject_finder.h"
#include "core/privacy/text_marks.h"
#include "core/vault/key_needles.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace eventscope {

using namespace acts;

namespace {

constexpr const char *kTombstones = "tombstones";

Json keysJson(const std::vector<KeyId> &keys) {
    std::vector<std::string> all;
    std::ranges::transform(keys, std::back_inserter(all), [](const KeyId &key) { return toHex(key); });
    return textsJson(all);
}

/// One erasure, from where its ledger says it stands.
class Erasure {
  public:
    Erasure(const ErasureWorld &world, ErasureRequest request, const SubjectBinding &subject,
            const std::vector<std::string> &literals, const JobControl &job)
        : m_world(world), m_request(std::move(request)), m_subject(subject), m_literals(literals), m_job(job) {}

    /// Before anything is done.
    Result<void> check() const {
        if (isDone(kRequested)) return checkAskedAgain();
        ES_TRY(checkFree());
        ES_TRY(checkDecision(m_world.protection.policy, m_request.by, m_request.second));
        if (m_request.receivedAt) ES_TRY(checkTimes(m_request, m_world.clock.now()));
        ES_TRY(checkPlan());
        ES_ASSIGN(gone, rowsGone());
        return gone.empty() ? checkKnown() : Result<void>();
    }

    /// REQUIRES: check() has nothing against it.
    Result<ErasureResult> run() {
        ES_TRY(begin());
        ES_TRY(fence());
        ES_TRY(destroy());
        return finish();
    }

    /// From when the keys are destroyed.
    Result<ErasureResult> finish() {
        ES_TRY(rotate());
        ES_TRY(lookAfterDerived());
        ES_TRY(leaveEvidence());
        settle();
        ES_TRY(verify());
        return close();
    }

    /// What finish() would find, where nothing may change.
    Result<ErasureResult> look() {
        ES_ASSIGN(missing, missingEvidence(m_world.store.reader(), m_world.ledger, m_job));
        if (std::ranges::find(missing, m_request.erasure) != missing.end())
            m_undone.push_back(
                "the store does not tell of it: it is a copy from before (privacy verify --write puts the "
                "evidence back)");
        for (const char *act : {kRotated, kTombstoned})
            if (!isDone(act))
                m_undone.push_back("the step \"" + std::string(act) +
                                   "\" is missing (privacy verify --write makes it)");
        ES_TRY(lookAfterDerived());
        ES_TRY(verify());
        return close();
    }

  private:
    [[nodiscard]] bool isDone(const char *act) const { return m_world.ledger.find(m_request.erasure, act) != nullptr; }
    [[nodiscard]] const LedgerEntry &requested() const { return *m_world.ledger.find(m_request.erasure, kRequested); }
    Result<void> note(const char *act, const Json &details) { return note(act, details, m_world.clock.now()); }
    Result<void> note(const char *act, const Json &details, Time at) {
        return m_world.note(act, m_request.erasure, m_subject, details, at);
    }

    Result<void> begin() {
        if (!isDone(kRequested)) {
            // What the vault has destroyed for it already was asked for before that: keys since then stay.
            ES_ASSIGN(gone, rowsGone());
            const auto at = [](const KeyRow &row) { return row.destroyedAt.value_or(Time()); };
            const Time asked =
                gone.empty() ? m_world.clock.now() : at(*std::ranges::min_element(gone, std::ranges::less(), at));
            ES_ASSIGN(details, requestDetails(gone.empty()));
            ES_TRY(note(kRequested, details, asked));
        }
        return leaveRequestEvidence(m_world.evidence(), m_request.erasure, m_job);
    }

    /// It is the same that was asked for, and may still be done.
    Result<void> checkAskedAgain() const {
        if (requested().subject != m_subject) {
            return fail(ErrorKind::Refused, "The erasure " + m_request.erasure + " is of somebody else",
                        "Choose another id");
        }
        if (m_request.purposes != requested().texts("purposes")) {
            return fail(ErrorKind::Refused, "The erasure " + m_request.erasure + " was asked for with other purposes",
                        "Ask for the same, or choose another id");
        }
        if (isDone(kFenced)) return {};
        ES_ASSIGN(isBegun, isFenceBegun());
        if (isBegun) return {};
        if (!isDecided()) ES_TRY(checkDecision(m_world.protection.policy, m_request.by, m_request.second));
        return checkFree();
    }

    /// `isNew`: nothing was done for it yet, so that the log is what it was before.
    [[nodiscard]] Result<Json> requestDetails(bool isNew) const {
        std::vector<Json::Member> members = detailsOf(m_request);
        members.push_back({"literals", countJson(m_literals.size())});
        ES_ASSIGN(marks, textMarks(m_world.vault, m_request.erasure, m_literals));
        members.push_back({"texts", textsJson(std::vector<std::string>(marks.begin(), marks.end()))});
        members.push_back({"store", Json::string(m_world.protection.store)});
        members.push_back({"vault", Json::string(toHex(m_world.vault.id()))});
        members.push_back({"versions", textsJson(m_world.versions)});
        if (m_request.plan) members.push_back({"plan", Json::string(m_request.plan->digest)});
        if (isNew) {
            const EventStore &store = m_world.store.reader();
            ES_ASSIGN(head, store.head(m_job));
            auto log = digestOfLog(store, head.settled, m_job);
            if (log)
                members.push_back({"log", toJson(*log)});
            else if (log.error().kind != ErrorKind::Unsupported)
                return fail(std::move(log).error());
        }
        return Json::object(std::move(members));
    }

    /// Nothing forbids it, and nobody else does it.
    Result<void> checkFree() const {
        const auto holds = holdsOn(m_world.ledger, m_subject, m_request.purposes, m_world.clock.now());
        if (!holds.empty()) return heldError(holds);
        if (const auto other = erasureUnderWay(m_world.ledger, m_subject, m_request.erasure)) {
            return fail(ErrorKind::Refused, "The erasure " + *other + " of the same person is not over",
                        "Go on with that one");
        }
        return {};
    }

    /// There is something to erase: a mistyped id must not read as one that was erased.
    Result<void> checkKnown() const {
        ES_ASSIGN(keys, m_world.vault.keysOf(m_subject));
        ES_TRY(checkPurposes(m_world.protection.policy, keys, m_request.purposes));
        if (!keys.empty() || m_request.unknown == UnknownSubject::Allow) return {};
        const SubjectSources sources{m_world.store.reader(), m_world.protection, m_world.models};
        ES_ASSIGN(isKnown, isKnownSubject(sources, m_request.subject, m_world.vault, m_world.ledger, m_job));
        if (isKnown) return {};
        return fail(ErrorKind::NotFound, "Nothing is known of this person: no key, no event, no row",
                    "Check the id (letters, case, spaces); to forbid keys for whoever comes with it later: "
                    "--even-unknown");
    }

    /// What was confirmed is what would be done.
    Result<void> checkPlan() const {
        if (!m_request.plan) return {};
        const SubjectSources sources{m_world.store.reader(), m_world.protection, m_world.models,
                                     static_cast<bool>(m_world.openRemoval)};
        SubjectWanted wanted;
        wanted.subject = m_request.subject;
        wanted.aliases = m_request.plan->aliases;
        wanted.literals = m_literals;
        ES_ASSIGN(plan, planErasure(sources, wanted, m_request.purposes, &m_world.vault, &m_world.ledger,
                                    m_world.clock.now(), m_job));
        if (digestOf(plan) == m_request.plan->digest) return {};
        return fail(ErrorKind::Refused,
                    "What is known of this person is not what the plan said that was confirmed; nothing was changed",
                    "Look at the plan again, and confirm that one");
    }

    Result<void> fence() {
        if (isDone(kFenced)) return eraseRestored();
        ES_ASSIGN(isBegun, isFenceBegun());
        if (!isBegun) {
            if (m_job.stopRequested()) return cancelled();
            ES_TRY(decide());
            ES_TRY(checkFree());
        }
        ES_ASSIGN(gone, rowsGone());
        if (!gone.empty()) return takeUp(gone);
        ES_ASSIGN(keys, m_world.vault.fence(m_subject, m_request.purposes, m_request.erasure));
        return note(kFenced, Json::object({{"keys", keysJson(keys)}}));
    }

    /// Those who decided when it was asked for did.
    [[nodiscard]] bool isDecided() const {
        const Json asked = requested().details;
        return checkDecision(m_world.protection.policy, textIn(asked, "by"), textIn(asked, "second")).has_value();
    }

    /// Where the policy has come to want two since it was asked for, those do who decide now.
    Result<void> decide() {
        if (isDecided()) return {};
        ES_TRY(checkDecision(m_world.protection.policy, m_request.by, m_request.second));
        return note(kDecided,
                    Json::object({{"by", Json::string(m_request.by)}, {"second", Json::string(m_request.second)}}));
    }

    /// A crash came between the fence and its line in the ledger: there is no way back any more.
    Result<bool> isFenceBegun() const {
        ES_ASSIGN(rows, m_world.vault.keysOf(m_subject));
        return std::ranges::any_of(rows, [&](const KeyRow &row) { return row.erasure == m_request.erasure; });
    }

    /// What the vault has destroyed for this erasure, of which the ledger has lost its lines.
    Result<std::vector<KeyRow>> rowsGone() const {
        ES_ASSIGN(rows, m_world.vault.keysOf(m_subject));
        std::erase_if(rows, [&](const KeyRow &row) {
            return row.erasure != m_request.erasure || row.state != KeyState::Destroyed;
        });
        return rows;
    }

    /// A key that was allowed since stays.
    Result<void> takeUp(const std::vector<KeyRow> &gone) {
        std::vector<KeyId> keys;
        std::ranges::transform(gone, std::back_inserter(keys), &KeyRow::key);
        ES_TRY(m_world.ledger.add(m_world.clock.now(), kTakenUp, {}, m_subject,
                                  Json::object({{"erasure", Json::string(m_request.erasure)}})));
        return note(kFenced, Json::object({{"keys", keysJson(keys)}}));
    }

    /// The vault had lost keys when it was fenced, and has been restored: they are of before the request.
    Result<void> eraseRestored() {
        ES_ASSIGN(rows, m_world.vault.keysOf(m_subject));
        std::vector<KeyId> keys;
        for (const KeyRow &row : rows)
            if (isOpening(row.state) && isMeant(row, m_request, requested().at)) keys.push_back(row.key);
        if (keys.empty()) return isRotationDue(rows) ? m_world.vault.rotate() : Result<void>();
        ES_TRY(note(kFenced, Json::object({{"keys", keysJson(keys)}})));
        ES_TRY(m_world.vault.destroyAgain(keys, m_subject, m_request.purposes, m_request.erasure, m_world.clock.now()));
        return m_world.vault.rotate();
    }

    /// A crash came between destroying restored keys and the new epoch: the key that wrapped them is still there.
    [[nodiscard]] bool isRotationDue(const std::vector<KeyRow> &rows) const {
        return isDone(kRotated) && std::ranges::any_of(rows, [&](const KeyRow &row) {
                   return row.state == KeyState::Destroyed && row.erasure == m_request.erasure &&
                          row.epoch == m_world.vault.epoch();
               });
    }

    Result<void> destroy() {
        if (isDone(kDestroyed)) return {};
        ES_ASSIGN(needles, m_world.vault.needlesOf(m_request.erasure));
        m_needles = std::move(needles);
        ES_ASSIGN(destroyed, m_world.vault.destroy(m_request.erasure));
        return note(kDestroyed, Json::object({{"count", countJson(destroyed)},
                                              {"algorithm", Json::string("XChaCha20-Poly1305")},
                                              {"keyBits", countJson(kKeyBytes * 8)}}));
    }

    Result<void> rotate() {
        if (isDone(kRotated)) return {};
        ES_TRY(m_world.vault.rotate());
        ES_ASSIGN(damaged, m_world.vault.damagedKeys());
        std::vector<Json::Member> members{{"epoch", countJson(m_world.vault.epoch())}};
        if (!damaged.empty()) members.push_back({"damagedKeys", countJson(damaged.size())}); // of whomever
        return note(kRotated, Json::object(std::move(members)));
    }

    Result<void> lookAfterDerived() {
        ES_ASSIGN(found, eventscope::lookAfterDerived(m_world, m_request, m_subject, m_literals, m_job));
        m_derived = std::move(found);
        return note(kDerived, m_derived.details);
    }

    Result<void> leaveEvidence() {
        std::vector<Json::Member> details;
        if (mayClose() && !m_derived.toClose.empty()) {
            ES_ASSIGN(closed, closeStreams(m_world, m_request, m_derived.toClose, m_job));
            if (!closed.empty()) details.push_back({kTombstones, countsJson(closed)});
        }
        ES_TRY(leaveErasedEvidence(m_world.evidence(), m_request.erasure, m_job));
        return isDone(kTombstoned) ? Result<void>() : note(kTombstoned, Json::object(std::move(details)));
    }

    /// One that closed nothing leaves it at that, whatever the policy has come to say; one that did closes it again in
    /// a copy of the store from before.
    [[nodiscard]] bool mayClose() const {
        const LedgerEntry *done = m_world.ledger.find(m_request.erasure, kTombstoned);
        return !done || done->details.find(kTombstones) != Json::npos;
    }

    /// Last of what writes to the store. What fails here is left to be done, and takes nothing back.
    void settle() {
        m_held.clear();
        m_unsettled.reset();
        if (!m_world.settle) return;
        auto held = m_world.settle(m_job);
        if (held) {
            m_held = *std::move(held);
            return;
        }
        m_unsettled = std::move(held).error();
        m_held = {"remnants are possible beside the store's file, which cannot be emptied (" +
                  std::string(name(m_unsettled->kind)) + "): mend that, then verify again (privacy verify)"};
    }

    Result<void> verify() {
        const VerificationTask task{m_request.erasure, m_derived, m_held, m_literals,
                                    m_needles ? &*m_needles : nullptr};
        ES_ASSIGN(found, verifyErased(m_world, task, m_job));
        m_needles.reset();
        m_verified = std::move(found);
        return note(kVerified, m_verified.details);
    }

    Result<ErasureResult> close() {
        return closeErasure(
            m_world, {m_request.erasure, m_subject, m_derived, m_verified, m_literals, m_held, m_undone, m_unsettled});
    }

    const ErasureWorld &m_world;
    ErasureRequest m_request;
    const SubjectBinding m_subject;
    const std::vector<std::string> &m_literals;
    const JobControl &m_job;
    DerivedData m_derived;
    std::optional<KeyNeedles> m_needles; ///< from before the keys are destroyed until the search; nothing: lost
    ErasureVerification m_verified;
    std::vector<std::string> m_held;   ///< what keeps the store's side files from being emptied
    std::optional<Error> m_unsettled;  ///< why nobody knows about that
    std::vector<std::string> m_undone; ///< steps that looking does not take
};

/// In a world without a pen.
Result<ErasureResult> looked(const ErasureWorld &world, ErasureRequest request, const SubjectBinding &subject,
                             const std::vector<std::string> &literals, const JobControl &job) {
    ErasureLedger ledger = world.ledger.rehearsal();
    const ErasureWorld looking{.store = world.store.reader(),
                               .protection = world.protection,
                               .vault = world.vault,
                               .ledger = ledger,
                               .models = world.models,
                               .clock = world.clock,
                               .files = world.files,
                               .openRemoval = world.openRemoval,
                               .readAnew = world.readAnew,
                               .roles = world.roles,
                               .versions = world.versions};
    return Erasure(looking, std::move(request), subject, literals, job).look();
}

} // namespace

Result<void> checkErasure(const ErasureWorld &world, const ErasureRequest &request,
                          const std::vector<std::string> &literals, const JobControl &job) {
    ES_TRY(checkRequest(request, literals));
    ES_ASSIGN(subject, world.vault.bindingOf(request.subject));
    return Erasure(world, request, subject, literals, job).check();
}

Result<ErasureResult> erase(const ErasureWorld &world, const ErasureRequest &request,
                            const std::vector<std::string> &literals, const JobControl &job) {
    ES_TRY(checkErasure(world, request, literals, job));
    ES_ASSIGN(subject, world.vault.bindingOf(request.subject));
    ES_TRY(reapplyEvidence(world.evidence(), job));
    return Erasure(world, request, subject, literals, job).run();
}

Result<ErasureResult> verifyErasure(const ErasureWorld &world, const std::string &erasure, const SubjectId &subject,
                                    const std::vector<std::string> &literals, const JobControl &job) {
    const LedgerEntry *requested = world.ledger.find(erasure, kRequested);
    if (!requested || !world.ledger.find(erasure, kDestroyed))
        return fail(ErrorKind::NotFound, "No erasure " + erasure + " has destroyed anything, as the ledger knows",
                    "See: privacy ledger. Where it has lost lines, begin the erasure again with the same id");
    ES_ASSIGN(binding, world.vault.bindingOf(subject));
    if (requested->subject != binding)
        return fail(ErrorKind::Refused, "The erasure " + erasure + " is of somebody else", "Name the one it is of");
    ErasureRequest request;
    request.erasure = erasure;
    request.subject = subject;
    request.purposes = requested->texts("purposes");
    if (!world.store.writer()) return looked(world, std::move(request), binding, literals, job);
    ES_TRY(checkSearched(literals));
    ES_TRY(reapplyEvidence(world.evidence(), job));
    return Erasure(world, std::move(request), binding, literals, job).finish();
}

} // namespace eventscope
