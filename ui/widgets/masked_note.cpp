// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/masked_note.h"

#include "ui/widgets/banner.h"

#include <QCoreApplication>

namespace eventscope::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(eventscope::ui::MaskedNote)

  public:
    static QString ofRows() {
        return tr("Personal values are masked: rows are made anew of masked events, for this window alone. Of "
                  "the store's own tables no row is shown, and what is done here leaves them as they are.");
    }
};

} // namespace

Banner *maskedRowsNote(const Theme &theme, QWidget *parent) {
    auto *note = new Banner(theme, parent);
    note->say(Role::Info, Words::ofRows());
    return note;
}

} // namespace eventscope::ui
