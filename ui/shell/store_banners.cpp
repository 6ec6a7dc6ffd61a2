// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_banners.h"

#include "ui/connections/server_address.h"
#include "ui/session/session.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/safe_text.h"

#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

StoreBanners::StoreBanners(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_opening(new Banner(theme, this)),
      m_reading(new Banner(theme, this)),
      m_role(new Banner(theme, this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (Banner *banner : {m_opening, m_reading, m_role})
        column->addWidget(banner);
    connect(m_opening, &Banner::actionRequested, m_opening, &QWidget::hide);
    connect(m_role, &Banner::actionRequested, m_role, &QWidget::hide);
    connect(m_reading, &Banner::actionRequested, this, [this] {
        if (m_session) m_session->retry();
    });
}

void StoreBanners::setSession(Session *session) {
    m_session = session;
    m_reading->hide();
    m_role->hide();
    if (!session) return;
    connect(session, &Session::problemChanged, this, &StoreBanners::showProblem);
    showFindings();
    showProblem();
    showRole();
}

void StoreBanners::sayFailure(const QString &text) { m_opening->say(Role::Error, text); }

void StoreBanners::hideFailure() { m_opening->hide(); }

void StoreBanners::showFindings() {
    const std::vector<std::string> &findings = m_session->info().findings;
    if (findings.empty()) return;
    QString text = safeText(m_session->info().identity.name + ", " + findings.front());
    if (findings.size() > 1) text = tr("%1 (and %2 more)").arg(text).arg(findings.size() - 1);
    m_opening->say(Role::Warning, text, tr("Dismiss"));
}

/// Everything read so far stays, and so does the cursor.
void StoreBanners::showProblem() {
    const auto problem = m_session ? m_session->problem() : std::nullopt;
    m_reading->setVisible(problem.has_value());
    if (!problem) return;
    const bool isServer = ui::isServer(QString::fromStdString(m_session->info().identity.address));
    m_reading->say(Role::Error, shortened(describe(*problem), kMessageCharacters),
                   isServer && problem->isTransient() ? tr("Reconnect") : tr("Try again"));
}

void StoreBanners::showRole() {
    const auto &evidence = m_session->info().readOnly.evidence;
    const auto role =
        std::ranges::find_if(evidence, [](const Evidence &rung) { return rung.rung == "role" && !rung.holds; });
    if (role == evidence.end()) return;
    m_role->say(Role::Warning,
                tr("This role could write (%1). Nothing here does; a role that may only read is safer.")
                    .arg(shortened(role->statement, kMessageCharacters)),
                tr("Dismiss"));
}

} // namespace eventscope::ui
