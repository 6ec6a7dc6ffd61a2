// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/report_file.h"

#include "core/base/atomic_file.h"
#include "core/document/html_writer.h"
#include "core/document/pdf_writer.h"

namespace eventscope::ui {

Result<void> writeReport(const ErasureReport &report, ReportForm form, const std::string &path, const JobControl &job) {
    ES_ASSIGN(file, AtomicFile::create(path));
    const WriteBytes write = [&file](std::string_view bytes) { return file.write(bytes); };
    switch (form) {
    case ReportForm::Html:
        ES_TRY(writeHtml(report.document, write, job));
        break;
    case ReportForm::Pdf:
        ES_TRY(writePdf(report.document, write, job));
        break;
    case ReportForm::Json:
        ES_TRY(write(report.json));
        break;
    }
    return file.commit();
}

Result<void> writeText(std::string_view text, const std::string &path) {
    ES_ASSIGN(file, AtomicFile::create(path));
    ES_TRY(file.write(text));
    return file.commit();
}

} // namespace eventscope::ui
