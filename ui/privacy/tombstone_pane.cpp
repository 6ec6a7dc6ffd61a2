// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/tombstone_pane.h"

#include "core/privacy/tombstone.h"
#include "ui/session/store_privacy.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace eventscope::ui {

TombstonePane::TombstonePane(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_outcome(new Banner(theme, this)),
      m_stream(new QComboBox(this)),
      m_type(new QLineEdit(this)),
      m_data(new QLineEdit(QStringLiteral("{}"), this)),
      m_append(new QPushButton(tr("Append the Tombstone"), this)),
      m_acting(session.workers()) {
    layOut();
    for (QLineEdit *edit : {m_type, m_data})
        connect(edit, &QLineEdit::textChanged, this, &TombstonePane::showPossible);
    connect(m_append, &QPushButton::clicked, this, &TombstonePane::append);
    showPossible();
}

void TombstonePane::layOut() {
    const Metrics metrics(font());
    m_outcome->hide();
    QLabel *warning =
        plainLabel(tr("The older events still hold the data: a tombstone only says that it is not to be used any more. "
                      "Whoever reads "
                      "the stream still reads it, as do backups, exports and read models that do not know this event."),
                   this);
    wrap(*warning);
    m_type->setPlaceholderText(tr("such as %1").arg(QStringLiteral("CandidateAnonymized")));
    setAccessible(m_append, m_append->text());
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(metrics.steps(3));
    form->setVerticalSpacing(metrics.steps(2));
    const auto add = [&](const QString &name, QWidget *field) {
        auto *label = plainLabel(name, this);
        label->setBuddy(field);
        setAccessible(field, name);
        field->setMaximumWidth(metrics.steps(120));
        form->addRow(label, field);
    };
    add(tr("Stream"), m_stream);
    add(tr("Type of the event"), m_type);
    add(tr("Its data (JSON)"), m_data);
    auto *button = new QHBoxLayout;
    button->addWidget(m_append);
    button->addStretch(1);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(metrics.steps(2), metrics.steps(2), metrics.steps(2), metrics.steps(2));
    inner->setSpacing(metrics.steps(3));
    inner->addWidget(warning);
    inner->addLayout(form);
    inner->addLayout(button);
    inner->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_outcome);
    column->addLayout(inner, 1);
}

void TombstonePane::showStudy(const SubjectStudyPtr &study) {
    if (study == m_study) return;
    m_study = study;
    m_outcome->hide();
    m_stream->clear();
    if (study) {
        for (const StreamId &stream : streamsOf(*study)) {
            m_stream->addItem(shortened(stream.value), QByteArray::fromStdString(stream.value));
            m_stream->setItemData(m_stream->count() - 1, plainToolTip(shortened(stream.value, kNameCharacters)),
                                  Qt::ToolTipRole);
        }
    }
    showPossible();
}

void TombstonePane::showPossible() {
    m_append->setEnabled(m_session.privacy()->mayWrite() && !m_acting.isRunning() && m_stream->currentIndex() >= 0 &&
                         !m_type->text().trimmed().isEmpty());
}

void TombstonePane::append() {
    const Tombstone tombstone{{m_stream->currentData().toByteArray().toStdString()},
                              m_type->text().trimmed().toStdString(),
                              m_data->text().trimmed().toStdString()};
    auto work = [tombstone](WritableEventStore &store, const StorePrivacy::Desk &desk,
                            const JobControl &job) -> Result<Appended> {
        ES_ASSIGN(seen, versionToClose(store.reader(), tombstone, job));
        return appendTombstone(store, tombstone, seen, desk.clock.now(), job);
    };
    m_acting.start(
        m_session.privacy()->append("append a tombstone", std::move(work)), [this](const Result<Appended> &done) {
            if (done)
                m_outcome->say(
                    Role::Good,
                    tr("Appended as %1. The older events still hold the data.").arg(formatVersion(done->last)));
            else
                m_outcome->say(Role::Error, shortened(describe(done.error()), kMessageCharacters));
            showPossible();
        });
    showPossible();
}

} // namespace eventscope::ui
