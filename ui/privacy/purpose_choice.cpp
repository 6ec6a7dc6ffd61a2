// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/purpose_choice.h"

#include "ui/privacy/privacy_words.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

PurposeChoice::PurposeChoice(QWidget *parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_title(plainLabel(tr("What is erased of theirs"), this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Metrics(font()).steps(1));
    m_column->addWidget(m_title);
    hide();
}

void PurposeChoice::showStudy(const SubjectStudyPtr &study) {
    for (QWidget *part : m_boxes)
        delete part;
    for (QWidget *part : m_reasons)
        delete part;
    m_boxes.clear();
    m_reasons.clear();
    m_names.clear();
    const bool isChoice = study && study->choices.size() > 1;
    setVisible(isChoice);
    if (!isChoice) return;
    for (const StudiedPurpose &purpose : study->choices)
        add(purpose, study->plan.underWay.has_value());
}

/// `isFixed`: what was asked for is gone on with.
void PurposeChoice::add(const StudiedPurpose &purpose, bool isFixed) {
    const Metrics metrics(font());
    auto *box = new QCheckBox(tr("%1: %2").arg(purposeText(purpose.name),
                                               tr("%Ln sealed value(s)", nullptr, static_cast<int>(purpose.values))),
                              this);
    box->setChecked(purpose.isChosen);
    box->setEnabled(purpose.holds.empty() && !isFixed);
    QLabel *reason = nullptr;
    QStringList holds;
    for (const LedgerEntry &hold : purpose.holds)
        holds += holdText(hold);
    if (!holds.isEmpty()) {
        reason = plainLabel(tr("Kept by a legal hold: %1").arg(holds.join(QStringLiteral("; "))), this);
        wrap(*reason);
        reason->setIndent(metrics.steps(6));
    }
    setAccessible(box, box->text(), reason ? reason->text() : QString());
    connect(box, &QCheckBox::toggled, this, &PurposeChoice::changed);
    m_column->addWidget(box, 0, Qt::AlignLeft);
    if (reason) m_column->addWidget(reason);
    m_names.push_back(purpose.name);
    m_boxes += box;
    m_reasons += reason;
}

bool PurposeChoice::isAny() const { return m_boxes.isEmpty() || std::ranges::any_of(m_boxes, &QCheckBox::isChecked); }

std::vector<std::string> PurposeChoice::chosen() const {
    std::vector<std::string> chosen;
    for (int i = 0; i < m_boxes.size(); ++i)
        if (m_boxes[i]->isChecked()) chosen.push_back(m_names[static_cast<std::size_t>(i)]);
    return chosen.size() == m_names.size() ? std::vector<std::string>() : chosen;
}

} // namespace eventscope::ui
