// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/privacy/subject_study.h"

#include <QWidget>

#include <string>
#include <vector>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace eventscope::ui {

/// What of a person is erased, by the purposes that it is kept for: a box for each with the number of its sealed
/// values; one that a legal hold keeps cannot be chosen, and says why. Hidden where there is nothing to choose. GUI
/// thread.
class PurposeChoice final : public QWidget {
    Q_OBJECT

  public:
    explicit PurposeChoice(QWidget *parent = nullptr);

    /// REQUIRES: null, or with a plan, which the boxes are ticked by.
    void showStudy(const SubjectStudyPtr &study);
    [[nodiscard]] const QList<QCheckBox *> &boxes() const { return m_boxes; }
    /// Null: there is nothing to say.
    [[nodiscard]] QLabel *reasonOf(int box) const { return m_reasons[box]; }
    [[nodiscard]] bool isAny() const;
    /// Those that are ticked; none: all of them, so that nothing at all of them is sealed any more.
    [[nodiscard]] std::vector<std::string> chosen() const;

  Q_SIGNALS:
    void changed();

  private:
    void add(const StudiedPurpose &purpose, bool isFixed);

    std::vector<std::string> m_names; ///< one a box
    QList<QCheckBox *> m_boxes;
    QList<QLabel *> m_reasons;
    QVBoxLayout *m_column;
    QLabel *m_title;
};

} // namespace eventscope::ui
