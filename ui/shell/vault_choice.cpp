// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/vault_choice.h"

#include "core/vault/store_vault.h"
#include "ui/session/vault_of_store.h"
#include "ui/shell/main_window.h"
#include "ui/shell/store_view.h"
#include "ui/shell/vault_dialog.h"
#include "ui/widgets/safe_text.h"

#include <QFileDialog>

namespace eventscope::ui {

VaultChoice::VaultChoice(MainWindow &window, const Theme &theme)
    : QObject(&window), m_window(window), m_theme(theme), m_looking(window.workers()) {}

void VaultChoice::choose() {
    m_store = m_window.front();
    m_dialog = new QFileDialog(&m_window, tr("The vault of %1").arg(shortened(m_store->mark().name.toStdString())), {},
                               tr("Vaults (*.vault);;All files (*)"));
    m_dialog->setFileMode(QFileDialog::ExistingFile);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QFileDialog::fileSelected, this, &VaultChoice::look);
    m_dialog->open();
}

void VaultChoice::look(const QString &path) {
    if (!m_store) return;
    m_looking.startListed(
        tr("Looking at a vault"),
        [opened = m_store->opened(), path = path.toStdString()](const JobControl &job) {
            return openedWithVault(opened, path, job);
        },
        [this](const Result<OpenedStore> &opened) {
            if (opened) return unlock(*opened);
            if (opened.error().kind != ErrorKind::Cancelled)
                Q_EMIT refused(shortened(describe(opened.error()), kMessageCharacters));
        });
}

/// Left locked it is the one of the store all the same.
void VaultChoice::unlock(const OpenedStore &opened) {
    if (!m_store) return;
    auto *dialog = new VaultDialog(m_window.workers(), m_theme, opened.protection, m_store->mark().name, &m_window);
    connect(dialog, &QDialog::finished, this, [this, opened] {
        if (m_store) m_window.reloadWith(*m_store, opened);
    });
    dialog->open();
}

} // namespace eventscope::ui
