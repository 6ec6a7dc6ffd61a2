// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/server_address.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace eventscope::ui {

/// Where a store is, in the form that suits: host and database, a whole address or a file, a service file, the
/// environment. Going from one form to another keeps what the other can say. GUI thread.
class AddressEditor final : public QWidget {
    Q_OBJECT

  public:
    explicit AddressEditor(QWidget *parent = nullptr);

    void setAddress(const QString &address);
    [[nodiscard]] QString address() const;
    [[nodiscard]] AddressForm form() const;

  Q_SIGNALS:
    void changed();

  private:
    [[nodiscard]] QWidget *makeParts();
    [[nodiscard]] QWidget *makeWhole();
    [[nodiscard]] QWidget *makeService();
    [[nodiscard]] QWidget *makeEnvironment();
    [[nodiscard]] QLineEdit *field(const QString &name, const QString &placeholder = {});
    [[nodiscard]] ServerAddress parts() const;
    void fill(AddressForm form, const QString &address);
    void handleForm();
    void handleEdit();

    QComboBox *m_form;
    QStackedWidget *m_pages;
    QLineEdit *m_host = nullptr;
    QLineEdit *m_port = nullptr;
    QLineEdit *m_database = nullptr;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_settings = nullptr;
    QLabel *m_composed = nullptr;
    QLineEdit *m_whole = nullptr;
    QLineEdit *m_service = nullptr;
    QString m_table; ///< of another program's; only a whole address shows it
    QString m_last;  ///< as the form before said it
};

} // namespace eventscope::ui
