// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/privacy_page.h"

#include "core/privacy/erasure.h"
#include "core/vault/store_vault.h"
#include "ui/privacy/access_dialog.h"
#include "ui/privacy/accounts_list.h"
#include "ui/privacy/backups_list.h"
#include "ui/privacy/confirm_pane.h"
#include "ui/privacy/due_list.h"
#include "ui/privacy/find_pane.h"
#include "ui/privacy/holds_list.h"
#include "ui/privacy/person_keys_dialog.h"
#include "ui/privacy/preview_pane.h"
#include "ui/privacy/privacy_files.h"
#include "ui/privacy/privacy_start.h"
#include "ui/privacy/report_pane.h"
#include "ui/privacy/run_pane.h"
#include "ui/privacy/subject_bar.h"
#include "ui/privacy/tombstone_pane.h"
#include "ui/privacy/transform_pane.h"
#include "ui/privacy/verify_pane.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/focus_lead.h"
#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/scrolled_content.h"

#include <QDate>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

PrivacyPage::PrivacyPage(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_theme(theme),
      m_acts(session.workers(),
             [this](const std::string &act) { m_run->showAct(QString::fromStdString(m_wantedAccount), act); }),
      m_reading(session.workers()),
      m_studying(session.workers()),
      m_acting(session.workers()) {
    layOut(theme);
    connectParts();
    addKeys();
    showState();
}

PrivacyPage::~PrivacyPage() = default;

void PrivacyPage::layOut(const Theme &theme) {
    QWidget *content = addScrolledContent(*this);
    m_bar = new SubjectBar(content);
    m_problem = new Banner(theme, content);
    m_strip = new StepStrip(content);
    m_stack = new QStackedWidget(content);
    m_empty = new EmptyState(m_stack);
    m_accounts = new AccountsList(theme, m_stack);
    m_findPane = new FindPane(theme, m_stack);
    m_preview = new PreviewPane(theme, m_stack);
    m_holds = new HoldsList(m_session, theme, m_stack);
    m_confirm = new ConfirmPane(theme, m_stack);
    m_transform = new TransformPane(m_session, theme, m_stack);
    m_tombstone = new TombstonePane(m_session, theme, m_stack);
    m_run = new RunPane(theme, m_stack);
    m_verify = new VerifyPane(theme, m_stack);
    m_report = new ReportPane(theme, m_stack);
    for (QWidget *pane : QList<QWidget *>{m_empty, m_accounts, m_findPane, m_preview, m_holds, m_confirm, m_transform,
                                          m_tombstone, m_run, m_verify, m_report})
        m_stack->addWidget(pane);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_problem);
    column->addWidget(m_strip);
    m_files = new PrivacyFiles(m_session, *this);
    m_due = new DueList(m_session, theme, content);
    m_backups = new BackupsList(m_session, theme, content);
    column->addWidget(m_stack, 2);
    column->addWidget(m_due, 1);
    column->addWidget(m_backups, 1);
    leadFocus(*this, *m_bar->subject());
}

