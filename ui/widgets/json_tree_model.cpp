// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/json_tree_model.h"

#include "ui/widgets/plain_text.h"
#include "ui/widgets/protected_text.h"
#include "ui/widgets/safe_text.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace eventscope::ui {

namespace {

/// What fits into a cell at most; the whole is in the raw view.
constexpr std::size_t kCellBytesMax = 400;
/// Comparing longer paths takes longer than a frame; such values go without mark and blame.
constexpr std::size_t kNotedPathMax = std::size_t{1} << 20;
/// Rows that are made at once for the sake of one that is wanted.
constexpr std::size_t kReachMax = 20'000;

QString summary(const Json &value) {
    const auto size = static_cast<int>(value.size());
    return value.isArray() ? JsonTreeModel::tr("%n element(s)", nullptr, size)
                           : JsonTreeModel::tr("%n member(s)", nullptr, size);
}

QString valueText(const Json &value) {
    switch (value.kind()) {
    case Json::Kind::Null:
    case Json::Kind::False:
    case Json::Kind::True:
    case Json::Kind::Number:
        return beginningOf(value.token(), kCellBytesMax);
    case Json::Kind::String:
        return value.token().empty() ? QStringLiteral("\"\"") : beginningOf(value.token(), kCellBytesMax);
    case Json::Kind::Array:
    case Json::Kind::Object:
        return protectedText(value).value_or(summary(value));
    }
    return {};
}

Json rootValueOf(const Json &document) { return document.isContainer() ? document : Json::array({document}); }

} // namespace

JsonTreeModel::JsonTreeModel(QObject *parent) : QAbstractItemModel(parent) { m_root.value = Json::object({}); }

void JsonTreeModel::setDocument(const Json &document, Marks marks, Blame blame, Remarks remarks) {
    const QScopedValueRollback changing(m_changing, true);
    const bool sameShape = document.isContainer() == m_document.isContainer();
    m_document = document;
    m_marks = std::move(marks);
    m_blame = std::move(blame);
    m_remarks = std::move(remarks);
    if (sameShape) {
        update(m_root, rootValueOf(document));
        announceCells(m_root);
        return;
    }
    beginResetModel();
    m_root.children.clear();
    m_root.value = rootValueOf(document);
    m_root.grow(m_root.nextPage());
    endResetModel();
}

void JsonTreeModel::update(JsonTreeNode &node, const Json &value) {
    if (node.value.shares(value)) return;
    const Json before = node.value;
    if (before.kind() != value.kind()) {
        replaceChildrenFrom(node, 0, value);
        return;
    }
    const std::size_t both = std::min(node.children.size(), node.childrenIn(value));
    std::size_t same = 0;
    while (same < both && (value.isArray() || before.key(same) == value.key(same)))
        ++same;
    for (std::size_t i = 0; i < same; ++i)
        update(*node.children[i], value.child(i));
    replaceChildrenFrom(node, same, value);
}

void JsonTreeModel::replaceChildrenFrom(JsonTreeNode &node, std::size_t first, const Json &value) {
    const QModelIndex index = indexOf(&node);
    const bool wasLoaded = !node.children.empty() || &node == &m_root;
    if (first < node.children.size()) {
        beginRemoveRows(index, static_cast<int>(first), static_cast<int>(node.children.size()) - 1);
        node.children.resize(first);
        endRemoveRows();
    }
    node.value = value;
    // What was open stays open: fill up the page that was shown. Closed nodes wait until somebody asks.
    const std::size_t shown = std::min(node.childrenIn(value), JsonTreeNode::kPage);
    if (!wasLoaded || !value.isContainer() || shown <= first) return;
    beginInsertRows(index, static_cast<int>(first), static_cast<int>(shown) - 1);
    node.grow(shown - first);
    endInsertRows();
}

void JsonTreeModel::announceCells(const JsonTreeNode &node) {
    if (node.children.empty()) return;
    for (const auto &child : node.children)
        child->notes.reset();
    Q_EMIT dataChanged(indexOf(node.children.front().get()),
                       indexOf(node.children.back().get(), JsonTree::ColumnCount - 1));
    for (const auto &child : node.children)
        announceCells(*child);
}

QModelIndex JsonTreeModel::indexOf(const Pointer &pointer) {
    JsonTreeNode *node = &m_root;
    if (!m_document.isContainer()) return pointer.isRoot() ? indexOf(m_root.children.front().get()) : QModelIndex();
    for (const std::string &token : pointer.tokens()) {
        if (!node->value.isContainer()) return {};
        const auto at = node->childNamed(token);
        if (!at || *at >= std::max(node->children.size(), kReachMax)) return {};
        growTo(*node, *at + 1);
        node = node->children[*at].get();
    }
    return indexOf(node);
}

