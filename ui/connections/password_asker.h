// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/connections/environment.h"
#include "ui/async/workers.h"
#include "ui/connections/keyring.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWidget;

namespace eventscope::ui {

class PasswordDialog;

/// The way from a thread that opens a store and needs a password to the keyring and to the user, and back.
///
/// The opening thread waits; the window never does. Of several that ask, one dialog comes after the other. Ends the
/// wait with Cancelled when the dialog is cancelled, when the job is stopped, and when the asker goes. GUI thread; what
/// it hands out may be called, and outlive it, anywhere.
class PasswordAsker final : public QObject {
    Q_OBJECT

  public:
    /// Dialogs stand before the modal window in front, else before `window`. All references outlive it.
    PasswordAsker(Workers &workers, Keyring &keyring, const Theme &theme, QWidget *window);
    ~PasswordAsker() override;

    /// `connection` may be empty: then nothing is looked up nor remembered.
    [[nodiscard]] AskPassword askFor(const QString &connection, Environment environment);
    /// The dialog that waits for the user now; null: none.
    [[nodiscard]] PasswordDialog *dialog() const;

  private:
    class Question;
    using QuestionPtr = std::shared_ptr<Question>;

    void lookUp(const QuestionPtr &question);
    void enqueue(const QuestionPtr &question, const Result<std::optional<Secret>> &known);
    void showNext();
    void show(const QuestionPtr &question);
    void finish(const QuestionPtr &question, PasswordDialog &dialog, bool hadOne);
    void withdraw(const QuestionPtr &question);

    Workers &m_workers;
    Keyring &m_keyring;
    const Theme &m_theme;
    QWidget *const m_window;
    std::vector<QuestionPtr> m_open;
};

} // namespace eventscope::ui
