// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/privacy_start.h"

#include "core/lens/value_protection.h"
#include "core/vault/store_vault.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>

namespace eventscope::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(eventscope::ui::PrivacyStart)

  public:
    static void sayRefusal(EmptyState &empty, const PrivacyStart &start) {
        const Error &refusal = *start.refusal;
        const bool isLocked = start.hasVault && !start.protection.vault->isUnlocked();
        if (refusal.kind == ErrorKind::Refused && isLocked)
            return empty.say(tr("The vault of this store is locked"),
                             tr("Whose data is what, and what was erased, can be told once it is unlocked."),
                             tr("Unlock"));
        empty.say(start.hasVault ? tr("The ledger of erasures cannot be read")
                                 : tr("The vault of this store is not there"),
                  shortened(describe(refusal), kMessageCharacters));
    }
    static void say(EmptyState &empty, const PrivacyStart &start) {
        if (start.isMasked)
            return empty.say(tr("Personal values are masked"),
                             tr("Before an audience nobody is looked for and nobody is erased. End it with View > Mask "
                                "Personal Values."));
        if (start.isLooking) return empty.say(tr("Looking for them in the whole store\u2026"), {});
        if (start.refusal) return sayRefusal(empty, start);
        if (start.protection.policy.isEmpty())
            return empty.say(
                tr("Whose data?"),
                tr("Type the id of a person to find everything about them. Nobody has said what is personal in this "
                   "store: a privacy policy comes with a domain pack. Without one only ids and texts are found, and "
                   "nothing can be erased by destroying keys."));
        empty.say(tr("Whose data?"),
                  tr("Type the id of a person: everything about them is found, in events, metadata, snapshots and "
                     "read models, before anything is done."));
    }
};

} // namespace

void sayStart(EmptyState &empty, const PrivacyStart &start) { Words::say(empty, start); }

} // namespace eventscope::ui
