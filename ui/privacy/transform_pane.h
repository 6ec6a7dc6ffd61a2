// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/copy_projecting.h"
#include "core/privacy/transformation.h"
#include "ui/privacy/subject_study.h"
#include "ui/session/session.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace eventscope::ui {

class Banner;
class ElidedLabel;

/// A stream copied without a person's data, by the rules of a file: what each value becomes, the copy, and then the
/// removal of the source. GUI thread.
class TransformPane final : public QWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    TransformPane(Session &session, const Theme &theme, QWidget *parent = nullptr);

    /// Null: nobody.
    void showStudy(const SubjectStudyPtr &study);
    [[nodiscard]] QComboBox *stream() const { return m_stream; }
    [[nodiscard]] QLineEdit *rules() const { return m_rules; }
    [[nodiscard]] QLineEdit *id() const { return m_id; }
    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    [[nodiscard]] QLineEdit *typed() const { return m_typed; }
    [[nodiscard]] QPushButton *previewButton() const { return m_preview; }
    [[nodiscard]] QPushButton *copyButton() const { return m_copy; }
    [[nodiscard]] QPushButton *removeButton() const { return m_remove; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] Banner *outcome() const { return m_outcome; }
    [[nodiscard]] bool isBusy() const { return m_previewing.isRunning() || m_acting.isRunning(); }

  private:
    struct Preview {
        TransformationPreview found;
        std::vector<RefusedInCopy> refused;
        std::vector<EventPreview> events; ///< the first kEventsMax
    };
    struct Wish {
        std::string id, rulesFile;
        StreamId source;
        TransformationReason why;
        std::vector<std::string> literals;
    };
    static constexpr std::size_t kEventsMax = 2000;

    void layOut(const Theme &theme);
    void chooseRules();
    [[nodiscard]] Wish wish() const;
    [[nodiscard]] static Result<TransformationTask> taskOf(const Wish &wish, const KeyVault *vault);
    void showPossible();
    void forgetPreview();
    void preview();
    void showPreview(const Result<Preview> &preview);
    void copy();
    void removeIt();
    void showOutcome(const Result<TransformationResult> &result, bool isRemoved);

    Session &m_session;
    SubjectStudyPtr m_study;
    bool m_isPossible = false, m_isCopied = false;
    CellModel m_model;
    Banner *m_outcome;
    QComboBox *m_stream;
    QLineEdit *m_rules, *m_id, *m_reason, *m_typed;
    QPushButton *m_choose, *m_preview, *m_copy, *m_remove;
    ElidedLabel *m_title;
    QTableView *m_table;
    Job<Preview> m_previewing;
    Job<TransformationResult> m_acting; // last: their end is asked for first
};

} // namespace eventscope::ui
