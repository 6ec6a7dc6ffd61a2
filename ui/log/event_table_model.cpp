// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/event_table_model.h"

#include "core/event/codec/encoder.h"
#include "core/event/filter/filter_text.h"
#include "ui/log/payload_cell.h"
#include "ui/theme/metrics.h"
#include "ui/theme/time_style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <algorithm>
#include <limits>

namespace eventscope::ui {

namespace {

constexpr int kStreamCharacters = 20;
constexpr int kBriefCharacters = 12;
constexpr int kColumnCharacters = 32;

bool isFigure(EventColumn column) {
    return column == EventColumn::Position || column == EventColumn::Version || column == EventColumn::Size;
}

const QString &placeholder() {
    static const QString kDots(QChar(0x2026));
    return kDots;
}

} // namespace

EventTableModel::EventTableModel(Session &session, QObject *parent, std::uint64_t rowsMax)
    : QAbstractTableModel(parent),
      m_session(session),
      m_rowsMax(rowsMax),
      m_pages(session),
      m_rows(shown(session.filter().count())),
      m_rowsAtCursor(shownBefore(session.rowsAtCursor())),
      m_rowsSettled(shownBefore(session.settledRows())) {
    connect(&session.filter(), &LogFilter::aboutToReset, this, &EventTableModel::beginResetModel);
    connect(&session.filter(), &LogFilter::reset, this, &EventTableModel::handleReset);
    connect(&session.filter(), &LogFilter::grown, this, &EventTableModel::handleGrowth);
    connect(&session, &Session::settledChanged, this, &EventTableModel::handleSettled);
    connect(&session.cursor(), &Cursor::changed, this, &EventTableModel::handleCursor);
    connect(&session.series(), &SeriesMap::changed, this, [this] { changed(0, m_rows - 1, {SeriesRole}); });
    connect(&session.marks(), &EventMarks::changed, this, [this] { changed(0, m_rows - 1, {MarksRole}); });
    connect(&m_pages, &PayloadPages::loaded, this, &EventTableModel::handleLoaded);
}

int EventTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rows; }

