// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/sample_window.h"
#include "tests/ui/support/shop_store.h"
#include "ui/processes/board_watch.h"
#include "ui/processes/processes_page.h"
#include "ui/projections/projection_bar.h"
#include "ui/projections/projection_table.h"
#include "ui/projections/projection_watch.h"
#include "ui/projections/projections_page.h"
#include "ui/session/projection_runs.h"
#include "ui/shell/models_section.h"
#include "ui/shell/navigator.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_view.h"

#include <QApplication>
#include <QRegularExpression>
#include <QToolButton>
#include <QTreeView>

using namespace eventscope;
using namespace eventscope::ui;

/// Projections and process managers in the navigator, by clicks and keys.
class TestModelsSection : public QObject {
    Q_OBJECT

    [[nodiscard]] StoreView &store() const { return *m_sample->window().front(); }
    [[nodiscard]] ModelsSection *projections() const { return store().navigator()->projections(); }
    [[nodiscard]] ModelsSection *processes() const { return store().navigator()->processes(); }
    [[nodiscard]] static QModelIndex rowOf(const ModelsSection &section, const char *name) {
        const auto *model = section.list()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, 0).data().toString() == QLatin1String(name)) return model->index(row, 0);
        return {};
    }
    /// As a person does: current by the mouse, then Enter.
    static void goTo(const ModelsSection &section, const char *name) {
        QTreeView *list = section.list();
        const QModelIndex row = rowOf(section, name);
        QVERIFY(row.isValid());
        list->scrollTo(row);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(row).center());
        QTest::keyClick(list, Qt::Key_Return);
    }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_theme.apply(*qApp);
        m_sample = std::make_unique<SampleWindow>(m_theme);
        m_sample->window().openSample();
        QTRY_VERIFY_WITH_TIMEOUT(m_sample->window().front(), 60'000);
        QTRY_VERIFY(store().session().isLoaded());
    }
    void cleanupTestCase() { m_sample.reset(); }

    void listsWhatIsKnownOfTheStore() {
        QVERIFY(projections()->isVisible() && processes()->isVisible());
        QCOMPARE(projections()->list()->model()->rowCount(), 5);
        QVERIFY(!rowOf(*projections(), "order-fulfilment").isValid()); // each has its place
        QCOMPARE(processes()->list()->model()->rowCount(), 1);
    }

    void oneIsShownWhenItIsWanted() {
        goTo(*projections(), "order-status");
        auto *page = store().projections()->page();
        QVERIFY(page && page->isVisible());
        QTRY_VERIFY(page->watch().isLoaded());
        QCOMPARE(page->table()->current(), std::string("order-status"));
        goTo(*projections(), "user-view"); // and another one, while the page is there
        QCOMPARE(page->table()->current(), std::string("user-view"));
        goTo(*processes(), "order-fulfilment");
        QVERIFY(store().processes()->page()->isVisible());
        QCOMPARE(store().processes()->page()->watch().process()->info().name, std::string("order-fulfilment"));
    }

    void saysWhichIsCarriedOn() {
        const auto words = [&] { return rowOf(*projections(), "user-view").data(Qt::AccessibleTextRole).toString(); };
        QCOMPARE(words(), QStringLiteral("user-view"));
        goTo(*projections(), "user-view");
        QTRY_VERIFY(store().projections()->page()->watch().isLoaded());
        store().projections()->page()->bar()->button(ProjectionBar::Act::Run)->click();
        QTRY_VERIFY(words().contains(QStringLiteral("carried on")));
        store().projections()->page()->bar()->button(ProjectionBar::Act::Stop)->click();
        QTRY_COMPARE(words(), QStringLiteral("user-view"));
    }

    void folds() {
        QTest::mouseClick(projections()->title(), Qt::LeftButton);
        QVERIFY(!projections()->list()->isVisible());
        QTest::mouseClick(projections()->title(), Qt::LeftButton);
        QVERIFY(projections()->list()->isVisible());
    }

    void isNotThereWithoutADomain() {
        ShopStore shop;
        Workers workers;
        const auto session = shop.open(workers);
        Navigator navigator(*session, m_theme);
        navigator.show();
        QVERIFY(!navigator.projections()->isVisible() && !navigator.processes()->isVisible());
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<SampleWindow> m_sample;
};

QTEST_MAIN(TestModelsSection)
#include "tst_models_section.moc"