void PrivacyPage::connectParts() {
    connect(m_bar, &SubjectBar::findRequested, this, &PrivacyPage::find);
    connect(m_bar->subject(), &QLineEdit::textEdited, this, [this](const QString &text) {
        if (text.isEmpty()) forgetPerson();
    });
    connect(m_bar, &SubjectBar::answerRequested, this, &PrivacyPage::answer);
    connect(m_report, &ReportPane::saveRequested, this, [this] { m_files->saveReport(m_account->erasure); });
    connect(m_files, &PrivacyFiles::failed, this, &PrivacyPage::refuse);
    connect(m_report, &ReportPane::allowRequested, this, [this] { decideOnKeys(KeysDecision::Allow); });
    connect(m_bar, &SubjectBar::retireRequested, this, [this] { decideOnKeys(KeysDecision::Retire); });
    connect(m_strip, &StepStrip::chosen, this, &PrivacyPage::show);
    connect(m_problem, &Banner::actionRequested, this, &PrivacyPage::find);
    connect(m_empty, &EmptyState::actionRequested, this, &PrivacyPage::unlockRequested);
    connect(m_accounts, &AccountsList::activated, this,
            [this](const std::string &erasure) { showErasure(erasure, PrivacyStep::Report); });
    connect(m_due, &DueList::activated, this, [this](const SubjectId &person) {
        m_bar->setPerson(person);
        find();
    });
    connect(m_backups, &BackupsList::changed, this, &PrivacyPage::showStart);
    connect(m_findPane, &FindPane::eventActivated, this, &PrivacyPage::eventActivated);
    connect(m_preview, &PreviewPane::listRequested, this, [this](FindPane::Kind kind) {
        m_findPane->showOnly(kind);
        show(PrivacyStep::Find);
    });
    connect(m_preview, &PreviewPane::wayChosen, this, &PrivacyPage::showState);
    connect(m_preview, &PreviewPane::noticeRequested, this, [this] {
        if (m_study) m_files->saveNotice(m_study->wanted);
    });
    connect(m_holds, &HoldsList::changed, this, &PrivacyPage::studyAgain);
    connect(m_holds, &HoldsList::changed, m_due, &DueList::lookAgain);
    connect(m_confirm, &ConfirmPane::purposesChosen, this, &PrivacyPage::planFor);
    connect(m_confirm, &ConfirmPane::confirmed, this, &PrivacyPage::erase);
    connect(m_verify, &VerifyPane::againRequested, this, &PrivacyPage::verifyAgain);
}

void PrivacyPage::addKeys() {
    auto *find =
        new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_F), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_bar->subject(), qOverload<>(&QWidget::setFocus));
}

void PrivacyPage::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    if (!m_ledgerRead) readLedger();
}

QWidget *PrivacyPage::shown() const { return m_stack->currentWidget(); }

bool PrivacyPage::isBusy() const {
    return m_studying.isRunning() || m_acting.isRunning() || m_reading.isRunning() || m_backups->isBusy() ||
           m_due->isBusy();
}

void PrivacyPage::readLedger() {
    if (!m_session.isMasked()) m_backups->readAnew();
    m_reading.start(m_session.privacy()->read(
                        [](const StorePrivacy::Desk &desk, const JobControl &) -> Result<std::vector<LedgerEntry>> {
                            if (!desk.things.ledger) return std::vector<LedgerEntry>();
                            return desk.things.ledger->entries();
                        }),
                    [this](const Result<std::vector<LedgerEntry>> &entries) { handleLedger(entries); });
}

void PrivacyPage::handleLedger(const Result<std::vector<LedgerEntry>> &entries) {
    m_ledgerRead = true;
    m_refusal.reset();
    const auto &vault = m_session.protection().vault;
    m_hasVault = vault && vault->exists();
    if (!entries)
        m_refusal = entries.error();
    else
        m_all = accountsOf(*entries);
    m_accounts->setAccounts(m_all);
    if (!m_wantedAccount.empty()) {
        const auto found = std::ranges::find(m_all, m_wantedAccount, &ErasureAccount::erasure);
        if (found != m_all.end()) m_account = *found;
        if (m_account) m_strip->setCurrent(m_wantedStep);
    }
    showState();
}

void PrivacyPage::showErasure(const std::string &erasure, PrivacyStep step) {
    m_wantedAccount = erasure;
    m_wantedStep = step;
    readLedger();
}

void PrivacyPage::forgetPerson() {
    m_bar->subject()->clear();
    m_study.reset();
    m_account.reset();
    showState();
}

Call<SubjectStudyPtr> PrivacyPage::studyOf(const SubjectWanted &wanted, const ChosenPurposes &chosen) {
    return m_session.privacy()->read([wanted, chosen](const StorePrivacy::Desk &desk, const JobControl &job) {
        return studySubject(desk, wanted, chosen, job);
    });
}

void PrivacyPage::find() {
    SubjectWanted wanted = m_bar->wanted();
    if (wanted.subject.value.empty() || m_session.isMasked()) return m_bar->subject()->setFocus();
    m_problem->hide();
    m_studying.startListed(tr("Looking for a person"), studyOf(wanted, {}),
                           [this](const Result<SubjectStudyPtr> &found) { handleStudy(found); });
    showState();
}

void PrivacyPage::handleStudy(const Result<SubjectStudyPtr> &study) {
    if (!study) return refuse(study.error());
    m_study = *study;
    // The ledger may know them from before.
    m_account.reset();
    const auto accounts = accountsOf(m_study->entries);
    if (!accounts.empty()) m_account = accounts.front();
    m_strip->setCurrent(PrivacyStep::Find);
    showState();
}

