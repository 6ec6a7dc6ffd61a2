// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filter_bar.h"

#include "ui/log/filter_edit.h"
#include "ui/log/save_filter_panel.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include <charconv>
#include <cmath>

namespace eventscope::ui {

namespace {

/// The column, from 1, that an error of Filter::parse names.
int columnOf(const Error &mistake) {
    int column = 1;
    std::from_chars(mistake.detail.data(), mistake.detail.data() + mistake.detail.size(), column);
    return column;
}

/// How many of them end nearest to `x`, in a label that begins at 0. By the width of many: that of one is rounded,
/// which would add up over a line.
int spacesUpTo(const QLabel &label, int x) {
    constexpr int kMany = 100;
    const double width = QFontMetricsF(label.font()).horizontalAdvance(QString(kMany, QLatin1Char(' '))) / kMany;
    return width > 0 ? std::max(static_cast<int>(std::lround((x - label.margin()) / width)), 0) : 0;
}

} // namespace

FilterBar::FilterBar(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_theme(theme),
      m_edit(new FilterEdit([this](const QString &text, qsizetype cursor) { return complete(text, cursor); }, this)),
      m_row(new QHBoxLayout),
      m_sign(new QLabel(this)),
      m_status(plainLabel({}, this)),
      m_mistake(plainLabel({}, parent)),
      m_save(new QToolButton(this)),
      m_used(new QToolButton(this)),
      m_panel(new SaveFilterPanel(session, this)),
      m_naming(session.workers()),
      m_learning(session.workers()) {
    layOut();
    connect(m_edit, &QLineEdit::returnPressed, this, &FilterBar::applyText);
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty() && m_session.filter().isOn()) return applyText();
        showStatus();
    });
    connect(m_edit, &FilterEdit::leaveRequested, this, &FilterBar::leave);
    connect(&session.filter(), &LogFilter::searchChanged, this, &FilterBar::showStatus);
    connect(&session.filter(), &LogFilter::reset, this, [this] {
        if (!m_edit->hasFocus() && m_edit->text().trimmed() != applied()) m_edit->replaceText(applied());
    });
    connect(&session, &Session::rowsGrown, this, &FilterBar::showStatus);
    connect(&session.cursor(), &Cursor::changed, this, &FilterBar::showStatus);
    connect(&session, &Session::loaded, this, &FilterBar::learn);
    connect(&theme, &Theme::changed, this, &FilterBar::showStatus);
    if (session.isLoaded()) learn();
    showStatus();
}

