// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/comparison_pane.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/role_delegate.h"
#include "ui/widgets/safe_text.h"

#include <QCheckBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStringListModel>
#include <QTableView>

namespace eventscope::ui {

namespace {

/// Names that are looked at and offered while somebody types: what stays well below a frame.
constexpr std::uint32_t kLooksMax = 100'000;
constexpr int kOfferedMax = 20;

/// What is the same in both is quiet.
Role roleOf(ComparedRow::Kind kind) {
    switch (kind) {
    case ComparedRow::Kind::Same:
        return Role::TextQuiet;
    case ComparedRow::Kind::Differs:
        return Role::Changed;
    case ComparedRow::Kind::OnlyLeft:
        return Role::Removed;
    case ComparedRow::Kind::OnlyRight:
        return Role::Added;
    }
    return Role::Text;
}

Role styleOf(QStyleOptionViewItem &option, const QModelIndex &index) {
    const bool isWords = index.column() == ComparisonModel::TypeColumn;
    if (!isWords) option.font = fixedFont();
    const auto kind = static_cast<ComparedRow::Kind>(index.data(ComparisonModel::kKindRole).toInt());
    return isWords && kind != ComparedRow::Kind::Same ? Role::Text : roleOf(kind);
}

} // namespace

ComparisonPane::ComparisonPane(Session &session, const Theme &theme, const StreamId &stream, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_stream(stream),
      m_field(new QLineEdit(this)),
      m_names(new QStringListModel(this)),
      m_different(new QCheckBox(tr("Differences only"), this)),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_comparing(session.workers()) {
    const Metrics metrics(font());
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RoleDelegate(theme, styleOf, m_table));
    makeCalm(*m_table);
    setAccessible(m_table, tr("Both streams side by side"));
    m_table->setColumnWidth(ComparisonModel::SignColumn, metrics.steps(6));
    for (const int column : {ComparisonModel::HereColumn, ComparisonModel::ThereColumn})
        widenColumn(*m_table, column, metrics.steps(13));
    widenColumn(*m_table, ComparisonModel::TypeColumn, metrics.steps(30));
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (const auto version = m_model.compared(index.row()).left) Q_EMIT versionRequested(*version);
    });
    connect(m_different, &QCheckBox::toggled, this, [this](bool only) {
        m_model.setShown(only ? ComparisonModel::Which::Different : ComparisonModel::Which::All);
    });
    makeField();
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), 0);
    row->setSpacing(metrics.steps(2));
    row->addWidget(m_field, 1);
    row->addWidget(m_different);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addLayout(titled(m_title, m_table), 1);
}

void ComparisonPane::makeField() {
    m_field->setPlaceholderText(tr("compare with the stream…"));
    setAccessible(m_field, tr("Stream to compare with"));
    auto *completer = new QCompleter(m_names, m_field);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_field->setCompleter(completer);
    connect(m_field, &QLineEdit::textEdited, this, &ComparisonPane::suggest);
    const auto compare = [this](const QString &name) {
        if (!name.isEmpty()) compareWith({name.toStdString()});
    };
    connect(m_field, &QLineEdit::returnPressed, this, [this, compare] { compare(m_field->text().trimmed()); });
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this, compare);
}

/// Names that safeText would change are not offered: what is typed must be the name.
void ComparisonPane::suggest(const QString &typed) {
    const Dictionary &names = m_session.index().dictionary();
    const std::string part = typed.trimmed().toStdString();
    QStringList found;
    for (std::uint32_t code = 0; code < std::min(names.streams(), kLooksMax) && found.size() < kOfferedMax; ++code) {
        const std::string_view name = names.stream(code);
        if (part.empty() || name == m_stream.value || name.find(part) == std::string_view::npos) continue;
        if (const QString text = exactText(name); text == safeText(name)) found << text;
    }
    m_names->setStringList(found);
}

void ComparisonPane::compareWith(const StreamId &other) {
    m_other = other;
    if (m_field->text() != exactText(other.value)) m_field->setText(exactText(other.value));
    m_model.setRows(nullptr);
    m_title->setText(tr("Comparing…"));
    m_comparing.startListed(tr("Comparison with %1").arg(shortened(other.value)), m_session.comparison(m_stream, other),
                            [this](Result<std::vector<ComparedRow>> rows) { show(std::move(rows)); });
}

void ComparisonPane::show(Result<std::vector<ComparedRow>> rows) {
    if (!rows) {
        m_other = {};
        return m_title->setText(shortened(describe(rows.error()), kMessageCharacters));
    }
    m_model.setRows(std::make_shared<const std::vector<ComparedRow>>(*std::move(rows)));
    using Kind = ComparedRow::Kind;
    const auto count = [this](Kind kind) { return QString::number(m_model.count(kind)); };
    if (m_model.count(Kind::Same) + m_model.count(Kind::Differs) + m_model.count(Kind::OnlyRight) == 0) {
        m_other = {};
        m_model.setRows(nullptr);
        return m_title->setText(tr("There are no events in that stream, or no such stream"));
    }
    m_title->setText(tr("%1 the same, %2 differ, %3 only here, %4 only there")
                         .arg(count(Kind::Same), count(Kind::Differs), count(Kind::OnlyLeft), count(Kind::OnlyRight)));
}

QString ComparisonPane::titleText() const { return m_title->text(); }

} // namespace eventscope::ui
