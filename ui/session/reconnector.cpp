// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/reconnector.h"

#include <algorithm>

namespace eventscope::ui {

Reconnector::Reconnector(Session &session, int firstMs)
    : m_session(session), m_firstMs(firstMs), m_asking(session.workers()) {
    m_wait.setSingleShot(true);
    m_wait.setInterval(firstMs);
    connect(&m_wait, &QTimer::timeout, this, &Reconnector::ask);
    connect(&session, &Session::problemChanged, this, &Reconnector::handleProblem);
    handleProblem();
}

void Reconnector::handleProblem() {
    m_wait.stop();
    m_asking.drop();
    const auto &problem = m_session.problem();
    if (!problem || !problem->isTransient()) return;
    const bool isLostAgain = m_sinceAnswer.isValid() && !m_sinceAnswer.hasExpired(kLongestMs);
    m_wait.start(isLostAgain ? std::min(2 * waitMs(), kLongestMs) : m_firstMs);
}

void Reconnector::ask() {
    Query query;
    query.rowsMax = 1;
    m_asking.start(m_session.page(query), [this](const Result<BatchPtr> &answer) {
        if (answer) {
            m_sinceAnswer.start();
            return m_session.retry();
        }
        if (answer.error().isTransient()) m_wait.start(std::min(2 * waitMs(), kLongestMs));
    });
}

} // namespace eventscope::ui