void PrivacyPage::refuse(const Error &error) {
    if (error.kind != ErrorKind::Cancelled)
        m_problem->say(Role::Error, shortened(describe(error), kMessageCharacters), tr("Try again"));
    showState();
}

void PrivacyPage::show(PrivacyStep step) {
    m_strip->setCurrent(step);
    showState();
}

void PrivacyPage::showState() {
    const bool hasVault = m_study && m_study->plan.hasVault;
    m_strip->setVisible(m_study || m_account);
    m_bar->setVisible(!m_session.isMasked());
    m_strip->setPossible(PrivacyStep::Find, m_study != nullptr);
    m_preview->showStudy(m_study);
    m_strip->setPossible(PrivacyStep::Preview, m_study != nullptr);
    m_strip->setPossible(PrivacyStep::Holds, hasVault);
    m_strip->setPossible(PrivacyStep::Confirm, m_study && (hasVault || m_preview->way() != PreviewPane::Way::Shred));
    for (const PrivacyStep step : {PrivacyStep::Run, PrivacyStep::Verify, PrivacyStep::Report})
        m_strip->setPossible(step, m_account.has_value());
    m_strip->setDone(PrivacyStep::Find, m_study != nullptr);
    m_strip->setDone(PrivacyStep::Preview, m_study && m_strip->current() > PrivacyStep::Preview);
    m_strip->setDone(PrivacyStep::Holds, hasVault && m_study->plan.holds.empty());
    m_strip->setDone(PrivacyStep::Confirm, m_account.has_value());
    m_strip->setDone(PrivacyStep::Run, m_account && m_account->isDestroyed());
    m_strip->setDone(PrivacyStep::Verify, m_account && m_account->newest(acts::kVerified));
    m_strip->setDone(PrivacyStep::Report, m_account && m_account->state() == ErasureAccount::State::Complete);
    if (!m_strip->button(m_strip->current())->isEnabled())
        m_strip->setCurrent(m_study ? PrivacyStep::Find : PrivacyStep::Report);
    m_findPane->showStudy(m_study);
    m_transform->showStudy(m_study);
    m_tombstone->showStudy(m_study);
    m_bar->showStudy(m_study);
    const SubjectStudyPtr sealed = hasVault ? m_study : nullptr;
    m_holds->showStudy(sealed);
    m_confirm->showStudy(sealed, proposedId(), m_session.privacy()->mayWrite());
    showAccount();
    showStart();
    if (m_study || m_account)
        m_stack->setCurrentWidget(paneOf(m_strip->current()));
    else
        m_stack->setCurrentWidget(m_all.empty() || m_refusal ? static_cast<QWidget *>(m_empty) : m_accounts);
}

/// What there is without a person.
void PrivacyPage::showStart() {
    sayStart(*m_empty, {m_session.protection(), m_session.isMasked(), m_studying.isRunning(), m_hasVault, m_refusal});
    const bool isStart = !m_study && !m_account && !m_studying.isRunning();
    m_due->setVisible(isStart && m_due->hasPeriods() && !m_session.isMasked() && !m_refusal);
    m_backups->setVisible(isStart && m_backups->hasVault());
}

/// What is confirmed depends on the way that was chosen in the preview.
QWidget *PrivacyPage::paneOf(PrivacyStep step) const {
    using Way = PreviewPane::Way;
    const Way way = m_preview->way();
    switch (step) {
    case PrivacyStep::Find:
        return m_findPane;
    case PrivacyStep::Preview:
        return m_preview;
    case PrivacyStep::Holds:
        return m_holds;
    case PrivacyStep::Confirm:
        if (way == Way::Transform) return m_transform;
        return way == Way::Tombstone ? static_cast<QWidget *>(m_tombstone) : m_confirm;
    case PrivacyStep::Run:
        return m_run;
    case PrivacyStep::Verify:
        return m_verify;
    case PrivacyStep::Report:
        break;
    }
    return m_report;
}

