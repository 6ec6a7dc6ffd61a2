// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/shown_rows.h"

#include "core/lens/value_protection.h"
#include "ui/session/session.h"

namespace eventscope::ui {

ShowRow shownRows(const Session &session) {
    if (session.isMasked()) return [](ModelRow &) { return Result<void>(); };
    return [protection = session.protection()](ModelRow &row) { return openForPeople(protection, row); };
}

} // namespace eventscope::ui
