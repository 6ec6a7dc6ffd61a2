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
#include <QPointer>
#include <QUndoStack>

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

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

/// What a state says, in parts that can be compared one by one.
struct Parts {
    std::vector<QString> order;
    std::set<QString> columns, hidden;
};

Parts partsOf(const QByteArray &state) {
    Parts parts;
    for (const auto value : QJsonDocument::fromJson(state).array()) {
        QJsonObject column = value.toObject();
        const bool isHidden = column.take(QStringLiteral("hidden")).toBool();
        column.remove(QStringLiteral("width"));
        const QString key = QString::fromUtf8(QJsonDocument(column).toJson(QJsonDocument::Compact));
        parts.order.push_back(key);
        parts.columns.insert(key);
        if (isHidden) parts.hidden.insert(key);
    }
    return parts;
}

/// What led from one state to the next, as a menu says it.
QString wordsFor(const QByteArray &before, const QByteArray &after) {
    const Parts from = partsOf(before), to = partsOf(after);
    if (to.columns.size() > from.columns.size()) return ColumnMemory::tr("Add a column");
    if (to.columns.size() < from.columns.size()) return ColumnMemory::tr("Remove a column");
    if (to.hidden.size() > from.hidden.size()) return ColumnMemory::tr("Hide a column");
    if (to.hidden.size() < from.hidden.size()) return ColumnMemory::tr("Show a column");
    return to.order != from.order ? ColumnMemory::tr("Move a column") : ColumnMemory::tr("Size a column");
}

} // namespace

/// All columns as they were, and as they are.
class ColumnMemory::Command final : public QUndoCommand {
  public:
    Command(ColumnMemory &memory, QByteArray before, QByteArray after)
        : QUndoCommand(wordsFor(before, after)),
          m_memory(&memory),
          m_before(std::move(before)),
          m_after(std::move(after)) {}
    void undo() override {
        if (m_memory) m_memory->goBackTo(m_before);
    }
    /// Where they are like this already, as they are when it is new, nothing changes.
    void redo() override {
        if (m_memory) m_memory->goBackTo(m_after);
    }

  private:
    const QPointer<ColumnMemory> m_memory; // the log may be gone before the session
    const QByteArray m_before, m_after;
};

ColumnMemory::ColumnMemory(Session &session, EventTableModel &model, QHeaderView &header, QObject *parent)
    : QObject(parent),
      m_session(session),
      m_model(model),
      m_header(header),
      m_default(state()),
      m_kept(m_default),
      m_loading(session.workers()) {
    m_changing.setSingleShot(true); // after the header has taken part in the change, too
    connect(&m_changing, &QTimer::timeout, this, &ColumnMemory::handleChange);
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
    m_changing.start(0);
}

void ColumnMemory::handleChange() {
    const QByteArray now = state();
    if (now == m_kept) return;
    m_session.undoStack().push(new Command(*this, std::exchange(m_kept, now), now));
    remember();
}

void ColumnMemory::goBackTo(const QByteArray &state) {
    if (state == m_kept) return;
    m_loading.drop();
    restore(state);
    remember();
}

/// Not being remembered is no reason to disturb the reader.
void ColumnMemory::remember() {
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

void ColumnMemory::removeOthers(const QJsonArray &kept) {
    std::vector<PayloadPath> wanted;
    for (const auto value : kept)
        if (auto path = pathOf(value.toObject())) wanted.push_back(*std::move(path));
    for (int column = m_header.count() - 1; EventTableModel::isPayload(column); --column) {
        const PayloadPath &path = m_model.pages().paths()[static_cast<std::size_t>(column - kEventColumns)];
        if (std::ranges::find(wanted, path) == wanted.end()) m_model.removeColumn(column);
    }
}

/// What cannot be read is left out; what is not mentioned stays where it is, behind.
void ColumnMemory::restore(const QByteArray &state) {
    const QJsonArray columns = QJsonDocument::fromJson(state).array();
    m_widths.clear();
    removeOthers(columns);
    int place = 0;
    for (const auto value : columns) {
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