int EventTableModel::columnCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : kEventColumns + static_cast<int>(m_pages.paths().size());
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row();
    const auto column = static_cast<EventColumn>(index.column());
    switch (role) {
    case DimmedRole:
        return row >= m_rowsAtCursor;
    case SeriesRole:
        return series(row);
    case SettledRole:
        return isSettled(logRow(row));
    default:
        break;
    }
    if (isPayload(index.column())) return payloadData(index, role);
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::AccessibleTextRole:
        return spoken(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return int((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ExactRole:
        return exact(row, column);
    case ShortRole:
        return brief(row, column);
    case MarksRole:
        return column == EventColumn::Note ? marks(row).toInt() : 0;
    case LoadedRole:
        return column != EventColumn::Size || m_pages.cells(static_cast<std::uint64_t>(row)).has_value();
    default:
        return {};
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (isPayload(section)) return payloadHeader(section, role);
    const auto column = static_cast<EventColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return int((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == EventColumn::Version)
        return tr("Version: the number of the event in its stream");
    if (role == Qt::AccessibleTextRole && column == EventColumn::Version) return tr("Version");
    if (role == Qt::ToolTipRole && column == EventColumn::Note)
        return tr("%1: your notes and bookmarks").arg(tr("Note"));
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case EventColumn::Position:
        return tr("Position");
    case EventColumn::Recorded:
        return tr("Recorded (%1)").arg(timeStyleText());
    case EventColumn::Stream:
        return tr("Stream");
    case EventColumn::Version:
        return tr("v", "column of version numbers");
    case EventColumn::Type:
        return tr("Type");
    case EventColumn::Size:
        return tr("Size");
    case EventColumn::Note:
        return tr("Note");
    }
    return {};
}

QVariant EventTableModel::payloadData(const QModelIndex &cell, int role) const {
    const auto path = static_cast<std::size_t>(cell.column() - kEventColumns);
    if (role == Qt::TextAlignmentRole) return payloadHeader(cell.column(), role);
    if (role == ShortRole) return QString();
    const auto cells = m_pages.cells(static_cast<std::uint64_t>(cell.row()));
    if (role == LoadedRole) return cells.has_value();
    const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole;
    if (!isText && role != ExactRole) return {};
    if (!cells) return role == ExactRole ? QString() : placeholder();
    const PayloadValue &value = cells->values[path];
    if (role == ExactRole) return cellExact(value);
    return role == Qt::ToolTipRole ? plainToolTip(cellText(value)) : cellText(value);
}

QVariant EventTableModel::payloadHeader(int section, int role) const {
    const auto path = static_cast<std::size_t>(section - kEventColumns);
    const std::string &name = m_pages.paths()[path].name;
    if (role == Qt::TextAlignmentRole)
        return int((m_pages.isFigure(path) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) return plainToolTip(shortened(name, kMessageCharacters));
    return role == Qt::DisplayRole ? shortened(name, kColumnCharacters) : QVariant();
}

bool EventTableModel::addColumn(const PayloadPath &path) {
    std::vector<PayloadPath> paths = m_pages.paths();
    if (std::ranges::find(paths, path) != paths.end()) return false;
    paths.push_back(path);
    beginInsertColumns({}, columnCount(), columnCount());
    m_pages.setPaths(std::move(paths));
    endInsertColumns();
    return true;
}

void EventTableModel::removeColumn(int column) {
    std::vector<PayloadPath> paths = m_pages.paths();
    paths.erase(paths.begin() + (column - kEventColumns));
    beginRemoveColumns({}, column, column);
    m_pages.setPaths(std::move(paths));
    endRemoveColumns();
}

void EventTableModel::handleLoaded(quint64 first, quint64 last) {
    const int column = static_cast<int>(EventColumn::Size);
    Q_EMIT dataChanged(index(shown(first), column), index(std::min(shown(last), m_rows - 1), columnCount() - 1));
    if (columnCount() > kEventColumns) Q_EMIT headerDataChanged(Qt::Horizontal, kEventColumns, columnCount() - 1);
}

Position EventTableModel::positionOf(int row) const { return m_session.index().position(logRow(row)); }

StreamId EventTableModel::streamOf(int row) const {
    const LogIndex &log = m_session.index();
    return {std::string(log.dictionary().stream(log.streamCode(logRow(row))))};
}

int EventTableModel::rowOf(Position position) const {
    const auto row = m_session.rowAt(position);
    if (!row) return -1;
    const std::uint64_t upTo = m_session.filter().countBefore(*row + 1);
    return upTo > 0 && upTo <= m_rowsMax ? static_cast<int>(upTo - 1) : -1;
}

int EventTableModel::rowFrom(Position position) const {
    return std::min(m_rows, shownBefore(m_session.index().rowsAsOf(below(position))));
}

QString EventTableModel::filterFor(const QModelIndex &cell) const {
    const LogIndex &log = m_session.index();
    if (isPayload(cell.column())) {
        const auto cells = m_pages.cells(static_cast<std::uint64_t>(cell.row()));
        const auto path = static_cast<std::size_t>(cell.column() - kEventColumns);
        return cells ? cellFilter(m_pages.paths()[path], cells->values[path]) : QString();
    }
    const std::uint64_t row = logRow(cell.row());
    const auto named = [](const char *field, std::string_view name) {
        return QString::fromStdString(field + filterString(exactText(name).toStdString()));
    };
    switch (static_cast<EventColumn>(cell.column())) {
    case EventColumn::Position:
        return QStringLiteral("position == %1").arg(QString::fromStdString(toString(log.position(row))));
    case EventColumn::Recorded:
        return QStringLiteral("time == %1").arg(QString::fromStdString(toIso(log.recordedAt(row))));
    case EventColumn::Stream:
        return named("stream == ", log.dictionary().stream(log.streamCode(row)));
    case EventColumn::Version:
        return QStringLiteral("version == %1").arg(log.version(row).value);
    case EventColumn::Type:
        return named("type == ", log.dictionary().type(log.typeCode(row)).name);
    case EventColumn::Size:
    case EventColumn::Note:
        break;
    }
    return {};
}

QString EventTableModel::rowText(int row) const {
    std::string line;
    for (const auto column :
         {EventColumn::Position, EventColumn::Recorded, EventColumn::Stream, EventColumn::Version, EventColumn::Type}) {
        if (!line.empty()) line += '\t';
        appendCsvCell(line, exact(row, column).toStdString(), false);
    }
    return QString::fromStdString(line);
}

QString EventTableModel::text(int shownRow, EventColumn column) const {
    const LogIndex &log = m_session.index();
    const std::uint64_t row = logRow(shownRow);
    switch (column) {
    case EventColumn::Position:
        return isSettled(row) ? formatPosition(log.position(row))
                              : QStringLiteral("?\u00a0") + formatPosition(log.position(row));
    case EventColumn::Recorded:
        return formatTime(log.recordedAt(row));
    case EventColumn::Stream:
        return shortened(log.dictionary().stream(log.streamCode(row)), kStreamCharacters);
    case EventColumn::Version:
        return QString::number(log.version(row).value);
    case EventColumn::Type:
        return shortened(log.dictionary().type(log.typeCode(row)).name, kNameCharacters);
    case EventColumn::Size: {
        const auto cells = m_pages.cells(static_cast<std::uint64_t>(shownRow));
        return cells ? formatBytes(cells->dataBytes) : placeholder();
    }
    case EventColumn::Note:
        break; // drawn, see MarksRole
    }
    return {};
}

QString EventTableModel::brief(int shownRow, EventColumn column) const {
    const LogIndex &log = m_session.index();
    const std::uint64_t row = logRow(shownRow);
    if (column == EventColumn::Position) return formatPosition(log.position(row));
    if (column == EventColumn::Recorded) return text(shownRow, column).section(QLatin1Char('.'), 0, 0);
    if (column == EventColumn::Stream) return shortened(log.dictionary().stream(log.streamCode(row)), kBriefCharacters);
    return {};
}

QString EventTableModel::exact(int shownRow, EventColumn column) const {
    const LogIndex &log = m_session.index();
    const std::uint64_t row = logRow(shownRow);
    switch (column) {
    case EventColumn::Position:
        return QString::fromStdString(toString(log.position(row)));
    case EventColumn::Recorded:
        return QString::fromStdString(toIso(log.recordedAt(row)));
    case EventColumn::Stream:
        return exactText(log.dictionary().stream(log.streamCode(row)));
    case EventColumn::Type:
        return exactText(log.dictionary().type(log.typeCode(row)).name);
    case EventColumn::Version:
    case EventColumn::Size:
        return text(shownRow, column);
    case EventColumn::Note:
        return markWords(marks(shownRow));
    }
    return {};
}

QString EventTableModel::spoken(int shownRow, EventColumn column) const {
    const LogIndex &log = m_session.index();
    const std::uint64_t row = logRow(shownRow);
    if (column == EventColumn::Stream)
        return shortened(log.dictionary().stream(log.streamCode(row)), kMessageCharacters);
    if (column == EventColumn::Note) return markWords(marks(shownRow));
    if (column != EventColumn::Position) return text(shownRow, column);
    QString value = formatPosition(log.position(row));
    if (!isSettled(row)) value = tr("%1, not settled").arg(value);
    return m_rowsAtCursor <= shownRow ? tr("%1, after the cursor").arg(value) : value;
}

QString EventTableModel::toolTip(int shownRow, EventColumn column) const {
    if (column == EventColumn::Note || column == EventColumn::Stream || column == EventColumn::Type)
        return plainToolTip(spoken(shownRow, column));
    if (column != EventColumn::Position || isSettled(logRow(shownRow))) return {};
    return plainToolTip(tr("Not settled: an event may still appear before this one."));
}

EventMarks::Marks EventTableModel::marks(int row) const { return m_session.marks().at(positionOf(row)); }

int EventTableModel::series(int shownRow) const {
    const LogIndex &log = m_session.index();
    const std::uint64_t row = logRow(shownRow);
    const auto series = m_session.series().seriesOf(log.dictionary().stream(log.streamCode(row)),
                                                    log.dictionary().type(log.typeCode(row)).name);
    return series ? static_cast<int>(*series) : -1;
}

int EventTableModel::shownBefore(std::uint64_t row) const { return shown(m_session.filter().countBefore(row)); }

void EventTableModel::handleReset() {
    m_pages.clear();
    m_rows = shown(m_session.filter().count());
    m_rowsAtCursor = shownBefore(m_session.rowsAtCursor());
    m_rowsSettled = shownBefore(m_session.settledRows());
    endResetModel();
}

void EventTableModel::handleGrowth(quint64 rows) {
    const int count = shown(rows);
    if (count <= m_rows) return;
    beginInsertRows({}, m_rows, count - 1);
    m_rows = count;
    m_rowsAtCursor = shownBefore(m_session.rowsAtCursor());
    endInsertRows();
}

void EventTableModel::handleSettled() {
    const int before = m_rowsSettled;
    m_rowsSettled = shownBefore(m_session.settledRows());
    const auto [first, end] = std::minmax(before, m_rowsSettled);
    changed(first, end - 1, {SettledRole});
}

void EventTableModel::handleCursor() {
    const int before = m_rowsAtCursor;
    m_rowsAtCursor = shownBefore(m_session.rowsAtCursor());
    const auto [first, end] = std::minmax(before, m_rowsAtCursor);
    changed(first, end - 1, {DimmedRole});
}

void EventTableModel::changed(int first, int last, const QList<int> &roles) {
    if (first > last) return;
    Q_EMIT dataChanged(index(first, 0), index(std::min(last, m_rows - 1), columnCount() - 1), roles);
}

} // namespace eventscope::ui
