// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/column_memory.h"

#include "core/workspace/remembered_values.h"
#include "ui/log/event_table_model.h"

#include <QEvent>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace eventscope::ui {

namespace {

constexpr std::string_view kKey = "log.columns";
constexpr std::array<std::string_view, kEventColumns> kFields = {"position", "recorded", "stream", "version",
                                                                 "type",     "size",     "note"};
constexpr int kWidthMin = 8, kWidthMax = 10'000;

QJsonObject described(const PayloadPath &path) {
    return {{QStringLiteral("root"),
             path.root == PayloadPath::Root::Data ? QStringLiteral("data") : QStringLiteral("meta")},
            {QStringLiteral("pointer"), QString::fromStdString(path.pointer.text())},
            {QStringLiteral("name"), QString::fromStdString(path.name)}};
}

std::optional<PayloadPath> pathOf(const QJsonObject &column) {
    const auto textOf = [&column](const char *key) { return column[QLatin1String(key)].toString().toStdString(); };
    const auto pointer = Pointer::parse(textOf("pointer"));
    const std::string name = textOf("name"), root = textOf("root");
    if (!pointer || name.empty() || (root != "data" && root != "meta")) return std::nullopt;
    return PayloadPath{root == "data" ? PayloadPath::Root::Data : PayloadPath::Root::Metadata, *pointer, name};
}

} // namespace

ColumnMemory::ColumnMemory(Session &session, EventTableModel &model, QHeaderView &header, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_model(model),
      m_header(header),
      m_default(state()),
      m_kept(m_default),
      m_loading(session.workers()) {
    m_writing.setSingleShot(true); // after the header has taken part in the change, too
    connect(&m_writing, &QTimer::timeout, this, &ColumnMemory::write);
    const auto read = [](Workspace &workspace) { return rememberedValue(workspace, kKey); };
    m_loading.start(session.memory()->call(read), [this](const Result<std::string> &kept) {
        if (kept && !kept->empty()) restore(QByteArray::fromStdString(*kept));
    });
    connect(&model, &QAbstractItemModel::columnsInserted, this, &ColumnMemory::keep);
    connect(&model, &QAbstractItemModel::columnsRemoved, this, &ColumnMemory::keep);
    connect(&header, &QHeaderView::sectionMoved, this, &ColumnMemory::keep);
    header.viewport()->installEventFilter(this);
}

void ColumnMemory::keep() {
    m_loading.drop(); // what the user does now is later than what was kept
    m_writing.start(0);
}

void ColumnMemory::write() {
    QByteArray now = state();
    if (now == m_kept) return;
    m_kept = std::move(now);
    // Not being remembered is no reason to disturb the reader.
    m_session.memory()->change(
        m_session.workers(),
        [value = m_kept == m_default ? std::string() : m_kept.toStdString()](Workspace &workspace) {
            return rememberValue(workspace, kKey, value);
        },
        this, nullptr);
}

QString ColumnMemory::keyOf(int column) const {
    if (!EventTableModel::isPayload(column))
        return QString::fromStdString(std::string(kFields[static_cast<std::size_t>(column)]));
    const PayloadPath &path = m_model.pages().paths()[static_cast<std::size_t>(column - kEventColumns)];
    return QString::fromUtf8(QJsonDocument(described(path)).toJson(QJsonDocument::Compact));
}

QByteArray ColumnMemory::state() const {
    QJsonArray columns;
    for (int place = 0; place < m_header.count(); ++place) {
        const int column = m_header.logicalIndex(place);
        QJsonObject entry;
        if (EventTableModel::isPayload(column))
            entry = described(m_model.pages().paths()[static_cast<std::size_t>(column - kEventColumns)]);
        else
            entry[QStringLiteral("field")] = keyOf(column);
        if (m_header.isSectionHidden(column)) entry[QStringLiteral("hidden")] = true;
        if (const int width = m_widths.value(keyOf(column)); width > 0) entry[QStringLiteral("width")] = width;
        columns += entry;
    }
    return QJsonDocument(columns).toJson(QJsonDocument::Compact);
}

/// What cannot be read is left out; what is not mentioned stays where it is, behind.
void ColumnMemory::restore(const QByteArray &state) {
    const QJsonArray columns = QJsonDocument::fromJson(state).array();
    int place = 0;
    for (const QJsonValue &value : columns) {
        const QJsonObject entry = value.toObject();
        const QString field = entry[QStringLiteral("field")].toString();
        int column = static_cast<int>(std::ranges::find(kFields, field.toStdString()) - kFields.begin());
        if (column == kEventColumns) {
            const auto path = pathOf(entry);
            if (!path) continue;
            m_model.addColumn(*path);
            const auto &paths = m_model.pages().paths();
            column += static_cast<int>(std::ranges::find(paths, *path) - paths.begin());
        }
        m_header.moveSection(m_header.visualIndex(column), place++);
        m_header.setSectionHidden(column, entry[QStringLiteral("hidden")].toBool());
        const int width = entry[QStringLiteral("width")].toInt();
        if (width > 0) m_widths[keyOf(column)] = std::clamp(width, kWidthMin, kWidthMax);
    }
    if (m_header.hiddenSectionCount() == m_header.count())
        m_header.setSectionHidden(static_cast<int>(EventColumn::Type), false);
    m_kept = this->state();
    Q_EMIT restored();
}

void ColumnMemory::applyWidths() {
    for (int column = 0; column < m_header.count(); ++column) {
        if (const int width = m_widths.value(keyOf(column)); width > 0) m_header.resizeSection(column, width);
    }
}

bool ColumnMemory::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::MouseButtonPress) {
        m_whenPressed.clear();
        for (int column = 0; column < m_header.count(); ++column)
            m_whenPressed.push_back(m_header.sectionSize(column));
    } else if (event->type() == QEvent::MouseButtonRelease) {
        const int known = std::min(m_header.count(), static_cast<int>(m_whenPressed.size()));
        for (int column = 0; column < known; ++column) {
            const int width = m_header.sectionSize(column);
            if (m_header.sectionResizeMode(column) != QHeaderView::Interactive || m_header.isSectionHidden(column) ||
                width == m_whenPressed[static_cast<std::size_t>(column)])
                continue;
            m_widths[keyOf(column)] = width;
            keep();
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace eventscope::ui
