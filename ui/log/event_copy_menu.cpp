// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/event_copy_menu.h"

#include "core/event/filter/filter_text.h"
#include "ui/log/event_table_model.h"
#include "ui/log/events_call.h"
#include "ui/log/selected_events.h"
#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QTableView>

namespace eventscope::ui {

namespace {

/// More than anybody pastes; copying stays instant.
constexpr qsizetype kCopyCharactersMax = 16'000'000;

void toClipboard(const std::string &text) { QGuiApplication::clipboard()->setText(exactText(text)); }

/// The whole of what a cell shows the beginning of.
Call<std::string> valueAtPath(Call<EventDetailsPtr> event, PayloadPath path) {
    return [event = std::move(event), path = std::move(path)](const JobControl &job) -> Result<std::string> {
        ES_ASSIGN(details, event(job));
        const auto &document = path.root == PayloadPath::Root::Data ? details->data : details->metadata;
        const auto value = document ? valueAt(*document, path.pointer) : std::nullopt;
        if (!value) return std::string();
        return value->isString() ? std::string(value->token()) : print(*value);
    };
}

} // namespace

EventCopyMenu::EventCopyMenu(Session &session, const EventTableModel &model, QTableView &table)
    : QObject(&table), m_session(session), m_model(model), m_table(table), m_job(session.workers()) {}

void EventCopyMenu::copyRows() const {
    QString lines;
    for (const Stretch &stretch : selectedStretches(*m_table.selectionModel(), kEventsMax)) {
        for (std::uint64_t row = stretch.begin; row < stretch.end && lines.size() <= kCopyCharactersMax; ++row) {
            if (!lines.isEmpty()) lines += QLatin1Char('\n');
            lines += m_model.rowText(static_cast<int>(row));
        }
    }
    QGuiApplication::clipboard()->setText(lines);
}

void EventCopyMenu::fill(QMenu &menu, const QModelIndex &cell) {
    const QPersistentModelIndex at(cell);
    menu.addAction(tr("The &value"), this, [this, at] { copyValue(at); })->setEnabled(cell.isValid());
    menu.addSeparator();
    addForms(menu);
    menu.addSeparator();
    addTexts(menu);
}

void EventCopyMenu::addForms(QMenu &menu) {
    const std::pair<QString, FileFormat> forms[] = {{tr("&JSON, an array"), FileFormat::JsonArray},
                                                    {tr("JSON &lines"), FileFormat::JsonLines},
                                                    {tr("&CSV"), FileFormat::Csv},
                                                    {tr("&TSV"), FileFormat::Tsv},
                                                    {tr("&Markdown table"), FileFormat::Markdown}};
    const bool hasAny = m_table.selectionModel()->hasSelection();
    for (const auto &[words, form] : forms)
        menu.addAction(words, this, [this, format = form] { copyEvents(format); })->setEnabled(hasAny);
}

/// Nothing of these needs the store.
void EventCopyMenu::addTexts(QMenu &menu) {
    const auto call = [this](const std::string &filter) {
        return eventsCall(m_session.cliStore(), m_session.cliDomain(), filter);
    };
    const bool hasAny = m_table.selectionModel()->hasSelection();
    const bool hasCall = !m_session.cliStore().empty();
    menu.addAction(tr("A &filter for these events"), this, [this] { toClipboard(filterOfSelected()); })
        ->setEnabled(hasAny);
    menu.addAction(tr("A command l&ine for these events"), this,
                   [this, call] { toClipboard(call(filterOfSelected())); })
        ->setEnabled(hasAny && hasCall);
    menu.addAction(tr("A command line for &all that is shown"), this,
                   [this, call] { toClipboard(call(m_session.filter().filter().text())); })
        ->setEnabled(hasCall);
}

void EventCopyMenu::show() {
    const QModelIndex current = m_table.currentIndex();
    QMenu menu(&m_table);
    fill(menu, current);
    const QRect row = m_table.visualRect(current);
    const QWidget &port = *m_table.viewport();
    const QPoint place = port.rect().contains(row.center()) ? row.bottomLeft() : port.rect().center();
    menu.exec(port.mapToGlobal(place));
}

void EventCopyMenu::copyValue(const QModelIndex &cell) {
    if (!cell.isValid()) return;
    if (!EventTableModel::isPayload(cell.column()))
        return QGuiApplication::clipboard()->setText(cell.data(ExactRole).toString());
    const auto path = static_cast<std::size_t>(cell.column() - kEventColumns);
    start(valueAtPath(m_session.event(m_model.positionOf(cell.row())), m_model.pages().paths()[path]));
}

void EventCopyMenu::copyEvents(FileFormat format) {
    const std::size_t count = selectedCount(*m_table.selectionModel());
    if (count > kEventsMax) {
        Q_EMIT told(Role::Warning, tr("Only the first %1 of %2 events are copied. Export them to a file to have all.")
                                       .arg(formatCount(kEventsMax), formatCount(count)));
    }
    start(m_session.text(EventChoice::of(selected(), m_session.sharedIndex()), format));
}

/// Each event, or run of events, is a clause of its own: with more of them nobody could use the filter.
std::string EventCopyMenu::filterOfSelected() {
    const std::size_t count = selectedCount(*m_table.selectionModel());
    if (count > kEventsMax) {
        Q_EMIT told(Role::Warning,
                    tr("What was copied names only the first %1 of %2 events: a filter of single events "
                       "cannot be longer. Filter the log, and copy a command line for all that is shown.")
                        .arg(formatCount(kEventsMax), formatCount(count)));
    }
    return filterPositions(positionsOf(m_session.index(), selected(), {}).value());
}

ChosenRows EventCopyMenu::selected() const {
    return selectedRows(*m_table.selectionModel(), m_session.filter().chosen(), kEventsMax);
}

void EventCopyMenu::start(Call<std::string> text) {
    m_job.startListed(tr("Copying"), std::move(text), [this](const Result<std::string> &answer) {
        if (answer) return toClipboard(*answer);
        if (answer.error().kind == ErrorKind::Cancelled) return;
        Q_EMIT told(Role::Error,
                    tr("Nothing was copied: %1").arg(shortened(describe(answer.error()), kMessageCharacters)));
    });
}

} // namespace eventscope::ui
