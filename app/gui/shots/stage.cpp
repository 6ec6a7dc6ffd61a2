// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/stage.h"

#include "core/open/open_store.h"
#include "core/store/writable_event_store.h"
#include "ui/connections/connection_editor.h"
#include "ui/connections/connections_dialog.h"
#include "ui/connections/password_asker.h"
#include "ui/log/event_table_model.h"
#include "ui/log/inspector.h"
#include "ui/log/links_view.h"
#include "ui/log/log_export.h"
#include "ui/log/log_page.h"
#include "ui/shell/store_pages.h"
#include "ui/stream/stream_page.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>

namespace eventscope::gui {

namespace {

constexpr qint64 kBeginning = 4096;

/// A deposit as a program might write it, but for one that is none.
std::string deposit(std::size_t version) {
    const std::string balance = std::to_string(10 + 5 * (version - 1));
    return version == Stage::kFailing ? "[\"many\"]"
                                      : "{\"accountId\":\"1\",\"amount\":5,\"balanceAfter\":" + balance + '}';
}

Result<void> appendTo(WritableEventStore &store, std::string_view seed, const JobControl &job) {
    std::vector<NewEvent> events(Stage::kAppended);
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i].id = derivedEventId(seed, std::to_string(i));
        events[i].type = i == 0 ? "AccountOpened" : "MoneyDeposited";
        events[i].data = i == 0 ? "{\"accountId\":\"1\",\"owner\":\"Ada\",\"initialDeposit\":10}" : deposit(i + 1);
        events[i].metadata = "{\"correlationId\":\"" + toString(events.front().id) + "\"}";
    }
    ES_TRY(store.append({Stage::kWritten}, Expected::any(), events, job));
    return {};
}

} // namespace

Stage::Stage(ui::MainWindow &window, ui::Connections &connections, QString address)
    : m_window(window), m_connections(connections), m_address(std::move(address)) {
    makeConnections();
}

