// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include <optional>

namespace eventscope::ui {

class StepModel;
class Theme;

/// The events of a stream. Keeps the shown one in view, and gives up the column of times where it is narrow: the type
/// is worth more. GUI thread.
class StepTableView final : public QTableView {
    Q_OBJECT

  public:
    StepTableView(StepModel &model, const Theme &theme, QWidget *parent = nullptr);

    /// Selects the row without announcing it, and brings it into view.
    void showStep(std::optional<std::size_t> step);

  Q_SIGNALS:
    /// The user went to this step.
    void stepRequested(std::size_t step);
    /// The user wants to see the difference to this step.
    void compareRequested(std::size_t step);

  protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

  private:
    void fillMenu(QMenu &menu, const QModelIndex &row);
    void showCurrentRow();
    void fitColumns();

    int m_recordedWidth = 0;
};

} // namespace eventscope::ui
