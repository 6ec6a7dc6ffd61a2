// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/privacy_files.h"

#include "core/privacy/erasure_notice.h"
#include "ui/privacy/report_file.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/save_dialog.h"

#include <QWidget>

namespace eventscope::ui {

PrivacyFiles::PrivacyFiles(Session &session, QWidget &page)
    : QObject(&page), m_session(session), m_page(page), m_saving(session.workers()) {}

void PrivacyFiles::saveReport(const std::string &erasure) {
    const std::vector<FileForm> forms{{tr("HTML, for browsers (*.html)"), QStringLiteral("html")},
                                      {tr("PDF, for paper (*.pdf)"), QStringLiteral("pdf")},
                                      {tr("JSON, which can be checked (*.json)"), QStringLiteral("json")}};
    askForFile(m_page, tr("Save the report"), forms, *this, [this, erasure](const QString &path, std::size_t form) {
        write(m_session.privacy()->decide([erasure, file = path.toStdString(), as = static_cast<ReportForm>(form)](
                                              const StorePrivacy::Desk &desk, const JobControl &job) -> Result<void> {
            ES_ASSIGN(report, erasureReport(*desk.things.ledger, *desk.things.vault, erasure));
            return writeReport(report, as, file, job);
        }));
    });
}

void PrivacyFiles::saveNotice(const SubjectWanted &wanted) {
    const std::vector<FileForm> forms{{tr("Text (*.txt)"), QStringLiteral("txt")}};
    askForFile(m_page, tr("Save the notice"), forms, *this, [this, wanted](const QString &path, std::size_t) {
        write(m_session.privacy()->read(
            [wanted, file = path.toStdString()](const StorePrivacy::Desk &desk, const JobControl &job) -> Result<void> {
                ES_ASSIGN(notice, noticeFor(desk.things.sourcesOf(desk.store), wanted, job));
                return writeText(noticeText(notice), file);
            }));
    });
}

void PrivacyFiles::write(Call<void> call) {
    m_saving.start(std::move(call), [this](const Result<void> &saved) {
        if (!saved) Q_EMIT failed(saved.error());
    });
}

} // namespace eventscope::ui