/// A book as a team may have it; the first one is the store that the other shots show.
void Stage::makeConnections() {
    const auto add = [this](const char *name, const char *folder, const std::string &address, Environment environment,
                            std::optional<TlsException> tls = {}) {
        Connection connection;
        connection.name = name;
        connection.folder = folder;
        connection.address = address;
        connection.environment = environment;
        connection.tls = std::move(tls);
        m_connections.put(connection, {}, &m_window,
                          [](const Result<void> &) {}); // what cannot be put is not in the picture
    };
    const TlsException encryptedOnly{"require", timeOfUs(1'788'170'400'000'000)};
    const QString shop = QFileInfo::exists(m_address) ? QFileInfo(m_address).absoluteFilePath() : m_address;
    add("Shop", "Shop", shop.toStdString(), Environment::Production);
    add("Shop replica", "Shop", "postgresql://reader@db.shop.example/shop", Environment::Production);
    add("Shop staging", "Shop", "postgresql://reader@127.0.0.1:1/shop", Environment::Test, encryptedOnly);
    add("Payments EU", "Payments/EU", "postgresql://auditor@pay.example:5433/payments", Environment::Production);
    add("Payments EU test", "Payments/EU", "postgresql:///?service=payments-test", Environment::Test);
    add("Laptop", "", "postgresql:///shop", Environment::Development);
}

Stage::~Stage() {
    for (const QString &path : std::as_const(m_elsewhere))
        QFile::remove(path);
}

ui::ConnectionsDialog *Stage::connectionsDialog() const { return m_window.findChild<ui::ConnectionsDialog *>(); }

ui::ConnectionEditor *Stage::connectionEditor() const { return m_window.findChild<ui::ConnectionEditor *>(); }

void Stage::openMissing() {
    m_wantsFailure = true;
    m_window.open(made(QStringLiteral("no such store.evdb")));
}

void Stage::openEmpty() { openText("empty.json", "[]"); }

void Stage::openCut() {
    openText("cut.jsonl", "{\"stream\":\"order-1\",\"type\":\"OrderPlaced\",\"data\":{\"total\":12.5}}\n"
                          "{\"stream\":\"order-1\",\"type\":\"OrderPaid\",\"da");
}

void Stage::openText(const char *name, const QByteArray &text) {
    m_wantsFailure = false;
    QFile file(made(QString::fromLatin1(name)));
    if (file.open(QFile::WriteOnly)) file.write(text);
    file.close();
    m_window.open(file.fileName());
}

void Stage::askForPassword() {
    m_asking.emplace(m_window.workers());
    ui::PasswordAsker *asker = m_window.opener().passwords();
    m_asking->start(
        [question = asker->askFor(QStringLiteral("Shop replica"), Environment::Production),
         request =
             PasswordRequest{"reader", "db.shop.example:5432", "shop", true}](const JobControl &job) -> Result<void> {
            ES_TRY(question(request, job));
            return {};
        },
        [](const Result<void> &) {});
}

void Stage::startWorking() {
    m_work.emplace(m_window.workers());
    m_work->startListed(
        ui::LogExport::tr("Exporting"),
        [](const JobControl &job) -> Result<void> {
            job.report(1, 3);
            waitForStop(job.stop);
            return cancelled();
        },
        [](const Result<void> &) {});
}

void Stage::makeSample() {
    m_making.emplace(m_window.workers());
    m_making->start([path = sample().toStdString()](const JobControl &job) { return ui::makeSampleStore(path, job); },
                    [](const Result<std::string> &) {});
}

void Stage::openMade(const QString &name, Result<void> (*make)(const std::string &path, const JobControl &job)) {
    m_wantsFailure = false;
    m_writing.emplace(m_window.workers());
    m_writing->start([path = made(name).toStdString(), make](const JobControl &job) { return make(path, job); },
                     [this, path = made(name)](const Result<void> &) { m_window.open(path); });
}

void Stage::appendToSample() { writeToSample(false); }

void Stage::cutSample() { writeToSample(true); }

/// Who reads the store looks at its pages again only after a write, which the writer's own cache lets happen.
void Stage::writeToSample(bool cuts) {
    m_writing.emplace(m_window.workers());
    m_writing->start(
        [path = sample(), cuts](const JobControl &job) -> Result<void> {
            SystemClock clock;
            ES_ASSIGN(store, openForWriting(path.toStdString(), clock, {.purpose = "pictures"}, job));
            ES_TRY(appendTo(*store, cuts ? "before the cut" : "written", job));
            if (!cuts) return {};
            QFile(path).resize(kBeginning);
            return appendTo(*store, "behind the cut", job);
        },
        [](const Result<void> &) {}); // what could not be written is not in the picture
}

void Stage::damageRows(const std::string &projection) {
    m_writing.emplace(m_window.workers());
    auto damage = [projection](const ProjectionContext &context, const JobControl &job) -> Result<void> {
        ES_ASSIGN(live, context.models.find(projection, ModelRole::Live, job));
        if (!live) return fail(ErrorKind::NotFound, "There are no rows");
        ES_ASSIGN(rows, context.models.page(*live, "", 3, job));
        if (rows.size() < 3) return {};
        const RowChange changes[] = {{rows[0].key, {}, rows[0].position, 0},
                                     {rows[1].key, rows[2].row, rows[1].position, rows[1].events}};
        return context.models.mend(*live, live->checkpoint.position, changes, {}, job);
    };
    m_writing->start(m_window.session()->projections()->call(std::move(damage)), [](const Result<void> &) {});
}

bool Stage::isOpen() const { return m_window.session() && m_window.session()->isLoaded(); }

ui::LogPage &Stage::log() const { return *m_window.pages()->log(); }

bool Stage::cellsAreLoaded() const {
    const QTableView &table = *log().table();
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

bool Stage::showsEvent() const { return m_window.inspector()->details() != nullptr && cellsAreLoaded(); }

bool Stage::showsSomeEvent() {
    if (!isOpen()) return false;
    if (!m_window.inspector()->details()) showRowAt(1);
    return showsEvent();
}

void Stage::showLinks() {
    ui::Inspector *inspector = m_window.inspector();
    inspector->tabs()->setCurrentWidget(inspector->links());
}

bool Stage::linksAreFound() const { return !m_window.inspector()->links()->isLooking(); }

bool Stage::hasPopup() const { return QApplication::activePopupWidget(); }

void Stage::closePopups() {
    while (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
}

Position Stage::showRowAt(double part) {
    const ui::Session &session = *m_window.session();
    const auto row = static_cast<std::uint64_t>(static_cast<double>(session.rows() - 1) * part);
    const Position position = session.index().position(row);
    log().showPosition(position);
    return position;
}

QString Stage::somebody() const {
    static constexpr std::string_view kPrefix = "candidate-";
    const LogIndex &index = m_window.session()->index();
    for (std::uint64_t row = index.rows(); row-- > 0;) {
        const std::string_view stream = index.dictionary().stream(index.streamCode(row));
        if (stream.starts_with(kPrefix) && index.version(row) == Version{1})
            return QString::fromStdString(std::string(stream.substr(kPrefix.size())));
    }
    return {};
}

ui::StreamPage *Stage::stream() const {
    return m_window.pages() ? qobject_cast<ui::StreamPage *>(m_window.pages()->currentWidget()) : nullptr;
}

bool Stage::streamIsSettled() const { return stream() && stream()->isUpToDate(); }

StreamId Stage::longestStream() const {
    const LogIndex &log = m_window.session()->index();
    std::vector<std::uint32_t> events(log.dictionary().streams());
    for (std::uint64_t row = 0; row < m_window.session()->rows(); ++row)
        ++events[log.streamCode(row)];
    const auto longest = std::ranges::max_element(events) - events.begin();
    return {std::string(log.dictionary().stream(static_cast<std::uint32_t>(longest)))};
}

StreamId Stage::sibling() const {
    const Dictionary &names = m_window.session()->index().dictionary();
    const std::string &here = stream()->stream().value;
    const std::string_view kind = std::string_view(here).substr(0, here.find('-') + 1);
    for (std::uint32_t code = 0; code < names.streams(); ++code)
        if (names.stream(code).starts_with(kind) && names.stream(code) != here)
            return {std::string(names.stream(code))};
    return stream()->stream();
}

void Stage::moveTo(double part) {
    const auto &steps = stream()->steps();
    const auto step = static_cast<std::size_t>(static_cast<double>(steps.size() - 1) * part);
    m_window.session()->cursor().moveTo(steps[step].position);
}

} // namespace eventscope::gui
