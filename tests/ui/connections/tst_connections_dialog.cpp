// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/some_connections.h"
#include "ui/connections/connection_editor.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/connections_dialog.h"
#include "ui/widgets/banner.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace eventscope;
using namespace eventscope::ui;

/// The manager of connections, by clicks and keys.
class TestConnectionsDialog : public QObject {
    Q_OBJECT

    [[nodiscard]] QPushButton *button(const char *text) const {
        for (QPushButton *each : m_dialog->findChildren<QPushButton *>()) {
            const QString plain = each->text().remove(QLatin1Char('&'));
            if (plain.startsWith(QLatin1String(text)) && each->window() == m_dialog) return each;
        }
        qFatal("No button says %s", text);
    }
    void click(const char *text) {
        QVERIFY2(button(text)->isEnabled(), text);
        QTest::mouseClick(button(text), Qt::LeftButton);
    }
    void select(const char *name) {
        m_dialog->tree()->setCurrentName(QLatin1String(name));
        QCOMPARE(m_dialog->tree()->currentName(), QLatin1String(name));
    }
    [[nodiscard]] Banner *banner() const { return m_dialog->findChild<Banner *>({}, Qt::FindDirectChildrenOnly); }
    void saveEditor() {
        QTRY_VERIFY(m_dialog->editor() && m_dialog->editor()->isVisible());
        auto *save = m_dialog->editor()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
        QVERIFY2(save->isEnabled(), qPrintable(m_dialog->editor()->problems().join(QLatin1Char('\n'))));
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_VERIFY(!m_dialog->editor());
    }

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }
    void init() {
        m_some = std::make_unique<SomeConnections>();
        m_some->add("Shop", "Payments/EU", "/data/shop.evdb", Environment::Production);
        m_some->add("Shop of Ghent", "Payments/EU", "postgresql://ada@db.example.org/ghent", Environment::Test);
        m_some->add("Laptop", "", "/data/laptop.evdb", Environment::Development);
        m_workers = std::make_unique<Workers>();
        m_dialog = new ConnectionsDialog(
            *m_workers, m_theme, m_some->all(), [](const Connection &connection) -> Call<StoreReport> {
                return [name = connection.name](const JobControl &) -> Result<StoreReport> {
                    StoreReport report;
                    report.info.layout = "layout of " + name;
                    return report;
                };
            });
        m_dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog));
    }
    void cleanup() {
        delete m_dialog;
        m_workers.reset();
        m_some.reset();
    }

    void showsFoldersEnvironmentsAndTls() {
        Connection weak;
        weak.name = "Weak";
        weak.address = "postgresql://db/shop";
        weak.tls = TlsException{"require", timeOfUs(1'767'225'600'000'000)};
        QVERIFY(m_some->put(weak));
        const QAbstractItemModel *model = m_dialog->tree()->model();
        QAbstractItemModelTester tester(const_cast<QAbstractItemModel *>(model),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model->rowCount(), 3); // Payments, Laptop, Weak
        const QModelIndex payments = model->index(0, 0);
        QCOMPARE(payments.data().toString(), QStringLiteral("Payments"));
        const QModelIndex eu = model->index(0, 0, payments);
        QCOMPARE(eu.data().toString(), QStringLiteral("EU"));
        QVERIFY(m_dialog->tree()->isExpanded(payments) && m_dialog->tree()->isExpanded(eu));
        const QModelIndex shop = model->index(0, 0, eu);
        QCOMPARE(shop.data().toString(), QStringLiteral("Shop"));
        QCOMPARE(shop.siblingAtColumn(1).data().toString(), QStringLiteral("Production"));
        QVERIFY(!shop.data(Qt::DecorationRole).value<QIcon>().isNull());
        QCOMPARE(shop.siblingAtColumn(3).data().toString(), QStringLiteral("Read-only"));
        const QModelIndex server = model->index(2, static_cast<int>(ConnectionColumn::Server));
        QVERIFY(server.data().toString().contains(QStringLiteral("Not proven (require)")));
        QVERIFY(server.data(Qt::ToolTipRole).toString().contains(QStringLiteral("1 Jan 2026")));
    }

    void searchFindsNamesFoldersAndAddresses() {
        auto *search = m_dialog->findChild<QLineEdit *>();
        QTest::keyClick(m_dialog, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("ghent"));
        QCOMPARE(m_dialog->tree()->shownCount(), 1);
        search->clear();
        QTest::keyClicks(search, QStringLiteral("example.org"));
        QCOMPARE(m_dialog->tree()->shownCount(), 1);
        search->clear();
        QTest::keyClicks(search, QStringLiteral("payments"));
        QCOMPARE(m_dialog->tree()->shownCount(), 2);
        search->clear();
        QTest::keyClicks(search, QStringLiteral("no such thing"));
        QCOMPARE(m_dialog->tree()->shownCount(), 0);
        QVERIFY(!m_dialog->tree()->isVisible());
        search->clear();
        QCOMPARE(m_dialog->tree()->shownCount(), 3);
        QVERIFY(m_dialog->tree()->isVisible());
    }

    void addsIntoTheFolderThatIsChosen() {
        select("Shop");
        click("New");
        QTRY_VERIFY(m_dialog->editor());
        QCOMPARE(m_dialog->editor()->connection().folder, std::string("Payments/EU"));
        QTest::keyClicks(m_dialog->editor()->findChild<QLineEdit *>(), QStringLiteral("New one"));
        for (QLineEdit *line : m_dialog->editor()->findChildren<QLineEdit *>()) {
            if (line->accessibleName() == QStringLiteral("Host")) QTest::keyClicks(line, QStringLiteral("db"));
        }
        saveEditor();
        QCOMPARE(m_dialog->tree()->currentName(), QStringLiteral("New one"));
        QVERIFY(m_some->onDisk("New one"));
    }

    void editsAndDuplicates() {
        select("Laptop");
        click("Edit");
        QTRY_VERIFY(m_dialog->editor());
        QCOMPARE(m_dialog->editor()->connection().name, std::string("Laptop"));
        saveEditor();
        select("Shop");
        click("Duplicate");
        QTRY_VERIFY(m_dialog->editor());
        QCOMPARE(m_dialog->editor()->connection().name, std::string("Shop 2"));
        QVERIFY(m_dialog->editor()->connection().environment == Environment::Production);
        saveEditor();
        QCOMPARE(m_some->all().all().size(), std::size_t{4});
    }

    void deletingCanBeUndone() {
        Connection shop = *m_some->all().find(QStringLiteral("Shop"));
        shop.mayWrite = true;
        QVERIFY(m_some->put(shop, QStringLiteral("Shop")));
        select("Shop");
        m_dialog->tree()->setFocus();
        QTest::keyClick(m_dialog->tree(), Qt::Key_Delete);
        QTRY_VERIFY(!m_some->all().find(QStringLiteral("Shop")));
        QVERIFY(banner()->isVisible() && banner()->accessibleName().contains(QStringLiteral("Shop is deleted")));
        QTest::mouseClick(banner()->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_VERIFY(m_some->all().find(QStringLiteral("Shop")) == shop);
        QVERIFY(!banner()->isVisible());
        QCOMPARE(m_dialog->tree()->currentName(), QStringLiteral("Shop"));
    }

    void movesToAnotherFolder() {
        select("Laptop");
        click("Move to");
        auto *menu = m_dialog->findChild<QMenu *>();
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().at(1)->text(), QStringLiteral("Payments/EU"));
        QVERIFY(!menu->actions().at(0)->isEnabled()); // it is in none
        menu->actions().at(1)->trigger();
        menu->close();
        QTRY_COMPARE(m_some->onDisk("Laptop")->folder, std::string("Payments/EU"));
    }

    void testsInTheBackground() {
        select("Laptop");
        click("Test");
        QTRY_VERIFY(m_dialog->test()->outcome());
        QVERIFY(m_dialog->test()->isVisible());
        QVERIFY(m_dialog->test()->lines().join(QLatin1Char(' ')).contains(QStringLiteral("layout of Laptop")));
    }

    void enterAndDoubleClickOpen() {
        const QSignalSpy opened(m_dialog, &ConnectionsDialog::openRequested);
        select("Shop of Ghent");
        m_dialog->tree()->setFocus();
        QTest::keyClick(m_dialog->tree(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].toString(), QStringLiteral("Shop of Ghent"));
        QVERIFY(!m_dialog->isVisible());
    }

    void aFolderIsNotOpened() {
        const QSignalSpy opened(m_dialog, &ConnectionsDialog::openRequested);
        m_dialog->tree()->setCurrentIndex(m_dialog->tree()->model()->index(0, 0));
        QVERIFY(!button("Open")->isEnabled() && !button("Edit")->isEnabled());
        QTest::keyClick(m_dialog->tree(), Qt::Key_Return);
        QCOMPARE(opened.count(), 0);
        QVERIFY(m_dialog->isVisible());
    }

    void closedFoldersStayClosed() {
        QTreeView *tree = m_dialog->tree();
        tree->collapse(tree->model()->index(0, 0));
        m_some->add("Another", "", "memory:");
        QVERIFY(!tree->isExpanded(tree->model()->index(0, 0)));
    }

    void aDamagedBookIsSaid() {
        QFile file(QString::fromStdString(m_some->file()));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("no book");
        file.close();
        m_some->reload();
        QVERIFY(banner()->isVisible());
        QCOMPARE(m_dialog->tree()->shownCount(), 3); // as they were
    }

    void anEmptyBookSaysWhatToDo() {
        for (const char *name : {"Shop", "Shop of Ghent", "Laptop"})
            QVERIFY(m_some->remove(name));
        QVERIFY(!m_dialog->tree()->isVisible());
        click("New connection");
        QTRY_VERIFY(m_dialog->editor());
    }

    void everythingHasANameAndFits() {
        for (const QWidget *widget : m_dialog->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()) continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            const bool isNamed = face && !face->text(QAccessible::Name).isEmpty();
            QVERIFY2(isNamed || widget->objectName().startsWith(QLatin1String("qt_")),
                     widget->metaObject()->className());
        }
        QVERIFY(m_dialog->minimumSizeHint().width() <= 1024 && m_dialog->minimumSizeHint().height() <= 640);
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<SomeConnections> m_some;
    std::unique_ptr<Workers> m_workers;
    QPointer<ConnectionsDialog> m_dialog;
};

QTEST_MAIN(TestConnectionsDialog)
#include "tst_connections_dialog.moc"
