// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/open/open_store.h"
#include "tests/support/canaries.h"
#include "tests/ui/walk/tour_window.h"

#include <QApplication>
#include <QDirIterator>
#include <QEvent>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include <memory>
#include <mutex>

using namespace eventscope;
using namespace eventscope::ui;
using eventscope::testing::Canaries;
using eventscope::testing::ProcessWatch;

namespace {

/// What any thread of the program said while this stands.
class Messages {
  public:
    Messages() {
        s_current = this;
        m_before = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext &context, const QString &text) {
            {
                const std::lock_guard lock(s_current->m_mutex);
                s_current->m_texts += text + QLatin1Char('\n');
            }
            s_current->m_before(type, context, text);
        });
    }
    ~Messages() { qInstallMessageHandler(m_before); }
    Messages(const Messages &) = delete;
    Messages &operator=(const Messages &) = delete;

    [[nodiscard]] QString take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_texts, {});
    }

  private:
    static inline Messages *s_current = nullptr;
    QtMessageHandler m_before = nullptr;
    std::mutex m_mutex;
    QString m_texts;
};

/// Every title that a window ever had while this stands.
class Titles : public QObject {
  public:
    Titles() { qApp->installEventFilter(this); }
    [[nodiscard]] QString take() { return std::exchange(m_texts, {}); }
    bool eventFilter(QObject *watched, QEvent *event) override {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && widget->isWindow() &&
            (event->type() == QEvent::WindowTitleChange || event->type() == QEvent::Show))
            m_texts += widget->windowTitle() + QLatin1Char('\n') + widget->windowIconText() + QLatin1Char('\n');
        return QObject::eventFilter(watched, event);
    }

  private:
    QString m_texts;
};

} // namespace

/// T23: the personal values of the sample are on the pages, opened; but in no title, no log, no file, no process, and
/// the passphrase of its vault nowhere at all.
class TestWalkCanaries : public QObject {
    Q_OBJECT

    /// Anywhere in the home folder.
    [[nodiscard]] bool hasFile(const QString &name) const {
        return QDirIterator(m_home.path(), {name}, QDir::Files, QDirIterator::Subdirectories).hasNext();
    }
    QStringList problems(const QString &folder) {
        QStringList found = m_canaries.inFolder(folder);
        for (const QString &name : m_canaries.inText(m_titles->take().toUtf8()))
            found += name + QStringLiteral(" in a title");
        for (const QString &name : m_canaries.inText(m_messages->take().toUtf8()))
            found += name + QStringLiteral(" in the log");
        return found;
    }
    /// The e-mail addresses and names of those who come first in the sample.
    void addPersons(const QString &sample) {
        StoreAccess access;
        access.address = sample.toStdString();
        const auto opened = m_window->open(access, {});
        QVERIFY(opened);
        for (const auto &[type, member] : {std::pair{"UserRegistered", "email"}, {"CandidateCreated", "fullName"}}) {
            Query query;
            query.fields = Fields::Data | Fields::Metadata | opened->lens->fields();
            query.prefilter.kind = Prefilter::Kind::Type;
            query.prefilter.text = type;
            query.rowsMax = 100;
            auto page = opened->store->page(query, {});
            QVERIFY(page);
            const auto readable = opened->lens->open(*page);
            QVERIFY(readable);
            for (std::size_t row = 0; row < readable->rows(); ++row) {
                const auto &bytes = (*readable)[row].payload().bytes;
                const QJsonObject data =
                    QJsonDocument::fromJson(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))).object();
                const QByteArray value = data.value(QLatin1String(member)).toString().toUtf8();
                QVERIFY(!value.isEmpty());
                m_canaries.add(value, value);
            }
        }
    }

  private Q_SLOTS:
    void initTestCase() {
        m_theme.apply(*qApp);
        for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR"})
            qputenv(name, m_home.path().toUtf8());
        m_titles = std::make_unique<Titles>();
        m_messages = std::make_unique<Messages>();
        m_window = std::make_unique<TourWindow>(m_canaries.make("passphrase"));
        for (const char *typed : {"of the sample's backup", "another one of it"}) // on the tour
            m_canaries.add("a passphrase that was typed", typed);
        addPersons(m_window->sample());
    }

    /// The controls.
    void whatIsPlantedIsFound() {
        const QByteArray canary = m_canaries.make("planted");
        QWidget window;
        window.setWindowTitle(QString::fromUtf8(canary));
        window.show();
        QTest::ignoreMessage(QtWarningMsg, canary.constData());
        qWarning("%s", canary.constData());
        QFile file(m_home.filePath(QStringLiteral("settings.ini")));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("name=" + canary);
        file.close();
        QCOMPARE(problems(m_home.path()),
                 (QStringList{QStringLiteral("planted in settings.ini"), QStringLiteral("planted in a title"),
                              QStringLiteral("planted in the log")}));
        QVERIFY(file.remove());
    }

    void onThePagesAndNowhereElse() {
        const ProcessWatch watch(m_canaries);
        bool hasSettings = false;
        const auto closed = [&] {
            hasSettings = hasFile(QStringLiteral("settings.ini"));
            return problems(m_home.path());
        };
        QStringList found = m_window->walk(
            m_theme, {1280, 800}, [this](QWidget &) { return problems(m_home.path()); }, closed);
        QVERIFY(hasSettings); // which are written while the window closes
        found += watch.found();
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

  private:
    Theme m_theme{Scheme::Light};
    QTemporaryDir m_home;
    Canaries m_canaries;
    std::unique_ptr<Titles> m_titles;
    std::unique_ptr<Messages> m_messages;
    std::unique_ptr<TourWindow> m_window;
};

QTEST_MAIN(TestWalkCanaries)
#include "tst_walk_canaries.moc"
