// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/subject_study.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QMenu;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// Every place where something about a person stands, each with the reason why it is taken for theirs. GUI thread.
class FindPane final : public QWidget {
    Q_OBJECT

  public:
    /// Which of them are shown.
    enum class Kind : std::uint8_t { All, Sealed, InClear, Identifiers, Rows, Snapshots };

    FindPane(const Theme &theme, QWidget *parent = nullptr);

    /// Null: nobody.
    void showStudy(const SubjectStudyPtr &study);
    void showOnly(Kind kind);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QComboBox *kinds() const { return m_kind; }
    [[nodiscard]] QString titleText() const;

  Q_SIGNALS:
    void eventActivated(eventscope::Position position);

  private:
    void showHits();
    void showTitle();
    void open();
    void fillMenu(QMenu &menu);

    SubjectStudyPtr m_study;
    std::vector<const SubjectHit *> m_shown; ///< of the study, one a row
    std::uint64_t m_notShown = 0;
    CellModel m_model;
    ElidedLabel *m_title;
    QComboBox *m_kind;
    QTableView *m_table;
};

} // namespace eventscope::ui