QModelIndex JsonTreeModel::indexOf(const JsonTreeNode *node, int column) const {
    if (!node->parent) return {};
    return createIndex(static_cast<int>(node->row), column, node);
}

const JsonTreeNode &JsonTreeModel::nodeOf(const QModelIndex &index) const {
    return index.isValid() ? *static_cast<const JsonTreeNode *>(index.constInternalPointer()) : m_root;
}

JsonTreeNode &JsonTreeModel::nodeOf(const QModelIndex &index) {
    return index.isValid() ? *static_cast<JsonTreeNode *>(index.internalPointer()) : m_root;
}

Pointer JsonTreeModel::pointerOf(const JsonTreeNode &node) const {
    return m_document.isContainer() ? node.pointer() : Pointer();
}

Pointer JsonTreeModel::pointerOf(const QModelIndex &index) const { return pointerOf(nodeOf(index)); }

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return indexOf(nodeOf(parent).children[static_cast<std::size_t>(row)].get(), column);
}

QModelIndex JsonTreeModel::parent(const QModelIndex &child) const {
    return child.isValid() ? indexOf(nodeOf(child).parent) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent).children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const { return JsonTree::ColumnCount; }

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const {
    return parent.column() <= 0 && nodeOf(parent).childrenIn(nodeOf(parent).value) > 0;
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const {
    return parent.column() <= 0 && nodeOf(parent).hasMore();
}

void JsonTreeModel::fetchMore(const QModelIndex &parent) {
    JsonTreeNode &node = nodeOf(parent);
    if (!m_changing) growTo(node, node.children.size() + node.nextPage());
}

void JsonTreeModel::growTo(JsonTreeNode &node, std::size_t rows) {
    const std::size_t first = node.children.size();
    if (rows <= first) return;
    const QScopedValueRollback changing(m_changing, true);
    beginInsertRows(indexOf(&node), static_cast<int>(first), static_cast<int>(rows) - 1);
    node.grow(rows - first);
    endInsertRows();
}

const JsonTreeNode::Notes &JsonTreeModel::notesOf(const JsonTreeNode &node) const {
    if (!node.notes && node.pathBytes() > kNotedPathMax) node.notes = JsonTreeNode::Notes();
    if (!node.notes) {
        const Pointer pointer = pointerOf(node);
        node.notes = {m_marks ? m_marks(pointer) : JsonTree::Unmarked, m_blame ? m_blame(pointer) : QString(),
                      m_remarks ? m_remarks(pointer) : QString()};
    }
    return *node.notes;
}

QString JsonTreeModel::withRemark(const JsonTreeNode &node, const QString &text) const {
    const QString remark = m_remarks ? notesOf(node).remark : QString();
    return remark.isEmpty() ? text : text + QLatin1Char('\n') + remark;
}

QString JsonTreeModel::text(const JsonTreeNode &node, int column) const {
    switch (column) {
    case JsonTree::NameColumn:
        return m_document.isContainer() ? beginningOf(node.key(kCellBytesMax + 1), kCellBytesMax) : QString();
    case JsonTree::ValueColumn:
        return valueText(node.value);
    case JsonTree::BlameColumn:
        return m_blame ? notesOf(node).blame : QString();
    default:
        return {};
    }
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const JsonTreeNode &node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(withRemark(node, text(node, index.column())));
    case Qt::AccessibleTextRole:
        return index.column() == JsonTree::NameColumn ? withRemark(node, text(node, index.column()))
                                                      : text(node, index.column());
    case JsonTree::RemarkRole:
        return m_remarks ? notesOf(node).remark : QString();
    case JsonTree::PointerRole:
        return QString::fromStdString(pointerOf(node).text());
    case JsonTree::RawRole:
        return QString::fromStdString(print(node.value));
    case JsonTree::KindRole:
        return static_cast<int>(node.value.kind());
    case JsonTree::MarkRole:
        return m_marks ? notesOf(node).mark : JsonTree::Unmarked;
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
    switch (section) {
    case JsonTree::NameColumn:
        return tr("Name");
    case JsonTree::ValueColumn:
        return tr("Value");
    case JsonTree::BlameColumn:
        return tr("Set by");
    default:
        return {};
    }
}

} // namespace eventscope::ui
