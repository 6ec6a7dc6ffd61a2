// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/save_dialog.h"

#include <QFileDialog>

#include <algorithm>

namespace eventscope::ui {

QFileDialog *askForFile(QWidget &window, const QString &title, const std::vector<FileForm> &forms,
                        const QObject &context,
                        const std::function<void(const QString &path, std::size_t form)> &chosen) {
    auto *dialog = new QFileDialog(&window, title);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QStringList names;
    for (const FileForm &form : forms)
        names += form.words;
    dialog->setNameFilters(names);
    dialog->setDefaultSuffix(forms.front().suffix);
    const auto formOf = [forms](const QString &words) {
        const auto found = std::ranges::find(forms, words, &FileForm::words);
        return found == forms.end() ? 0 : static_cast<std::size_t>(found - forms.begin());
    };
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, forms, formOf](const QString &words) {
        dialog->setDefaultSuffix(forms[formOf(words)].suffix);
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, &context, [dialog, formOf, chosen](const QString &path) {
        chosen(path, formOf(dialog->selectedNameFilter()));
    });
    dialog->open();
    return dialog;
}

} // namespace eventscope::ui
