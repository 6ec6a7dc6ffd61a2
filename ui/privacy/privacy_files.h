// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QObject>

#include <string>

class QWidget;

namespace eventscope {
struct SubjectWanted;
}

namespace eventscope::ui {

/// The files that the Privacy page makes: each is asked for, and written in the background. GUI thread.
class PrivacyFiles final : public QObject {
    Q_OBJECT

  public:
    /// `page` is its parent, and what the dialogs stand before; both outlive it.
    PrivacyFiles(Session &session, QWidget &page);

    /// The report on an erasure, from its ledger.
    void saveReport(const std::string &erasure);
    /// The letter to those who have a person's data, too.
    void saveNotice(const SubjectWanted &wanted);

  Q_SIGNALS:
    void failed(const eventscope::Error &why);

  private:
    void write(Call<void> call);

    Session &m_session;
    QWidget &m_page;
    Job<void> m_saving;
};

} // namespace eventscope::ui
