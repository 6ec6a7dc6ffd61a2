// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/shot.h"
#include "app/gui/shots/shot_stores.h"
#include "app/gui/shots/stage.h"
#include "core/open/open_vault.h"
#include "ui/privacy/holds_list.h"
#include "ui/privacy/preview_pane.h"
#include "ui/privacy/privacy_page.h"
#include "ui/privacy/subject_bar.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/widgets/banner.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace eventscope::gui {

namespace {

using ui::PrivacyStep;

ui::PrivacyPage &page(Stage &stage) { return *stage.window().front()->privacy()->page(); }

void openWrongVault(Stage &stage) { stage.openMade(QStringLiteral("members.evdb"), &makeStoreWithWrongVault); }

bool saysWrong(Stage &stage) {
    const auto banners = stage.window().findChild<ui::StoreBanners *>()->findChildren<ui::Banner *>();
    return stage.isOpen() && stage.showsSomeEvent() && std::ranges::any_of(banners, &QWidget::isVisible);
}

/// A stream in which something is sealed.
void showSealed(Stage &stage) {
    const LogIndex &index = stage.window().session()->index();
    for (std::uint64_t row = index.rows(); row-- > 0;) {
        if (index.dictionary().type(index.typeCode(row)).name != "UserRegistered") continue;
        stage.window().pages()->openStream({std::string(index.dictionary().stream(index.streamCode(row)))});
        return;
    }
}

bool showsSealed(Stage &stage) { return stage.streamIsSettled(); }

void openClear(Stage &stage) { stage.openMade(QStringLiteral("in-clear.evdb"), &makeClearStore); }

bool isClearOpen(Stage &stage) { return stage.isOpen() && stage.showsSomeEvent(); }

void showPage(Stage &stage) { stage.window().front()->privacy()->show(); }

bool isIdle(Stage &stage) { return !page(stage).isBusy(); }

void find(Stage &stage) {
    page(stage).bar()->subject()->setText(stage.somebody());
    page(stage).bar()->findButton()->click();
}

bool isFound(Stage &stage) { return isIdle(stage) && page(stage).study() != nullptr; }

template <PrivacyStep Step>
void goTo(Stage &stage) {
    page(stage).strip()->button(Step)->click();
}

void tombstone(Stage &stage) {
    goTo<PrivacyStep::Preview>(stage);
    page(stage).previewPane()->wayButton(ui::PreviewPane::Way::Tombstone)->click();
    goTo<PrivacyStep::Confirm>(stage);
}

void openHeld(Stage &stage) { stage.openMade(QStringLiteral("customers.evdb"), &makeStoreOfOnePerson); }

void findPerson(Stage &stage) {
    page(stage).bar()->setPerson({kOnePerson});
    page(stage).bar()->findButton()->click();
}

void addHold(Stage &stage) {
    goTo<PrivacyStep::Holds>(stage);
    ui::HoldsList &holds = *page(stage).holds();
    holds.purpose()->setCurrentIndex(holds.purpose()->findData(QStringLiteral("login")));
    holds.reason()->setText(QStringLiteral("Claim 3 C 117/26"));
    holds.authority()->setText(QStringLiteral("District court, Bonn"));
    holds.addButton()->click();
}

bool hasHold(Stage &stage) { return isIdle(stage) && page(stage).holds()->table()->model()->rowCount() == 1; }

/// The vault knows that there is a ledger, so it stays as long as the store is opened.
void leave(Stage &stage) {
    if (const auto ledger = ledgerPath(stage.window().session()->info().identity)) stage.removeAtEnd(*ledger);
    stage.close();
}

constexpr Shot kShots[] = {{"", openWrongVault, saysWrong},
                           {"wrong-vault", showSealed, showsSealed},
                           {"wrong-vault-privacy", showPage, isIdle},
                           {"", does<&Stage::close>, is<&Stage::isClosed>},
                           {"", openClear, isClearOpen},
                           {"privacy-clear-empty", showPage, isIdle},
                           {"privacy-clear-find", find, isFound},
                           {"privacy-clear-preview", goTo<PrivacyStep::Preview>, atOnce},
                           {"privacy-clear-transform", goTo<PrivacyStep::Confirm>, atOnce},
                           {"privacy-clear-tombstone", tombstone, atOnce},
                           {"", does<&Stage::close>, is<&Stage::isClosed>},
                           {"", openHeld, isClearOpen},
                           {"", showPage, isIdle},
                           {"", findPerson, isFound},
                           {"", addHold, hasHold},
                           {"privacy-purposes", goTo<PrivacyStep::Confirm>, atOnce},
                           {"", leave, is<&Stage::isClosed>}};

} // namespace

Chapter vaultShots() { return {kShots, false}; }

} // namespace eventscope::gui
