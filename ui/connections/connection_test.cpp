// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_test.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/evidence_list.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

QString orderWords(OrderKind order) {
    switch (order) {
    case OrderKind::Commit:
        return ConnectionTest::tr("Events are in the order of their commits");
    case OrderKind::Holes:
        return ConnectionTest::tr("Events are in the order of their numbers; a hole may still fill");
    case OrderKind::Clock:
        return ConnectionTest::tr("Only their times order the streams against each other");
    case OrderKind::None:
        return ConnectionTest::tr("Streams have no order between them");
    }
    return {};
}

} // namespace

ConnectionTest::ConnectionTest(Workers &workers, const Theme &theme, Tester tester, QWidget *parent)
    : QFrame(parent),
      m_theme(theme),
      m_tester(std::move(tester)),
      m_icon(new QLabel),
      m_headline(selectableLabel()),
      m_progress(new QProgressBar),
      m_cancel(new QPushButton(tr("Cancel"))),
      m_list(new EvidenceList(theme)),
      m_job(workers) {
    const Metrics metrics(font());
    setAccessible(this, tr("Result of the test"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics.steps(2));
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics.steps(2));
    wrap(*m_headline);
    QFont bold = font();
    bold.setBold(true);
    m_headline->setFont(bold);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_headline, 1);
    head->addWidget(m_cancel, 0, Qt::AlignTop);
    column->addLayout(head);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(metrics.steps(2));
    setAccessible(m_progress, tr("The test is under way"));
    setAccessible(m_cancel, tr("Cancel the test"));
    column->addWidget(m_progress);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessible(scroll, tr("What the test found"));
    auto *inside = new QWidget;
    auto *insideColumn = new QVBoxLayout(inside);
    insideColumn->setContentsMargins(0, 0, 0, 0);
    insideColumn->addWidget(m_list);
    insideColumn->addStretch(1);
    scroll->setWidget(inside);
    column->addWidget(scroll, 1);
    connect(m_cancel, &QPushButton::clicked, this, &ConnectionTest::cancel);
    clear();
}

void ConnectionTest::clear() {
    m_job.drop();
    m_outcome.reset();
    m_list->clear();
    setHeadline(Role::Info, tr("Not tested yet"));
    setRunning(false);
}

void ConnectionTest::start(const Connection &connection) {
    m_outcome.reset();
    m_list->clear();
    setHeadline(Role::Info, connection.name.empty()
                                ? tr("Opening it\u2026")
                                : tr("Opening %1\u2026").arg(shortened(connection.name, kNameCharacters)));
    m_job.start(m_tester(connection), [this](const Result<StoreReport> &report) {
        setRunning(false);
        report ? showReport(*report) : showError(report.error());
    });
    setRunning(true);
}

void ConnectionTest::showReport(const StoreReport &report) {
    m_outcome = true;
    const StoreInfo &info = report.info;
    const bool isWarned = std::ranges::any_of(info.readOnly.evidence, [](const Evidence &rung) {
        return !rung.holds && (rung.rung == "tls" || rung.rung == "role");
    });
    setHeadline(isWarned ? Role::Warning : Role::Good,
                isWarned ? tr("It opens. See what is marked.") : tr("It opens."));
    if (!info.server.empty()) m_list->addLine(Role::Info, shortened(info.server, kNameCharacters));
    m_list->addLine(Role::Info, tr("Layout: %1").arg(shortened(info.layout, kNameCharacters)));
    m_list->addLine(Role::Info, orderWords(info.order));
    m_list->addLine(Role::Info, report.isEmpty ? tr("There is no event in it yet") : tr("There are events in it"));
    m_list->addLine(Role::Info, tr("Opened in %1 ms").arg(report.openedInMs));
    m_list->addEvidence(info.readOnly.evidence);
    for (const std::string &finding : info.findings)
        m_list->addLine(Role::Warning, shortened(finding, kMessageCharacters));
}

void ConnectionTest::showError(const Error &error) {
    if (error.kind == ErrorKind::Cancelled) return setHeadline(Role::Info, tr("The test was cancelled"));
    m_outcome = false;
    setHeadline(Role::Error, shortened(error.message, kMessageCharacters));
    if (!error.hint.empty()) m_list->addLine(Role::Info, shortened(error.hint, kMessageCharacters));
    // Servers and libraries break their lines as they like.
    const std::string detail = QString::fromStdString(error.detail).simplified().toStdString();
    if (!detail.empty()) m_list->addLine(Role::Info, shortened(detail, kMessageCharacters));
}

void ConnectionTest::setHeadline(Role severity, const QString &text) {
    const int edge = Metrics(font()).icon;
    m_icon->setPixmap(icon(severityIcon(severity), m_theme, severity).pixmap(QSize(edge, edge), devicePixelRatioF()));
    m_headline->setText(text);
    setAccessible(m_headline, text);
}

void ConnectionTest::setRunning(bool running) {
    m_progress->setVisible(running);
    m_cancel->setVisible(running);
    Q_EMIT runningChanged(running);
}

QStringList ConnectionTest::lines() const { return QStringList(m_headline->text()) + m_list->lines(); }

} // namespace eventscope::ui
