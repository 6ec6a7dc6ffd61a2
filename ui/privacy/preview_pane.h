// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/find_pane.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QRadioButton;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;
class FlowLayout;
class LinkButton;

/// What an erasure would reach and what it would leave, before anything is done: figures that open their lists, how
/// states and rows will read, and the three ways there are to forget somebody. GUI thread.
class PreviewPane final : public QWidget {
    Q_OBJECT

  public:
    enum class Way : std::uint8_t { Shred, Transform, Tombstone };

    PreviewPane(const Theme &theme, QWidget *parent = nullptr);

    /// Null: nobody. Of a store without a vault the ways that need none are left.
    void showStudy(const SubjectStudyPtr &study);
    [[nodiscard]] QTableView *changes() const { return m_table; }
    [[nodiscard]] Way way() const;
    [[nodiscard]] QRadioButton *wayButton(Way way) const { return m_ways[static_cast<int>(way)]; }
    [[nodiscard]] QPushButton *noticeButton() const { return m_notice; }
    [[nodiscard]] QString remainsText() const;
    void choose(Way way);

  Q_SIGNALS:
    void listRequested(eventscope::ui::FindPane::Kind kind);
    void wayChosen(eventscope::ui::PreviewPane::Way way);
    /// The notice to those who have the data, too.
    void noticeRequested();

  private:
    void showFigures(const SubjectStudy &study);
    void addFigure(const QString &text, FindPane::Kind kind, bool isWarning = false);
    void showChanges(const SubjectStudy &study);
    [[nodiscard]] static QString remainsOf(const SubjectStudy &study);
    QWidget *makeWays();

    const Theme &m_theme;
    CellModel m_model;
    QWidget *m_figures;
    FlowLayout *m_flow;
    QLabel *m_remains;
    ElidedLabel *m_title;
    QTableView *m_table;
    QList<QRadioButton *> m_ways; ///< in the order of Way
    QPushButton *m_notice = nullptr;
};

} // namespace eventscope::ui
