// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/connection_test.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace eventscope::ui {

class AddressEditor;
class Connections;
class EnvironmentBadge;

/// Makes or changes one connection. What is wrong is said below the field while one types; Save is there when nothing
/// is. GUI thread.
class ConnectionEditor final : public QDialog {
    Q_OBJECT

  public:
    /// `editing` is the name of the connection that is changed; empty: `connection` is a new one.
    ConnectionEditor(Workers &workers, const Theme &theme, Connections &connections, ConnectionTest::Tester tester,
                     const Connection &connection, const QString &editing, QWidget *parent = nullptr);

    /// As the fields say it now.
    [[nodiscard]] Connection connection() const;
    [[nodiscard]] ConnectionTest *test() const { return m_test; }
    [[nodiscard]] AddressEditor *address() const { return m_address; }
    /// What is wrong with the fields, in their order; empty: nothing.
    [[nodiscard]] QStringList problems() const;

    /// While it is being saved: asks that to stop, and closes once nothing is saved.
    void reject() override;

  Q_SIGNALS:
    /// Saved under this name.
    void saved(const QString &name);

  private:
    [[nodiscard]] QWidget *makeForm();
    [[nodiscard]] QWidget *makeProof();
    [[nodiscard]] QWidget *makeTest();
    [[nodiscard]] QLabel *problemLine();
    void fill(const Connection &connection);
    void connectFields();
    void handleEnvironment();
    void handleEdit();
    void showWaiting();
    void save();
    void handleSaved(const QString &name, const Result<void> &put);

    const Theme &m_theme;
    Connections &m_connections;
    const QString m_editing;
    const Connection m_before;
    bool m_isSaving = false;
    QWidget *m_form = nullptr;
    QLineEdit *m_name;
    QComboBox *m_folder;
    AddressEditor *m_address;
    QComboBox *m_environment;
    EnvironmentBadge *m_badge;
    QCheckBox *m_mayWrite;
    QWidget *m_proof = nullptr;
    QCheckBox *m_exception;
    QComboBox *m_mode;
    QLabel *m_risk;
    QLabel *m_nameProblem = nullptr;
    QLabel *m_folderProblem = nullptr;
    QLabel *m_addressProblem = nullptr;
    QLabel *m_saveProblem = nullptr;
    QLabel *m_waiting; ///< what a saving that takes its time waits for
    QPushButton *m_testButton;
    ConnectionTest *m_test;
    QDialogButtonBox *m_buttons;
};

} // namespace eventscope::ui
