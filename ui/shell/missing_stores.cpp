// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/missing_stores.h"

#include "ui/connections/server_address.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/safe_text.h"

#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

MissingStores::MissingStores(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    hide();
}

QStringList MissingStores::names() const {
    QStringList names;
    for (const auto &[name, banner] : m_all)
        names += name;
    return names;
}

void MissingStores::say(const QString &name, const Error &error) {
    auto known = std::ranges::find(m_all, name, &std::pair<QString, Banner *>::first);
    if (known == m_all.end()) {
        auto *banner = new Banner(m_theme, this);
        layout()->addWidget(banner);
        connect(banner, &Banner::actionRequested, this, [this, name] { Q_EMIT tryAgainRequested(name); });
        connect(banner, &Banner::otherRequested, this, [this, name] { Q_EMIT forgetRequested(name); });
        known = m_all.insert(m_all.end(), {name, banner});
    }
    const QString shown = shortened(shortName(name).toStdString());
    const QString reason = shortened(describe(error), kMessageCharacters);
    const QString text = error.kind == ErrorKind::Cancelled ? tr("%1 was not opened").arg(shown)
                                                            : tr("%1 was not opened: %2").arg(shown, reason);
    known->second->say(Role::Error, text, tr("Try again"), tr("Forget"));
    showFirst();
}

void MissingStores::remove(const QString &name) {
    const auto gone = std::ranges::find(m_all, name, &std::pair<QString, Banner *>::first);
    if (gone == m_all.end()) return;
    gone->second->hide();
    gone->second->deleteLater(); // its button may be what is telling
    m_all.erase(gone);
    showFirst();
}

void MissingStores::showFirst() {
    for (std::size_t i = 0; i < m_all.size(); ++i)
        m_all[i].second->setVisible(i < kShownMax);
    setVisible(!m_all.empty());
}

} // namespace eventscope::ui
