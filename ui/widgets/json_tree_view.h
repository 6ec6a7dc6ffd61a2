// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/pointer.h"
#include "ui/widgets/json_tree_model.h"

#include <QTreeView>

class QMenu;

namespace eventscope::ui {

class Theme;

/// A tree of one JSON document, with copying of values and paths by menu and keyboard. Opens the first two levels.
class JsonTreeView final : public QTreeView {
    Q_OBJECT

  public:
    explicit JsonTreeView(const Theme &theme, QWidget *parent = nullptr);

    /// See JsonTreeModel::setDocument. The blame column shows only with a blame.
    void setDocument(const Json &document, JsonTreeModel::Marks marks = {}, JsonTreeModel::Blame blame = {},
                     JsonTreeModel::Remarks remarks = {});
    [[nodiscard]] JsonTreeModel &documentModel() { return m_model; }
    /// Where the current row stands; nothing without one.
    [[nodiscard]] std::optional<Pointer> currentPointer() const;
    /// Opens what is needed and makes the value at `pointer` current; false when there is none.
    bool showPointer(const Pointer &pointer);

  Q_SIGNALS:
    /// The current row changed by the user or by showPointer.
    void pointerSelected(const eventscope::Pointer &pointer);
    /// Enter or a double click on the blame of a value.
    void blameActivated(const eventscope::Pointer &pointer);
    /// The context menu of the current row is about to be shown: whoever has more to offer adds to it.
    void menuAboutToShow(QMenu *menu, const eventscope::Pointer &pointer);

  protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

  private:
    void fillMenu(QMenu &menu);
    void copy(std::function<std::string()> make);
    void fitColumns();
    void widenNames();
    [[nodiscard]] int nameWidth() const;

    JsonTreeModel m_model;
    bool m_opened = false;
    bool m_sizedByUser = false; ///< then the columns stay as they are
};

} // namespace eventscope::ui
