// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/screenshots.h"

#include "ui/connections/connection_editor.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/connections_dialog.h"
#include "ui/connections/password_asker.h"
#include "ui/connections/password_dialog.h"
#include "ui/log/filter_bar.h"
#include "ui/log/find_bar.h"
#include "ui/log/inspector.h"
#include "ui/log/links_view.h"
#include "ui/log/log_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/lock_panel.h"
#include "ui/shell/navigator.h"
#include "ui/shell/page_tabs.h"
#include "ui/shell/top_bar.h"
#include "ui/stream/stream_page.h"
#include "ui/timeline/range_bar.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

namespace eventscope::gui {

namespace {

constexpr int kPollMs = 20;
constexpr int kPatienceMs = 60'000;
/// Throttled parts settle within their interval after the data is there.
constexpr int kCalmLooks = 30;

/// True once no cell in sight waits for its payload.
bool cellsLoaded(const ui::LogPage &log) {
    const QTableView &table = *log.table();
    if (table.model()->rowCount() == 0) return true;
    const int first = table.rowAt(0);
    if (first < 0) return false;
    const int bottom = table.rowAt(table.viewport()->height() - 1);
    const int last = bottom < 0 ? table.model()->rowCount() - 1 : bottom;
    for (int row = first; row <= last; ++row) {
        const QModelIndex cell = table.model()->index(row, static_cast<int>(ui::EventColumn::Size));
        if (!cell.data(ui::LoadedRole).toBool()) return false;
    }
    return true;
}

} // namespace

Screenshots::Screenshots(ui::MainWindow &window, ui::Connections &connections, const QString &folder, QString address,
                         QObject *parent)
    : QObject(parent), m_window(window), m_connections(connections), m_folder(folder), m_address(std::move(address)) {
    m_poll.setInterval(kPollMs);
    connect(&m_poll, &QTimer::timeout, this, &Screenshots::look);
    connect(&window, &ui::MainWindow::openFailed, this, &Screenshots::finish);
    makeConnections();
    m_steps.push_back({QStringLiteral("welcome"), [] {}, [this] { return !m_connections.isChanging(); }});
    addConnectionSteps();
    addPasswordSteps();
    if (!m_address.isEmpty()) addStoreSteps();
}

/// A book as a team may have it; the first one is the store that the other pictures show.
void Screenshots::makeConnections() {
    const auto add = [this](const char *name, const char *folder, const std::string &address, Environment environment,
                            std::optional<TlsException> tls = {}) {
        Connection connection;
        connection.name = name;
        connection.folder = folder;
        connection.address = address;
        connection.environment = environment;
        connection.tls = std::move(tls);
        m_connections.put(connection, {}, this,
                          [](const Result<void> &) {}); // what cannot be put is not in the picture
    };
    const TlsException encryptedOnly{"require", timeOfUs(1'788'170'400'000'000)};
    add("Shop", "Shop", QFileInfo(m_address).absoluteFilePath().toStdString(), Environment::Production);
    add("Shop replica", "Shop", "postgresql://reader@db.shop.example/shop", Environment::Production);
    add("Shop staging", "Shop", "postgresql://reader@127.0.0.1:1/shop", Environment::Test, encryptedOnly);
    add("Payments EU", "Payments/EU", "postgresql://auditor@pay.example:5433/payments", Environment::Production);
    add("Payments EU test", "Payments/EU", "postgresql:///?service=payments-test", Environment::Test);
    add("Laptop", "", "postgresql:///shop", Environment::Development);
}

void Screenshots::addConnectionSteps() {
    const auto dialog = [this] { return m_window.findChild<ui::ConnectionsDialog *>(); };
    const auto editor = [this] { return m_window.findChild<ui::ConnectionEditor *>(); };
    m_steps.push_back({QStringLiteral("connections"),
                       [this] { m_window.showConnections()->tree()->setCurrentName(QStringLiteral("Shop staging")); },
                       [dialog] { return dialog() && dialog()->isVisible(); }});
    m_steps.push_back({QStringLiteral("connection-editor"),
                       [this, dialog] { dialog()->editNamed(QStringLiteral("Shop staging")); },
                       [editor] { return editor() && editor()->isVisible(); }});
    m_steps.push_back({QStringLiteral("connection-test-bad"),
                       [editor] { editor()->test()->start(editor()->connection()); },
                       [editor] { return editor()->test()->outcome().has_value(); }});
    m_steps.push_back({{}, [editor] { editor()->close(); }, [editor] { return !editor(); }});
    if (!m_address.isEmpty()) {
        m_steps.push_back({QStringLiteral("connection-test-good"),
                           [dialog] {
                               dialog()->tree()->setCurrentName(QStringLiteral("Shop"));
                               dialog()->editNamed(QStringLiteral("Shop"));
                           },
                           [editor] {
                               if (!editor() || !editor()->isVisible()) return false;
                               ui::ConnectionTest *test = editor()->test();
                               if (!test->isRunning() && !test->outcome()) test->start(editor()->connection());
                               return test->outcome().has_value();
                           }});
        m_steps.push_back({{}, [editor] { editor()->close(); }, [editor] { return !editor(); }});
    }
    m_steps.push_back({{}, [dialog] { dialog()->close(); }, [dialog] { return !dialog(); }});
}

void Screenshots::addPasswordSteps() {
    ui::PasswordAsker *asker = m_window.opener().passwords();
    const auto isAsked = [asker] { return asker->dialog() && asker->dialog()->isVisible(); };
    const auto ask = [this, asker](bool wasRefused) {
        m_asking.emplace(m_window.workers());
        m_asking->start(
            [question = asker->askFor(QStringLiteral("Shop replica"), Environment::Production),
             request = PasswordRequest{"reader", "db.shop.example:5432", "shop", wasRefused}](
                const JobControl &job) -> Result<void> {
                ES_TRY(question(request, job));
                return {};
            },
            [](const Result<void> &) {});
    };
    m_steps.push_back({QStringLiteral("password"), [ask] { ask(true); }, isAsked});
    m_steps.push_back({{}, [this] { m_asking.reset(); }, [asker] { return !asker->dialog(); }});
}

void Screenshots::addStoreSteps() {
    const auto eventShown = [this] {
        return m_window.inspector()->details() != nullptr && cellsLoaded(*m_window.pages()->log());
    };
    m_steps.push_back({{},
                       [this] { m_window.open(m_address); },
                       [this] { return m_window.session() && m_window.session()->isLoaded(); }});
    m_steps.push_back({QStringLiteral("log"),
                       [this] {
                           const auto row = m_window.session()->rows() - 1;
                           m_window.pages()->log()->showPosition(m_window.session()->index().position(row));
                           QTreeView *tree = m_window.navigator()->tree();
                           tree->expand(tree->model()->index(0, 0));
                       },
                       eventShown});
    addFilterSteps();
    m_steps.push_back({QStringLiteral("log-as-of"),
                       [this] {
                           const auto row = m_window.session()->rows() * 3 / 5;
                           const Position position = m_window.session()->index().position(row);
                           m_window.session()->cursor().moveTo(position);
                           m_window.pages()->log()->showPosition(position);
                       },
                       eventShown});
    m_steps.push_back({QStringLiteral("read-only"),
                       [this] {
                           m_window.session()->cursor().returnToHead();
                           const auto last = m_window.session()->rows() - 1;
                           m_window.pages()->log()->showPosition(m_window.session()->index().position(last));
                           m_window.topBar()->showEvidence();
                       },
                       eventShown});
    addStreamSteps();
    addTimeSteps();
    m_steps.push_back({QStringLiteral("production"),
                       [this] {
                           m_window.closeStore();
                           m_window.open(QStringLiteral("@Shop"));
                       },
                       [this, eventShown] {
                           if (!m_window.session() || !m_window.session()->isLoaded()) return false;
                           if (!m_window.inspector()->details())
                               m_window.pages()->log()->showPosition(
                                   m_window.session()->index().position(m_window.session()->rows() - 1));
                           return eventShown();
                       }});
}

void Screenshots::addFilterSteps() {
    const auto bar = [this] { return m_window.pages()->log()->filterBar(); };
    const auto isFound = [this] { return !m_window.session()->filter().isSearching(); };
    m_steps.push_back({QStringLiteral("filter"),
                       [this, bar] {
                           bar()->apply(QStringLiteral("category == \"account\" && data.amount > 100"));
                           m_window.pages()->log()->addColumn(
                               {ui::PayloadPath::Root::Data, *Pointer::parse("/amount"), "data.amount"});
                       },
                       [this, isFound] { return isFound() && cellsLoaded(*m_window.pages()->log()); }});
    m_steps.push_back({QStringLiteral("find"),
                       [this] {
                           ui::FindBar *find = m_window.pages()->log()->findBar();
                           find->open();
                           find->edit()->setText(QStringLiteral("withdrawn"));
                           find->findNext();
                       },
                       [this] { return m_window.pages()->log()->findBar()->status().contains(QLatin1Char(' ')); }});
    m_steps.push_back({{}, [this] { m_window.pages()->log()->findBar()->close(); }, isFound});
    m_steps.push_back({QStringLiteral("filter-mistake"),
                       [bar] { bar()->prepare(QStringLiteral("category == \"account\" && data.amount >> 100")); },
                       isFound});
    m_steps.push_back(
        {QStringLiteral("filter-nothing"), [bar] { bar()->apply(QStringLiteral("type == \"NoSuchType\"")); }, isFound});
    m_steps.push_back({{},
                       [this, bar] {
                           bar()->apply({});
                           m_window.pages()->log()->model()->removeColumn(ui::kEventColumns);
                       },
                       isFound});
    m_steps.push_back({QStringLiteral("links"),
                       [this] {
                           m_window.inspector()->showPosition({0, 19'990}); // a payment, amid an order of the sample
                           m_window.inspector()->tabs()->setCurrentWidget(m_window.inspector()->links());
                       },
                       [this] { return !m_window.inspector()->links()->isLooking(); }});
    m_steps.push_back({{}, [this] { m_window.inspector()->tabs()->setCurrentIndex(0); }, [] { return true; }});
    m_steps.push_back({QStringLiteral("timeline-range"),
                       [this] {
                           ui::TimelineView &view = m_window.timeline()->view();
                           const std::int64_t from = view.histogram().fromUs, length = view.histogram().toUs - from;
                           view.setRange(TimeSpan{timeOfUs(from + length / 2), timeOfUs(from + length / 4 * 3)});
                       },
                       [this] { return !m_window.timeline()->rangeBar().facts().isEmpty(); }});
    m_steps.push_back({QStringLiteral("timeline-zoomed"),
                       [this] {
                           ui::TimelineView &view = m_window.timeline()->view();
                           Q_EMIT view.zoomRequested(TimeSpan(*view.range()));
                       },
                       [this] { return m_window.timeline()->isUpToDate(); }});
    m_steps.push_back({{},
                       [this] { Q_EMIT m_window.timeline()->rangeBar().zoomAllRequested(); },
                       [this] { return m_window.timeline()->isUpToDate(); }});
}

void Screenshots::addStreamSteps() {
    const auto settled = [this] {
        const auto *page = streamPage();
        return page && page->isUpToDate();
    };
    m_steps.push_back({QStringLiteral("stream"),
                       [this] {
                           m_window.topBar()->evidence()->hide();
                           m_window.pages()->openStream(longestStream());
                       },
                       settled});
    m_steps.push_back({QStringLiteral("stream-as-of"),
                       [this] {
                           const ui::Session &session = *m_window.session();
                           const auto row = session.rows() * 3 / 5;
                           const LogIndex &log = session.index();
                           const StreamId stream{std::string(log.dictionary().stream(log.streamCode(row)))};
                           m_window.pages()->openStream(stream, log.position(row));
                       },
                       settled});
    m_steps.push_back({{}, [this] { m_window.pages()->openStream(longestStream()); }, settled});
    m_steps.push_back({QStringLiteral("stream-watch"),
                       [this] {
                           moveTo(0.6);
                           for (const char *path : {"/isOpen", "/balance"})
                               streamPage()->watch(*Pointer::parse(path));
                           streamPage()->plot(*Pointer::parse("/balance"));
                       },
                       settled});
    m_steps.push_back(
        {QStringLiteral("stream-values"), [this] { streamPage()->listValues(*Pointer::parse("/balance")); }, settled});
    m_steps.push_back({QStringLiteral("stream-holds"),
                       [this] { streamPage()->showWhere(QStringLiteral("state.balance > 100000")); }, settled});
    m_steps.push_back(
        {QStringLiteral("stream-other"), [this] { streamPage()->compareWithStream(sibling()); }, settled});
    m_steps.push_back({QStringLiteral("stream-compare"),
                       [this] {
                           streamPage()->compareWith(ui::CompareBase{streamPage()->steps().size() / 3});
                           streamPage()->find(QStringLiteral("o"));
                       },
                       settled});
}

ui::StreamPage *Screenshots::streamPage() const {
    return qobject_cast<ui::StreamPage *>(m_window.pages()->currentWidget());
}

void Screenshots::addTimeSteps() {
    const auto choose = [this](QLatin1String id) { return [this, id] { m_window.actions().action(id)->trigger(); }; };
    const auto settled = [this] { return streamPage() && streamPage()->isUpToDate(); };
    m_steps.push_back({QStringLiteral("times-local"), choose(ui::actions::kTimesLocal), settled});
    m_steps.push_back({QStringLiteral("times-relative"), choose(ui::actions::kTimesRelative), settled});
    m_steps.push_back({{}, choose(ui::actions::kTimesUtc), settled});
}

/// Another stream of the category of the one in front.
StreamId Screenshots::sibling() const {
    const Dictionary &names = m_window.session()->index().dictionary();
    const std::string &here = streamPage()->stream().value;
    const std::string_view kind = std::string_view(here).substr(0, here.find('-') + 1);
    for (std::uint32_t code = 0; code < names.streams(); ++code)
        if (names.stream(code).starts_with(kind) && names.stream(code) != here)
            return {std::string(names.stream(code))};
    return streamPage()->stream();
}

/// `part` from 0 to 1, of the stream in front.
void Screenshots::moveTo(double part) {
    const auto &steps = streamPage()->steps();
    const auto step = static_cast<std::size_t>(double(steps.size() - 1) * part);
    m_window.session()->cursor().moveTo(steps[step].position);
}

void Screenshots::start() {
    if (!m_folder.mkpath(QStringLiteral("."))) return finish(tr("Cannot make the folder %1").arg(m_folder.path()));
    m_at = 0;
    next();
    m_poll.start();
}

void Screenshots::next() {
    if (m_at == m_steps.size()) return finish({});
    m_waited.start();
    m_calmLooks = 0;
    m_steps[m_at].begin();
}

void Screenshots::look() {
    const Step &step = m_steps[m_at];
    if (m_waited.hasExpired(kPatienceMs)) return finish(tr("The page %1 never got ready").arg(step.picture));
    m_calmLooks = step.ready() && isCalm() ? m_calmLooks + 1 : 0;
    if (m_calmLooks < (step.picture.isEmpty() ? 1 : kCalmLooks)) return;
    if (!step.picture.isEmpty() && !save(step.picture)) return finish(tr("Cannot write into %1").arg(m_folder.path()));
    ++m_at;
    next();
}

bool Screenshots::isCalm() const {
    return !m_window.session() || (m_window.session()->workers().jobs().entries().empty() &&
                                   m_window.timeline()->isUpToDate() && !m_window.navigator()->model()->isLoading());
}

bool Screenshots::save(const QString &picture) {
    QPixmap page = m_window.grab();
    // Panels and dialogs are windows of their own; they are drawn where they would stand.
    QPainter painter(&page);
    if (QWidget *panel = m_window.topBar()->evidence(); panel->isVisible())
        painter.drawPixmap(m_window.mapFromGlobal(panel->pos()), panel->grab());
    for (const QDialog *dialog : m_window.findChildren<QDialog *>()) {
        if (!dialog->isVisible()) continue;
        const QPixmap shown = const_cast<QDialog *>(dialog)->grab();
        const QSize free = m_window.size() - dialog->size();
        const QRect frame(QPoint(free.width() / 2, free.height() / 2), dialog->size());
        painter.fillRect(m_window.rect(), QColor(0, 0, 0, 90));
        painter.drawPixmap(frame.topLeft(), shown);
        painter.setPen(m_window.palette().color(QPalette::Mid));
        painter.drawRect(frame);
    }
    painter.end();
    return page.save(m_folder.filePath(picture + QStringLiteral(".png")));
}

StreamId Screenshots::longestStream() const {
    const LogIndex &log = m_window.session()->index();
    std::vector<std::uint32_t> events(log.dictionary().streams());
    for (std::uint64_t row = 0; row < m_window.session()->rows(); ++row)
        ++events[log.streamCode(row)];
    const auto longest = std::ranges::max_element(events) - events.begin();
    return {std::string(log.dictionary().stream(static_cast<std::uint32_t>(longest)))};
}

void Screenshots::finish(const QString &problem) {
    m_poll.stop();
    Q_EMIT finished(problem);
}

} // namespace eventscope::gui
