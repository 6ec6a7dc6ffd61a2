// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigator_model.h"

#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kRecountIntervalMs = 100;
constexpr int kRefreshIntervalMs = 500;

/// `text` so that a glob takes every character of it literally.
std::string globLiteral(const std::string &text) {
    std::string glob;
    for (const char c : text) {
        if (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\') glob += '\\';
        glob += c;
    }
    return glob;
}

/// Below its category a stream needs no category in its name.
QString streamLabel(std::string_view stream, bool whole) {
    const auto category = categoryOf(stream);
    const bool isShorter = !whole && category.size() + 1 < stream.size();
    return shortened(isShorter ? stream.substr(category.size() + 1) : stream, kNameCharacters);
}

} // namespace

NavigatorModel::NavigatorModel(Session &session, QObject *parent)
    : QAbstractItemModel(parent),
      m_session(session),
      m_recount(kRecountIntervalMs),
      m_refresh(kRefreshIntervalMs),
      m_job(session.workers()) {
    connect(&m_recount, &SignalThrottler::triggered, this, &NavigatorModel::recount);
    connect(&m_refresh, &SignalThrottler::triggered, this, &NavigatorModel::refreshStreams);
    for (SignalThrottler *throttler : {&m_recount, &m_refresh}) {
        connect(&session, &Session::rowsGrown, throttler, &SignalThrottler::request);
        connect(&session.cursor(), &Cursor::changed, throttler, &SignalThrottler::request);
    }
    connect(&session.series(), &SeriesMap::changed, &m_recount, &SignalThrottler::request);
    recount();
}

void NavigatorModel::setMatch(const QString &text) {
    if (text == m_match) return;
    beginResetModel();
    m_match = text;
    m_flat = {};
    m_wanted.clear();
    m_job.drop();
    m_asking = nullptr;
    endResetModel();
    if (isFlat()) fetchMore({});
}

QModelIndex NavigatorModel::index(int row, int column, const QModelIndex &parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, parent.isValid() ? groupOf(parent) : nullptr);
}

QModelIndex NavigatorModel::parent(const QModelIndex &child) const {
    const auto *group = static_cast<const Group *>(child.internalPointer());
    return group ? indexOf(*group) : QModelIndex();
}

int NavigatorModel::rowCount(const QModelIndex &parent) const {
    if (!parent.isValid()) return static_cast<int>(isFlat() ? m_flat.streams.size() : m_groups.size());
    const Group *group = parent.column() == 0 ? groupOf(parent) : nullptr;
    return group ? static_cast<int>(group->streams.size()) : 0;
}

int NavigatorModel::columnCount(const QModelIndex &) const { return ColumnCount; }

bool NavigatorModel::hasChildren(const QModelIndex &parent) const {
    if (!parent.isValid()) return true;
    const Group *group = parent.column() == 0 ? groupOf(parent) : nullptr;
    return group && (!group->complete || !group->streams.empty());
}

bool NavigatorModel::canFetchMore(const QModelIndex &parent) const {
    const Group *group = groupOf(parent);
    return group && !group->complete && group != m_asking &&
           std::ranges::none_of(m_wanted, [group](const Wanted &wanted) { return wanted.group == group; });
}

void NavigatorModel::fetchMore(const QModelIndex &parent) {
    if (!canFetchMore(parent)) return;
    m_wanted.push_back({groupOf(parent), false});
    askNext();
}

/// Nothing for the root of the tree and for streams, which have no children.
NavigatorModel::Group *NavigatorModel::groupOf(const QModelIndex &parent) const {
    if (!parent.isValid()) return isFlat() ? const_cast<Group *>(&m_flat) : nullptr;
    if (isFlat() || parent.internalPointer()) return nullptr;
    return m_groups[static_cast<std::size_t>(parent.row())].get();
}

QModelIndex NavigatorModel::indexOf(const Group &group) const {
    return &group == &m_flat ? QModelIndex() : createIndex(group.row, 0, nullptr);
}

