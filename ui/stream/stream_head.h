// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fold/fold_registry.h"
#include "ui/stream/step_view.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QToolButton;

namespace eventscope::ui {

class ElidedLabel;

/// The line above a stream: its name, what makes its states and how far that can be trusted, and what there is of it.
/// GUI thread.
class StreamHead final : public QWidget {
    Q_OBJECT

  public:
    StreamHead(const StreamId &stream, const FoldRegistry &folds, QWidget *parent = nullptr);

    /// Name of the fold that is chosen.
    [[nodiscard]] std::string fold() const;
    /// True for the one that is taken without a choice.
    [[nodiscard]] bool isUsualFold() const;
    /// What the button "Copy" opens.
    void setCopyMenu(QMenu *menu);
    void openCopyMenu();
    void describe(const StepView &view, std::size_t events, bool isComplete);
    void setFacts(const QString &facts);

  Q_SIGNALS:
    void foldChosen();

  private:
    void fillFolds(const StreamId &stream, const FoldRegistry &folds);

    ElidedLabel *m_title;
    QComboBox *m_fold;
    QLabel *m_badge;
    ElidedLabel *m_facts;
    QToolButton *m_copy;
};

} // namespace eventscope::ui
