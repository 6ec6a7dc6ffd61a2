// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/password_asker.h"

#include "ui/connections/password_dialog.h"
#include "ui/widgets/safe_text.h"

#include <QApplication>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace eventscope::ui {

namespace {

KeyringEntry entryOf(const PasswordDialog::Login &login) {
    const PasswordRequest &request = login.request;
    return {login.connection, safeText(request.user + "@" + request.server + "/" + request.database)};
}

} // namespace

/// One password that is waited for; the worker and the window hold it together.
class PasswordAsker::Question {
  public:
    Question(QString connection, Environment environment, const PasswordRequest &request)
        : login{std::move(connection), environment, request} {}

    const PasswordDialog::Login login;
    std::optional<PasswordDialog::Memory> memory; ///< once the keyring was asked; this and the next: GUI thread
    QPointer<PasswordDialog> dialog;

    /// The first answer counts. Threads: any.
    void answer(Result<Secret> password) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_answer) return;
            m_answer = std::move(password);
        }
        m_answered.notify_all();
    }

    [[nodiscard]] Result<Secret> wait(const std::stop_token &stop) {
        std::unique_lock lock(m_mutex);
        m_answered.wait(lock, stop, [this] { return m_answer.has_value(); });
        if (!m_answer) m_answer = cancelled();
        return std::move(*m_answer);
    }

  private:
    std::mutex m_mutex;
    std::condition_variable_any m_answered;
    std::optional<Result<Secret>> m_answer; // guarded by m_mutex
};

PasswordAsker::PasswordAsker(Workers &workers, Keyring &keyring, const Theme &theme, QWidget *window)
    : QObject(window), m_workers(workers), m_keyring(keyring), m_theme(theme), m_window(window) {}

PasswordAsker::~PasswordAsker() {
    for (const QuestionPtr &question : std::exchange(m_open, {})) {
        question->answer(cancelled());
        delete question->dialog;
    }
}

AskPassword PasswordAsker::askFor(const QString &connection, Environment environment) {
    return [self = QPointer(this), &workers = m_workers, connection,
            environment](const PasswordRequest &request, const JobControl &job) -> Result<Secret> {
        auto question = std::make_shared<Question>(connection, environment, request);
        workers.post([self, question] { self ? self->lookUp(question) : question->answer(cancelled()); });
        auto password = question->wait(job.stop);
        workers.post([self, question] {
            if (self) self->withdraw(question);
        });
        return password;
    };
}

PasswordDialog *PasswordAsker::dialog() const {
    for (const QuestionPtr &question : m_open) {
        if (question->dialog) return question->dialog;
    }
    return nullptr;
}

void PasswordAsker::lookUp(const QuestionPtr &question) {
    m_open.push_back(question);
    const PasswordDialog::Login &login = question->login;
    if (login.connection.isEmpty()) {
        return enqueue(question, fail(ErrorKind::Unavailable,
                                      tr("Kept only while the store is open. A connection in the list can have its "
                                         "password remembered in the keyring.")
                                          .toStdString()));
    }
    m_keyring.read(entryOf(login), [self = QPointer(this), question](Result<std::optional<Secret>> known) {
        if (!self) return;
        if (known && *known && !question->login.request.wasRefused)
            question->answer(std::move(**known));
        else
            self->enqueue(question, known);
    });
}

void PasswordAsker::enqueue(const QuestionPtr &question, const Result<std::optional<Secret>> &known) {
    if (std::ranges::find(m_open, question) == m_open.end()) return; // nobody waits any more
    PasswordDialog::Memory memory;
    memory.isThere = known.has_value();
    memory.knowsOne = known && known->has_value();
    if (!known) memory.why = shortened(describe(known.error()), kMessageCharacters);
    question->memory = std::move(memory);
    showNext();
}

/// A dialog before another one would hide to whom the first password goes.
void PasswordAsker::showNext() {
    if (dialog()) return;
    const auto next =
        std::ranges::find_if(m_open, [](const QuestionPtr &question) { return question->memory.has_value(); });
    if (next != m_open.end()) show(QuestionPtr(*next));
}

void PasswordAsker::show(const QuestionPtr &question) {
    QWidget *front = QApplication::activeModalWidget();
    auto *dialog = new PasswordDialog(m_theme, question->login, *question->memory, front ? front : m_window);
    question->dialog = dialog;
    connect(dialog, &QDialog::accepted, this,
            [this, question, dialog, hadOne = question->memory->knowsOne] { finish(question, *dialog, hadOne); });
    connect(dialog, &QDialog::rejected, this, [question] { question->answer(cancelled()); });
    // The window before which it stands may go first.
    connect(dialog, &QObject::destroyed, this, [question] { question->answer(cancelled()); });
    dialog->open();
}

void PasswordAsker::finish(const QuestionPtr &question, PasswordDialog &dialog, bool hadOne) {
    const PasswordDialog::Login &login = question->login;
    Secret password = dialog.takePassword();
    // Whether it could be kept is seen the next time, when it is asked for again.
    if (dialog.isToBeRemembered())
        m_keyring.store(entryOf(login), password, [](const Result<void> &) {});
    else if (hadOne)
        m_keyring.forget(login.connection, [](const Result<void> &) {});
    question->answer(std::move(password));
}

void PasswordAsker::withdraw(const QuestionPtr &question) {
    std::erase(m_open, question);
    if (question->dialog) {
        question->dialog->close();
        question->dialog = nullptr; // it may go later only
    }
    showNext();
}

} // namespace eventscope::ui
