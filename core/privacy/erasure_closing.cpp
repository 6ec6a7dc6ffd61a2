// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_closing.h"

#include "core/privacy/byte_search.h"
#include "core/privacy/ledger_details.h"

#include <algorithm>

namespace eventscope {

using namespace acts;

namespace {

class Closing {
  public:
    Closing(const ErasureWorld &world, const ErasureOutcome &outcome)
        : m_world(world), m_outcome(outcome), m_derived(outcome.derived), m_verified(outcome.verified) {}

    Result<ErasureResult> run() {
        m_result.erasure = m_outcome.erasure;
        addOfValues();
        addOfFiles();
        ES_TRY(addOfKeys());
        for (const auto *more : {&m_derived.removed.problems, &m_outcome.held, &m_outcome.undone})
            m_result.open.insert(m_result.open.end(), more->begin(), more->end());
        m_result.isComplete = m_result.open.empty();
        ES_TRY(m_world.note(m_result.isComplete ? kComplete : kIncomplete, m_outcome.erasure, m_outcome.subject,
                            Json::object({{"open", textsJson(m_result.open)}}), m_world.clock.now()));
        m_result.checks = erasureChecks(m_world.ledger, m_outcome.erasure);
        // Errors name files, and these a user: what is kept has no names.
        if (m_outcome.unsettled)
            m_result.open.push_back("why the store's file cannot be emptied: " + m_outcome.unsettled->message);
        return std::move(m_result);
    }

  private:
    template <class Count>
    void open(Count count, const std::string &what) {
        if (count > 0) m_result.open.push_back(std::to_string(count) + " " + what);
    }

    /// What one, and what several are called with their verb.
    struct Counted {
        const char *one, *several;
    };
    template <class Count>
    void open(Count count, const Counted &things, const std::string &rest) {
        open(count, (count == 1 ? things.one : things.several) + rest);
    }

    void addOfValues() {
        constexpr Counted kSealed{"value that was sealed does not answer", "values that were sealed do not answer"};
        for (const auto &[where, values] : m_derived.inClear)
            open(values, {"value is", "values are"},
                 " in clear in " + where + ", where destroying keys erases nothing");
        open(m_derived.notShredded - m_derived.unsupported, kSealed, " as shredded");
        open(m_derived.unsupported, {"value is", "values are"},
             " sealed in a form that this version does not know: what became of that can only be told by one that "
             "does (privacy verify)");
        open(m_verified.notShreddedAnew, kSealed, " as shredded to a new process");
        open(m_verified.broken, {"event is", "events are"}, " not what was written");
        if (m_verified.isLogOther)
            m_result.open.push_back("the log has other events than when it was asked for, or in another order: find "
                                    "out who changed it");
    }

    void addOfFiles() {
        open(m_verified.remnants, {"file still holds", "files still hold"},
             " a text that was looked for (" + m_verified.remnantKinds +
                 "): delete what holds it or make it anew without it, then verify again (privacy verify)");
        open(m_verified.keyRemnants, {"file holds", "files hold"},
             " a key that was destroyed, as it was or as it was wrapped: a copy of the vault is to be deleted, then "
             "verify again (privacy verify)");
        open(m_verified.textsMissing, {"text was", "texts were"},
             " asked for and not searched: repeat it with every one (privacy verify)");
        open(
            std::ranges::count_if(m_outcome.literals, [](const std::string &text) { return writingsOf(text).empty(); }),
            {"text is", "texts are"}, " too short to be searched for in files");
        open(m_derived.openExports,
             {"copy that was made lies where it was made", "copies that were made lie where they were made"},
             m_world.store.writer() ? " and could not be deleted: look there (privacy plan says where) and delete it"
                                    : " (privacy verify --write deletes what is as it was)");
    }

    /// Those that are this person's, as far as what was made of their rows tells.
    Result<void> addOfKeys() {
        ES_ASSIGN(rows, m_world.vault.damagedKeys());
        for (const KeyRow &row : rows) {
            if (row.subject != m_outcome.subject && row.erasure != m_outcome.erasure) continue;
            m_result.open.push_back("key " + toHex(row.key) +
                                    " is not destroyed: its row in the vault was changed by somebody else (restore the "
                                    "vault from a backup, then begin it again with the same id)");
        }
        return {};
    }

    const ErasureWorld &m_world;
    const ErasureOutcome &m_outcome;
    const DerivedData &m_derived;
    const ErasureVerification &m_verified;
    ErasureResult m_result;
};

} // namespace

Result<ErasureResult> closeErasure(const ErasureWorld &world, const ErasureOutcome &outcome) {
    return Closing(world, outcome).run();
}

} // namespace eventscope