void FilterBar::layOut() {
    const Metrics metrics(font());
    m_edit->setPlaceholderText(tr("Filter, such as type == \"OrderPlaced\" && data.total > 100"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setToolTip(plainToolTip(m_edit->placeholderText() + QLatin1Char('\n') +
                                    tr("Enter shows what matches, Ctrl+Space offers what can come next")));
    m_edit->addAction(icon(QLatin1String("filter")), QLineEdit::LeadingPosition);
    setAccessible(m_edit, tr("Filter of the log"), tr("An expression; events that match it are shown"));
    m_mistake->setFont(fixedFont());
    m_mistake->setAutoFillBackground(true);
    m_mistake->setMargin(metrics.steps(1));
    m_mistake->setFrameStyle(QFrame::Box | QFrame::Plain);
    wrap(*m_mistake);
    m_mistake->hide();

    m_row->setSpacing(metrics.steps(2));
    m_row->addWidget(m_edit, 1);
    m_row->addWidget(m_sign);
    m_row->addWidget(m_status);
    m_row->addWidget(m_save);
    m_row->addWidget(m_used);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    column->setSpacing(0);
    column->addLayout(m_row);
    column->addWidget(m_panel);
    setFocusProxy(m_edit);
    addSaving();
    addHistory();
}

void FilterBar::addSaving() {
    m_save->setIcon(icon(QLatin1String("star")));
    m_save->setAutoRaise(true);
    m_save->setToolTip(plainToolTip(tr("Save this filter by a name (Ctrl+S)")));
    setAccessible(m_save, tr("Save this filter"), tr("It is listed in the navigator then"));
    connect(m_save, &QToolButton::clicked, this, [this] { m_panel->open(m_edit->text().trimmed()); });
    connect(m_panel, &SaveFilterPanel::closed, this, [this] { m_edit->setFocus(Qt::OtherFocusReason); });
    auto *key = new QShortcut(QKeySequence::Save, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, m_save, &QToolButton::click);
}

void FilterBar::addHistory() {
    m_used->setIcon(icon(QLatin1String("clock")));
    m_used->setAutoRaise(true);
    m_used->setPopupMode(QToolButton::InstantPopup);
    m_used->setToolTip(plainToolTip(tr("Filters used before (Alt+Down)")));
    setAccessible(m_used, tr("Filters used before"));
    auto *menu = new QMenu(m_used);
    m_used->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &FilterBar::fillHistory);
    connect(m_edit, &FilterEdit::historyRequested, m_used, &QToolButton::showMenu);
}

void FilterBar::learn() {
    m_learning.start(m_session.seenPaths(), [this](Result<std::vector<SeenPath>> seen) {
        if (seen) m_seen = *std::move(seen); // without them only fields, types and streams are offered
    });
}

FilterCompletions FilterBar::complete(const QString &text, qsizetype cursor) {
    m_naming.drop();
    FilterCompletions found = completionsFor(text, cursor, m_session.index(), m_seen);
    if (!found.stream) return found;
    const auto look = [log = m_session.sharedIndex(), word = *found.stream](const JobControl &job) {
        return streamChoices(*log, word, job);
    };
    m_naming.start(look, [this, found](Result<QStringList> streams) {
        // What is offered may have the keyboard instead of the window, which then keeps whose it is.
        const bool isStillHere = m_edit->window()->focusWidget() == m_edit;
        if (streams && isStillHere) m_edit->setOffered({found.from, *std::move(streams), found.isNeeded, {}});
    });
    return found;
}

/// Tab goes on to it from what stands left of it, whenever it was made.
void FilterBar::addTool(QWidget *tool) {
    setTabOrder(m_row->itemAt(m_row->count() - 1)->widget(), tool);
    m_row->addWidget(tool);
}

QString FilterBar::status() const { return m_status->text(); }

QString FilterBar::applied() const { return QString::fromStdString(m_session.filter().filter().text()); }

void FilterBar::apply(const QString &filter) {
    m_edit->replaceText(filter);
    applyText();
}

void FilterBar::prepare(const QString &filter) {
    m_edit->replaceText(filter);
    m_edit->setFocus(Qt::OtherFocusReason);
}

void FilterBar::applyText() {
    m_naming.drop(); // what comes next is not asked any more
    const QString text = m_edit->text().trimmed();
    const auto filter = Filter::parse(text.toStdString());
    if (!filter) return showMistake(filter.error(), true);
    if (!text.isEmpty()) m_session.usedFilters().note(text);
    if (filter->text() != m_session.filter().filter().text()) m_session.filter().set(*filter);
    showStatus();
}

void FilterBar::showStatus() {
    const std::string text = m_edit->text().trimmed().toStdString();
    const auto written = Filter::parse(text);
    m_save->setEnabled(written && !text.empty());
    if (!written) return showMistake(written.error(), false);
    m_mistake->hide();
    const LogFilter &filter = m_session.filter();
    if (text != filter.filter().text()) return say(Role::Info, tr("Enter shows what matches"));
    if (filter.problem()) {
        return say(Role::Error, tr("Stopped after %1 of %2: %3")
                                    .arg(formatCount(filter.searched()), formatCount(m_session.rows()),
                                         shortened(filter.problem()->message, kNameCharacters)));
    }
    if (!filter.isOn()) return say(Role::TextQuiet, {});
    const QString total = tr("%Ln event(s)", nullptr, static_cast<int>(m_session.rows()));
    QString found = tr("%1 of %2").arg(formatCount(filter.count()), total);
    if (!m_session.cursor().isLive())
        found = tr("%1, %2 up to here").arg(found, formatCount(filter.countBefore(m_session.rowsAtCursor())));
    if (!filter.isSearching()) return say(Role::Good, found);
    say(Role::Info, tr("%1, still searching").arg(found));
}

void FilterBar::say(Role role, const QString &text) {
    const bool isSevere = role != Role::TextQuiet;
    m_sign->setVisible(isSevere);
    if (isSevere) m_sign->setPixmap(icon(severityIcon(role), m_theme, role).pixmap(Metrics(font()).icon));
    m_status->setText(text);
    m_edit->setAccessibleDescription(text);
}

/// An arrow under the character where reading failed, as far as that is in sight, and below it the reason; over the
/// events, which stay where they are. What is only not complete yet is no mistake before Enter.
void FilterBar::showMistake(const Error &mistake, bool isEntered) {
    const QString message = shortened(mistake.message, kNameCharacters);
    const int character = columnOf(mistake) - 1;
    const bool isIncomplete = character >= m_edit->text().trimmed().size();
    if (isIncomplete)
        say(Role::TextQuiet, tr("Not complete yet"));
    else
        say(Role::Error, tr("Cannot be read"));
    m_edit->setAccessibleDescription(message);
    m_mistake->setVisible(isEntered || !isIncomplete);
    const int spaces = spacesUpTo(*m_mistake, std::clamp(m_edit->xOf(character), 0, m_edit->width()));
    m_mistake->setText(QString(spaces, QLatin1Char(' ')) + QStringLiteral("\u2191\n") + message);
    const QPoint place = m_edit->mapTo(parentWidget(), QPoint(0, m_edit->height()));
    m_mistake->setGeometry(QRect(place, QSize(m_edit->width(), m_mistake->heightForWidth(m_edit->width()))));
    m_mistake->raise();
    QPalette palette = m_mistake->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(Role::Error));
    palette.setColor(QPalette::Window, m_theme.color(Role::Raised));
    m_mistake->setPalette(palette);
}

void FilterBar::fillHistory() {
    UsedFilters &used = m_session.usedFilters();
    QMenu *menu = m_used->menu();
    menu->clear();
    if (used.all().isEmpty()) menu->addAction(tr("None yet"))->setEnabled(false);
    for (const QString &text : used.all()) {
        QString label = shortened(text.toStdString(), kNameCharacters);
        menu->addAction(label.replace(QLatin1Char('&'), QStringLiteral("&&")), this, [this, text] { apply(text); });
    }
    menu->addSeparator();
    if (used.problem()) {
        const QString reason = shortened(used.problem()->message, kNameCharacters);
        menu->addAction(tr("Not kept: %1").arg(reason).replace(QLatin1Char('&'), QStringLiteral("&&")))
            ->setEnabled(false);
    }
    menu->addAction(icon(QLatin1String("delete")), tr("Clear these"), &used, &UsedFilters::clear)
        ->setEnabled(!used.all().isEmpty());
}

/// Escape undoes what was written, then goes back to the events.
void FilterBar::leave() {
    if (m_edit->text().trimmed() != applied()) return m_edit->replaceText(applied());
    Q_EMIT leaveRequested();
}

} // namespace eventscope::ui
