// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/erasure_account.h"
#include "ui/privacy/step_strip.h"
#include "ui/privacy/subject_study.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

class QStackedWidget;

namespace eventscope::ui {

class AccountsList;
class BackupsList;
class Banner;
class ConfirmPane;
class DueList;
class EmptyState;
class FindPane;
class HoldsList;
class PreviewPane;
class PrivacyFiles;
class ReportPane;
class RunPane;
class SubjectBar;
class TombstonePane;
class TransformPane;
class VerifyPane;
enum class KeysDecision : std::uint8_t;

/// What is done about one person, in seven steps: found, previewed, freed of holds, confirmed, erased, verified,
/// reported. Without a person, the erasures so far. GUI thread.
class PrivacyPage final : public QWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    PrivacyPage(Session &session, const Theme &theme, QWidget *parent = nullptr);
    ~PrivacyPage() override;

    /// Shows an erasure, as its ledger tells it.
    void showErasure(const std::string &erasure, PrivacyStep step);
    /// Nobody is looked at any more: shows the lists with which it begins.
    void forgetPerson();

    [[nodiscard]] SubjectBar *bar() const { return m_bar; }
    [[nodiscard]] StepStrip *strip() const { return m_strip; }
    [[nodiscard]] EmptyState *empty() const { return m_empty; }
    [[nodiscard]] AccountsList *accounts() const { return m_accounts; }
    /// \name Below the erasures, or where there are none yet
    /// @{
    [[nodiscard]] DueList *due() const { return m_due; }
    [[nodiscard]] BackupsList *backups() const { return m_backups; }
    /// @}
    [[nodiscard]] FindPane *findPane() const { return m_findPane; }
    [[nodiscard]] PreviewPane *previewPane() const { return m_preview; }
    [[nodiscard]] HoldsList *holds() const { return m_holds; }
    [[nodiscard]] ConfirmPane *confirmPane() const { return m_confirm; }
    [[nodiscard]] TransformPane *transformPane() const { return m_transform; }
    [[nodiscard]] TombstonePane *tombstonePane() const { return m_tombstone; }
    [[nodiscard]] RunPane *runPane() const { return m_run; }
    [[nodiscard]] VerifyPane *verifyPane() const { return m_verify; }
    [[nodiscard]] ReportPane *reportPane() const { return m_report; }
    /// The pane or the state that is shown.
    [[nodiscard]] QWidget *shown() const;
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] const SubjectStudyPtr &study() const { return m_study; }

  Q_SIGNALS:
    void eventActivated(eventscope::Position position);
    /// The vault is locked and somebody may open it.
    void unlockRequested();
    /// Values that could be read cannot be read any more: nothing that was read before may be shown on.
    void valuesErased(const std::string &erasure);

  protected:
    void showEvent(QShowEvent *event) override;

  private:
    void layOut(const Theme &theme);
    void connectParts();
    void addKeys();
    void readLedger();
    [[nodiscard]] Call<SubjectStudyPtr> studyOf(const SubjectWanted &wanted, const ChosenPurposes &chosen);
    void find();
    void studyAgain();
    void planFor(const std::vector<std::string> &purposes);
    void handleStudy(const Result<SubjectStudyPtr> &study);
    void handleLedger(const Result<std::vector<LedgerEntry>> &entries);
    void refuse(const Error &error);
    void show(PrivacyStep step);
    void showState();
    void showStart();
    void showAccount();
    void erase(const ErasureRequest &request);
    void verifyAgain();
    void answer();
    void decideOnKeys(KeysDecision decision);
    [[nodiscard]] QWidget *paneOf(PrivacyStep step) const;
    void handleErased(const std::string &erasure, const Result<ErasureResult> &result);
    [[nodiscard]] QString proposedId() const;

    Session &m_session;
    const Theme &m_theme;
    SubjectStudyPtr m_study; ///< null: nobody is looked at
    std::vector<ErasureAccount> m_all;
    std::optional<ErasureAccount> m_account; ///< that the last three steps are about
    std::string m_wantedAccount;             ///< to be shown once the ledger has been read
    PrivacyStep m_wantedStep = PrivacyStep::Report;
    std::optional<Error> m_refusal; ///< why the ledger cannot be read
    bool m_hasVault = false;        ///< when the ledger was read
    bool m_ledgerRead = false;

    SubjectBar *m_bar = nullptr;
    Banner *m_problem = nullptr;
    StepStrip *m_strip = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    AccountsList *m_accounts = nullptr;
    PrivacyFiles *m_files = nullptr;
    DueList *m_due = nullptr;
    BackupsList *m_backups = nullptr;
    FindPane *m_findPane = nullptr;
    PreviewPane *m_preview = nullptr;
    HoldsList *m_holds = nullptr;
    ConfirmPane *m_confirm = nullptr;
    TransformPane *m_transform = nullptr;
    TombstonePane *m_tombstone = nullptr;
    RunPane *m_run = nullptr;
    VerifyPane *m_verify = nullptr;
    ReportPane *m_report = nullptr;
    Latest<std::string> m_acts; ///< noted by an erasure under way
    Job<std::vector<LedgerEntry>> m_reading;
    Job<SubjectStudyPtr> m_studying;
    Job<ErasureResult> m_acting; // last: their end is asked for first
};

} // namespace eventscope::ui
