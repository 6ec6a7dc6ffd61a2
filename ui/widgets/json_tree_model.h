// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/json_tree_columns.h"
#include "ui/widgets/json_tree_node.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>

namespace eventscope::ui {

/// A JSON document as a tree of names and values, with marks for what a step changed and, in a third column, who set
/// each value. Children are made in pages of 200 when a view asks; going from one document to the next keeps the rows
/// (and so the expanded ones) that both have. Values whose path has more than a MiB of names go without mark and blame.
/// GUI thread; never blocks.
class JsonTreeModel final : public QAbstractItemModel {
    Q_OBJECT

  public:
    /// What the last step did to a value.
    using Marks = std::function<JsonTree::Mark(const Pointer &)>;
    /// What the blame column says about a value; empty where nothing is known.
    using Blame = std::function<QString(const Pointer &)>;
    /// What is odd about a value, in words; empty where nothing is.
    using Remarks = std::function<QString(const Pointer &)>;

    explicit JsonTreeModel(QObject *parent = nullptr);

    /// Shows `document`: its members are the top rows; a scalar is one row without a name.
    void setDocument(const Json &document, Marks marks = {}, Blame blame = {}, Remarks remarks = {});
    [[nodiscard]] const Json &document() const { return m_document; }
    [[nodiscard]] const Json &valueOf(const QModelIndex &index) const { return nodeOf(index).value; }
    /// Where the value of a row stands in the document.
    [[nodiscard]] Pointer pointerOf(const QModelIndex &index) const;
    /// The row of the value at `pointer`, made if need be; invalid when there is none, or when it stands so far down a
    /// long array or object that making all rows before it would keep the window waiting.
    [[nodiscard]] QModelIndex indexOf(const Pointer &pointer);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    [[nodiscard]] const JsonTreeNode &nodeOf(const QModelIndex &index) const;
    [[nodiscard]] JsonTreeNode &nodeOf(const QModelIndex &index);
    [[nodiscard]] QModelIndex indexOf(const JsonTreeNode *node, int column = 0) const;
    [[nodiscard]] QString text(const JsonTreeNode &node, int column) const;
    [[nodiscard]] Pointer pointerOf(const JsonTreeNode &node) const;
    [[nodiscard]] QString withRemark(const JsonTreeNode &node, const QString &text) const;
    [[nodiscard]] const JsonTreeNode::Notes &notesOf(const JsonTreeNode &node) const;
    void growTo(JsonTreeNode &node, std::size_t rows);
    void update(JsonTreeNode &node, const Json &value);
    void replaceChildrenFrom(JsonTreeNode &node, std::size_t first, const Json &value);
    void announceCells(const JsonTreeNode &node);

    Json m_document;
    bool m_changing = false; ///< rows are being changed: whoever hears of it cannot ask for more yet
    JsonTreeNode m_root;     // its value is the document, or an array around a scalar one
    Marks m_marks;
    Blame m_blame;
    Remarks m_remarks;
};

} // namespace eventscope::ui
