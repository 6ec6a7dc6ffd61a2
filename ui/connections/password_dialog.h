// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret.h"
#include "core/connections/environment.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace eventscope::ui {

/// Asks for the password of one login: to whom it goes, and whether it is remembered. GUI thread.
class PasswordDialog final : public QDialog {
    Q_OBJECT

  public:
    struct Login {
        QString connection; ///< its name; empty: an address that is in no list
        Environment environment = Environment::Unmarked;
        PasswordRequest request;
    };
    /// Whether the password can be remembered, and if not why.
    struct Memory {
        bool isThere = false;
        bool knowsOne = false; ///< it remembers one now
        QString why;           ///< shown where it is not there
    };

    PasswordDialog(const Theme &theme, const Login &login, const Memory &memory, QWidget *parent = nullptr);
    ~PasswordDialog() override;

    /// What was typed; the field is empty then.
    [[nodiscard]] Secret takePassword();
    [[nodiscard]] bool isToBeRemembered() const;

  private:
    [[nodiscard]] QWidget *makeLogin(const Theme &theme, const Login &login);
    [[nodiscard]] QWidget *makeRefused(const Theme &theme);
    [[nodiscard]] QWidget *makeMemory(const Memory &memory);
    void wipe();

    QLineEdit *m_password;
    QCheckBox *m_remember = nullptr; ///< only where there is a keyring
};

} // namespace eventscope::ui
