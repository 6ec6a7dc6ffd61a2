// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure.h"
#include "ui/privacy/subject_study.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace eventscope::ui {

class Banner;
class PurposeChoice;

/// What an erasure needs to be told, which purposes it is for, and the confirmation: the person's id, typed. GUI
/// thread.
class ConfirmPane final : public QWidget {
    Q_OBJECT

  public:
    ConfirmPane(const Theme &theme, QWidget *parent = nullptr);

    /// REQUIRES: null, or with a plan. `proposed` is an id that no erasure has yet.
    void showStudy(const SubjectStudyPtr &study, const QString &proposed, bool mayWrite);
    [[nodiscard]] QLineEdit *erasureId() const { return m_id; }
    [[nodiscard]] QComboBox *ground() const { return m_ground; }
    [[nodiscard]] QLineEdit *decidedBy() const { return m_by; }
    /// Shown where the privacy policy wants two people to decide.
    [[nodiscard]] QLineEdit *second() const { return m_second; }
    [[nodiscard]] QLineEdit *caseNumber() const { return m_case; }
    [[nodiscard]] QLineEdit *askedOn() const { return m_askedOn; }
    [[nodiscard]] QLineEdit *typed() const { return m_typed; }
    /// Shown for whom there never was a key: with it they are erased all the same (UnknownSubject::Allow).
    [[nodiscard]] QCheckBox *evenWithoutKey() const { return m_evenWithoutKey; }
    /// Which purposes it is for.
    [[nodiscard]] PurposeChoice *purposes() const { return m_purposes; }
    [[nodiscard]] QPushButton *eraseButton() const { return m_erase; }
    /// Why it cannot be done; hidden where it can.
    [[nodiscard]] Banner *obstacle() const { return m_obstacle; }
    /// What is still to be said before it can be done; hidden where nothing is, or where it cannot be done at all.
    [[nodiscard]] QLabel *missing() const { return m_missing; }

  Q_SIGNALS:
    /// A plan for these is wanted (see ChosenPurposes); until its study is shown nothing can be confirmed.
    void purposesChosen(const std::vector<std::string> &purposes);
    void confirmed(const eventscope::ErasureRequest &request);

  private:
    void layOut();
    void addField(const QString &name, QWidget *field, const QString &explanation);
    void layOutForm();
    void choosePurposes();
    /// Empty: nothing stands in the way.
    [[nodiscard]] QString obstacleText() const;
    [[nodiscard]] bool isWithoutKey() const;
    [[nodiscard]] QString warningText() const;
    /// What is still to be said; empty: nothing.
    [[nodiscard]] QString missingText() const;
    /// The same of who decides.
    [[nodiscard]] QString missingPerson() const;
    /// When the person asked for it; nothing: not said, or no day.
    [[nodiscard]] std::optional<Time> askedAt() const;
    void showPossible();
    void confirm();

    SubjectStudyPtr m_study;
    bool m_mayWrite = false;
    bool m_isPlanning = false; ///< for other purposes than those of the study
    Banner *m_obstacle;
    QFormLayout *m_form;
    PurposeChoice *m_purposes;
    QCheckBox *m_evenWithoutKey; // before what stands below it: Tab goes in this order
    QLineEdit *m_id;
    QComboBox *m_ground;
    QLineEdit *m_by, *m_second, *m_case, *m_askedOn;
    QLabel *m_consequence;
    QLabel *m_warning, *m_deadline, *m_missing;
    QLineEdit *m_typed;
    QPushButton *m_erase;
};

} // namespace eventscope::ui