void PrivacyPage::showAccount() {
    if (!m_acting.isRunning()) m_run->showAccount(m_account);
    m_verify->showAccount(m_account);
    const bool isTheirs = m_study && m_study->plan.hasVault && m_account && m_study->plan.subject == m_account->subject;
    m_verify->setRepeatable(isTheirs && m_session.privacy()->mayWrite() && !m_acting.isRunning());
    m_report->showAccount(m_account);
    m_report->setPersonKnown(isTheirs && m_account->isDestroyed());
}

/// What is said in the ledger has to be looked at again.
void PrivacyPage::studyAgain() {
    m_studying.start(studyOf(m_study->wanted, {}), [this](const Result<SubjectStudyPtr> &found) {
        const PrivacyStep step = m_strip->current();
        handleStudy(found);
        show(step);
    });
}

/// What is shown and confirmed is the plan for these.
void PrivacyPage::planFor(const std::vector<std::string> &purposes) {
    m_problem->hide();
    m_studying.startListed(tr("Planning for some purposes"), studyOf(m_study->wanted, purposes),
                           [this](const Result<SubjectStudyPtr> &planned) {
                               handleStudy(planned);
                               show(PrivacyStep::Confirm);
                           });
}

void PrivacyPage::erase(const ErasureRequest &request) {
    m_wantedAccount = request.erasure;
    m_account.reset();
    const auto acts = m_acts.restart();
    auto work = [request, acts, literals = m_study->wanted.literals](ErasureWorld world,
                                                                     const JobControl &job) -> Result<ErasureResult> {
        world.onAct = [&acts](std::string_view act) { acts->put(std::string(act)); };
        return eventscope::erase(world, request, literals, job);
    };
    m_acting.startListed(
        tr("Erasing %1").arg(shortened(request.erasure, kNameCharacters)),
        m_session.privacy()->write("erase a person", std::move(work)),
        [this, erasure = request.erasure](const Result<ErasureResult> &result) { handleErased(erasure, result); });
    m_strip->setPossible(PrivacyStep::Run, true);
    m_strip->setCurrent(PrivacyStep::Run);
    m_run->showAct(QString::fromStdString(request.erasure), {});
    m_stack->setCurrentWidget(m_run);
}

void PrivacyPage::verifyAgain() {
    if (!m_account || !m_study) return;
    const std::string erasure = m_account->erasure;
    const SubjectWanted wanted = m_bar->wanted();
    if (wanted.subject != m_study->wanted.subject) return find();
    auto work = [erasure, wanted](const ErasureWorld &world, const JobControl &job) {
        return verifyErasure(world, erasure, wanted.subject, wanted.literals, job);
    };
    m_acting.startListed(tr("Verifying %1").arg(shortened(erasure, kNameCharacters)),
                         m_session.privacy()->write("verify an erasure", std::move(work)),
                         [this, erasure](const Result<ErasureResult> &result) {
                             if (!result) return refuse(result.error());
                             showErasure(erasure, PrivacyStep::Verify);
                         });
}

void PrivacyPage::handleErased(const std::string &erasure, const Result<ErasureResult> &result) {
    m_acts.drop();
    if (!result) {
        showErasure(erasure, PrivacyStep::Run);
        return refuse(result.error());
    }
    m_study.reset();
    Q_EMIT valuesErased(erasure);
}

void PrivacyPage::answer() {
    if (m_study) (new AccessDialog(m_session, m_theme, m_study->wanted, this))->open();
}

void PrivacyPage::decideOnKeys(KeysDecision decision) {
    if (!m_study) return;
    PersonKeysDialog::Person person{m_study->wanted.subject, {}};
    if (decision == KeysDecision::Retire) person.purposes = m_study->retirable;
    auto *dialog = new PersonKeysDialog(m_session, m_theme, decision, std::move(person), this);
    connect(dialog, &PersonKeysDialog::decided, this, &PrivacyPage::studyAgain);
    dialog->open();
}

/// One that no erasure has.
QString PrivacyPage::proposedId() const {
    for (std::size_t number = m_all.size() + 1;; ++number) {
        const QString id = QStringLiteral("E-%1-%2").arg(QDate::currentDate().year()).arg(number);
        if (std::ranges::find(m_all, id.toStdString(), &ErasureAccount::erasure) == m_all.end()) return id;
    }
}

} // namespace eventscope::ui