QVariant NavigatorModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::TextAlignmentRole) {
        return int((index.column() == CountColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (const StreamEntry *stream = entryOf(index)) return streamData(*stream, index.column(), role);
    return groupData(*m_groups[static_cast<std::size_t>(index.row())], index.column(), role);
}

std::optional<StreamId> NavigatorModel::streamOf(const QModelIndex &index) const {
    const StreamEntry *stream = index.isValid() ? entryOf(index) : nullptr;
    if (!stream) return std::nullopt;
    return StreamId{stream->stream};
}

const StreamEntry *NavigatorModel::entryOf(const QModelIndex &index) const {
    const auto *group = isFlat() ? &m_flat : static_cast<const Group *>(index.internalPointer());
    return group ? &group->streams[static_cast<std::size_t>(index.row())] : nullptr;
}

QVariant NavigatorModel::groupData(const Group &group, int column, int role) const {
    const bool isName = column == NameColumn;
    switch (role) {
    case Qt::DisplayRole:
        return isName ? shortened(group.name, kNameCharacters) : formatCount(group.events);
    case Qt::AccessibleTextRole:
        return isName ? shortened(group.name, kNameCharacters) : tr("%Ln event(s)", nullptr, int(group.events));
    case CategorySeriesRole: {
        const bool coloured = m_session.series().groupBy() == GroupBy::Category;
        const auto series = coloured ? m_session.series().seriesOfGroup(group.name) : std::nullopt;
        return series ? static_cast<int>(*series) : -1;
    }
    default:
        return {};
    }
}

QVariant NavigatorModel::streamData(const StreamEntry &stream, int column, int role) const {
    const bool isName = column == NameColumn;
    switch (role) {
    case Qt::DisplayRole:
        return isName ? streamLabel(stream.stream, isFlat()) : formatCount(stream.events);
    case Qt::AccessibleTextRole:
        return isName ? shortened(stream.stream, kMessageCharacters) : tr("%Ln event(s)", nullptr, int(stream.events));
    case Qt::ToolTipRole:
        return plainToolTip(shortened(stream.stream, kMessageCharacters));
    case IsStreamRole:
        return true;
    case CategorySeriesRole:
        return -1;
    default:
        return {};
    }
}

CatalogueQuery NavigatorModel::queryFor(const Group &group) const {
    CatalogueQuery query;
    query.until = m_session.cursor().until();
    query.rowsMax = kPageStreams;
    if (&group == &m_flat)
        query.glob = "*" + globLiteral(m_match.toStdString()) + "*";
    else
        query.category = group.name;
    return query;
}

void NavigatorModel::recount() { mergeCategories(m_session.index().countsByCategory(m_session.rowsAtCursor())); }

/// Categories only ever come: one that has no events as of the cursor stays, with 0, so that the tree keeps its shape.
void NavigatorModel::mergeCategories(const std::vector<std::pair<std::string, std::uint64_t>> &counts) {
    for (const auto &group : m_groups)
        group->events = 0;
    for (const auto &[name, events] : counts) {
        const auto place = std::ranges::lower_bound(m_groups, name, {}, [](const auto &group) { return group->name; });
        if (place != m_groups.end() && (*place)->name == name) {
            (*place)->events = events;
            continue;
        }
        const int row = static_cast<int>(place - m_groups.begin());
        if (!isFlat()) beginInsertRows({}, row, row);
        auto group = std::make_unique<Group>();
        group->name = name;
        group->events = events;
        m_groups.insert(place, std::move(group));
        for (std::size_t i = static_cast<std::size_t>(row); i < m_groups.size(); ++i)
            m_groups[i]->row = static_cast<int>(i);
        if (!isFlat()) endInsertRows();
    }
    if (!isFlat() && !m_groups.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_groups.size()) - 1, CountColumn));
    }
}

void NavigatorModel::refreshStreams() {
    std::erase_if(m_wanted, [](const Wanted &wanted) { return wanted.again; });
    const auto again = [this](Group &group) {
        if (!group.streams.empty()) m_wanted.push_back({&group, true});
    };
    if (isFlat())
        again(m_flat);
    else
        for (const auto &group : m_groups)
            again(*group);
    askNext();
}

void NavigatorModel::askNext() {
    if (m_job.isRunning() || m_wanted.empty()) return;
    Group *const group = m_wanted.front().group;
    const bool again = m_wanted.front().again;
    m_wanted.pop_front();
    m_asking = group;
    CatalogueQuery query = queryFor(*group);
    if (again)
        query.rowsMax = std::max(kPageStreams, group->streams.size());
    else if (!group->streams.empty())
        query.afterStream = group->streams.back().stream;
    m_job.start(m_session.catalogue(std::move(query)),
                [this, group, again](Result<Catalogue> answer) { handleStreams(*group, again, std::move(answer)); });
}

void NavigatorModel::handleStreams(Group &group, bool again, Result<Catalogue> answer) {
    if (answer && again) {
        group.complete = answer->complete;
        replaceStreams(group, std::move(answer->streams));
    } else if (answer) {
        group.complete = answer->complete;
        if (!answer->streams.empty()) {
            const int first = static_cast<int>(group.streams.size());
            beginInsertRows(indexOf(group), first, first + static_cast<int>(answer->streams.size()) - 1);
            std::ranges::move(answer->streams, std::back_inserter(group.streams));
            endInsertRows();
        }
    }
    m_asking = nullptr; // after the insert: views ask for more while rows are being inserted
    askNext();
}

void NavigatorModel::replaceStreams(Group &group, std::vector<StreamEntry> streams) {
    const QModelIndex parent = indexOf(group);
    if (std::ranges::equal(group.streams, streams, {}, &StreamEntry::stream, &StreamEntry::stream)) {
        group.streams = std::move(streams);
        const int last = static_cast<int>(group.streams.size()) - 1;
        if (last >= 0) Q_EMIT dataChanged(index(0, CountColumn, parent), index(last, CountColumn, parent));
        return;
    }
    beginRemoveRows(parent, 0, static_cast<int>(group.streams.size()) - 1);
    group.streams.clear();
    endRemoveRows();
    if (streams.empty()) return;
    beginInsertRows(parent, 0, static_cast<int>(streams.size()) - 1);
    group.streams = std::move(streams);
    endInsertRows();
}

} // namespace eventscope::ui
