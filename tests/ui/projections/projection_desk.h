// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/projection/ledger.h"
#include "tests/ui/support/shop_session.h"
#include "tests/ui/support/shown_window.h"
#include "ui/projections/doctor_pane.h"
#include "ui/projections/drift_pane.h"
#include "ui/projections/error_log.h"
#include "ui/projections/letters_pane.h"
#include "ui/projections/progress_pane.h"
#include "ui/projections/projection_details.h"
#include "ui/projections/projection_rebuilds.h"
#include "ui/projections/projection_table.h"
#include "ui/projections/projection_watch.h"
#include "ui/projections/projections_page.h"
#include "ui/projections/rebuild_panel.h"
#include "ui/projections/rows_pane.h"
#include "ui/projections/steps_pane.h"
#include "ui/session/projection_runs.h"
#include "ui/widgets/empty_state.h"

#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

#include <thread>

namespace eventscope::ui {

/// A log of payments, and the page with its two projections: what each account has, and payments a day.
class ProjectionDesk : protected ShopSession {
  protected:
    using Act = ProjectionBar::Act;
    using Balances = eventscope::testing::Balances;
    using Days = eventscope::testing::Days;

    void prepare() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Balances::isMended = false;
        m_projections = {std::make_shared<RecordProjection<Balances>>(), std::make_shared<RecordProjection<Days>>()};
        makeShop();
    }
    void openPage() {
        m_session = m_shop->open(*m_workers, {}, m_projections);
        QTRY_VERIFY(m_session->isLoaded());
        m_page = std::make_unique<ProjectionsPage>(*m_session, m_theme);
        showActive(*m_page);
        QTRY_VERIFY(m_page->watch().isLoaded());
    }
    void closePage() {
        m_page.reset();
        if (m_session) QCOMPARE(m_session->guard().caught(), QStringList());
        closeSession();
    }
    void pay(const std::string &account, int amount) {
        m_shop->append("ledger-1", "Paid",
                       R"({"account":")" + account + R"(","amount":)" + std::to_string(amount) + "}");
    }
    void payMany(int events) {
        for (int i = 0; i < events; ++i)
            pay("a" + std::to_string(i % 7), 20 + i % 10);
    }
    [[nodiscard]] const ProjectionLine &line(const char *name = "balances") const {
        const ProjectionLine *found = m_page->watch().line(name);
        if (!found) qFatal("There is no projection %s", name);
        return *found;
    }
    [[nodiscard]] bool isLive(const char *name = "balances") const {
        const ModelStatus &status = line(name).status;
        return status.state == ModelState::Running && status.live &&
               status.live->checkpoint.position == status.head.last;
    }
    [[nodiscard]] std::uint64_t taken(const char *name = "balances") const {
        const auto &live = line(name).status.live;
        return live ? live->checkpoint.events : 0;
    }
    void choose(const char *name = "balances") {
        ProjectionTable *table = m_page->table();
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QModelIndex at = table->model()->index(row, 0);
            if (at.data().toString() != QLatin1String(name)) continue;
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(at).center());
        }
        QCOMPARE(table->current(), std::string(name));
    }
    void click(QAbstractButton *button) {
        QVERIFY2(button->isVisible() && button->isEnabled(), qPrintable(button->text()));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void click(Act act) { click(m_page->bar()->button(act)); }
    void showTab(QWidget *pane) {
        QTabBar *bar = m_page->details()->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(m_page->details()->indexOf(pane)).center());
        QVERIFY(pane->isVisible());
    }
    /// Catches up and stops.
    void runOnce() {
        choose();
        click(Act::Run);
        QTRY_VERIFY(isLive());
        click(Act::Stop);
        QTRY_COMPARE(line().status.state, ModelState::UpToDate);
    }
    /// Asks the read models as another program would.
    template <class Ask>
    auto elsewhere(Ask ask) {
        using Answer = std::invoke_result_t<Ask &, const ProjectionContext &, const JobControl &>;
        std::optional<Answer> answer;
        std::thread([&, call = m_session->projections()->call(ask)] { answer.emplace(call({})); }).join();
        return eventscope::testing::must(std::move(*answer));
    }

    Theme m_theme{Scheme::Light};
    std::vector<ProjectionPtr> m_projections;
    std::unique_ptr<ProjectionsPage> m_page;
};

} // namespace eventscope::ui
