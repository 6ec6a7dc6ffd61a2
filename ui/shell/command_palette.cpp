// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "ui/shell/command_list.h"
#include "ui/shell/palette_delegate.h"
#include "ui/shell/palette_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr qsizetype kRecentMax = 30;
constexpr int kRowsInSight = 14;

} // namespace

CommandPalette::CommandPalette(const ActionRegistry &actions, const Theme &theme, QWidget *window)
    : QFrame(window),
      m_actions(actions),
      m_theme(theme),
      m_window(window),
      m_edit(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_note(plainLabel({}, this)),
      m_model(new PaletteModel(this)) {
    layOut();
    hide();
    m_edit->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CommandPalette::sayCurrent);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, const QWidget *now) {
        if (isVisible() && now && now != this && !isAncestorOf(now)) close();
    });
}

CommandPalette::~CommandPalette() = default;

void CommandPalette::layOut() {
    const Metrics metrics(font());
    setStyleSheet(QStringLiteral(
        "eventscope--ui--CommandPalette { background: palette(window); border: 1px solid palette(dark); }"));
    setAccessible(this, tr("Go to, or run a command"));
    m_edit->setPlaceholderText(tr("A command, a stream, a position, a time or an event id"));
    m_edit->addAction(icon(QLatin1String("search")), QLineEdit::LeadingPosition);
    setAccessible(m_edit, tr("Go to, or run a command"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the keyboard stays in the line
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    setAccessible(m_list, tr("What can be done here"));
    wrap(*m_note);
    m_note->setMargin(metrics.steps(2));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.steps(1), metrics.steps(2), metrics.steps(1), metrics.steps(1));
    column->setSpacing(metrics.steps(1));
    auto *line = new QHBoxLayout;
    line->setContentsMargins(metrics.steps(1), 0, metrics.steps(1), 0);
    line->addWidget(m_edit);
    column->addLayout(line);
    column->addWidget(m_list, 1);
    column->addWidget(m_note);
}

void CommandPalette::open(Session *session) {
    if (isVisible()) return m_edit->selectAll();
    m_session = session;
    m_before = QApplication::focusWidget();
    m_commands = std::make_unique<CommandList>(*m_window, m_actions, session != nullptr, this);
    m_openings =
        m_listOpenings ? m_listOpenings([this](const QString &name) { Q_EMIT openRequested(name); }) : Commands();
    m_edit->clear();
    learnPaths();
    fill();
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

/// Below the bars, and no wider than is easily read.
void CommandPalette::place() {
    const Metrics metrics(font());
    const int width = std::min(m_window->width() - metrics.steps(16), metrics.steps(176));
    const int top = metrics.steps(17);
    const int rows = std::clamp(m_model->rowCount(), 0, kRowsInSight);
    m_list->setVisible(rows > 0);
    m_list->setFixedHeight(std::min(rows * (metrics.rowHeight + metrics.steps(1)), m_window->height() / 2));
    layout()->activate();
    setGeometry((m_window->width() - width) / 2, top, width,
                std::max(layout()->totalMinimumSize().height(), layout()->totalHeightForWidth(width)));
}

void CommandPalette::close() {
    if (!isVisible()) return;
    const bool hadKeyboard = isAncestorOf(QApplication::focusWidget());
    hide();
    m_model->setRows({}, {});
    m_commands.reset();
    m_learning.reset();
    if (hadKeyboard && m_before && m_before->isVisible()) m_before->setFocus(Qt::PopupFocusReason);
}

/// They come while the user types, and stay until the palette opens anew.
void CommandPalette::learnPaths() {
    m_seen.clear();
    m_learning.reset();
    if (!m_session) return;
    m_learning = std::make_unique<Job<std::vector<SeenPath>>>(m_session->workers());
    m_learning->start(m_session->seenPaths(), [this](Result<std::vector<SeenPath>> seen) {
        if (!seen) return; // whatever is wrong with the store is said elsewhere
        m_seen = *std::move(seen);
        // Not over what the user chose meanwhile, or is being told.
        const bool isNew = !pathsFor(m_edit->text().trimmed(), m_seen, {}).empty();
        if (isNew && m_list->currentIndex().row() <= 0) fill();
    });
}

/// What the text names other than commands and places; what was open lately comes by its words.
Commands CommandPalette::finds(const QString &text) {
    Commands all = openingOf(text, [this](const QString &name) { Q_EMIT openRequested(name); });
    const auto take = [&all](Commands more) { std::ranges::move(more, std::back_inserter(all)); };
    if (m_session) {
        take(typesFor(text, *m_session, [this](const QString &filter) { Q_EMIT filterRequested(filter); }));
        take(pathsFor(text, m_seen, [this](const QString &path) { Q_EMIT filterPrepared(path); }));
    }
    return all;
}

void CommandPalette::fill() {
    if (!m_commands) return;
    QString text = m_edit->text().trimmed();
    if (text.startsWith(QLatin1Char('>'))) text = text.mid(1).trimmed(); // as some are used to
    const GoTo goTo = [this](const QString &target) { Q_EMIT targetRequested(target); };
    Commands places = m_session ? placesFor(text, *m_session, goTo) : Commands();
    auto commands = matching(m_commands->commands(), text, m_recent);
    if (!text.isEmpty()) std::ranges::copy(matching(m_openings, text, m_recent), std::back_inserter(commands));
    Commands found = finds(text);
    // What cannot be run stands behind everything that the text finds.
    const auto runnableEnd = std::stable_partition(commands.begin(), commands.end(),
                                                   [](const Command *command) { return command->whyNot.isEmpty(); });
    const std::vector<const Command *> greyed(runnableEnd, commands.end());
    commands.erase(runnableEnd, commands.end());
    std::vector<const Command *> behind;
    for (const Command &one : found)
        behind.push_back(&one);
    // What is read as a place as a whole stands first; streams that hold the text stand behind the commands named so.
    const bool isPlace =
        !places.empty() && (commands.empty() || text.contains(QLatin1Char('-')) || text.at(0).isDigit());
    if (isPlace) {
        std::ranges::copy(behind, std::back_inserter(commands));
        std::ranges::copy(greyed, std::back_inserter(commands));
        m_model->setRows(std::move(places), commands);
    } else {
        std::vector<const Command *> all = std::move(commands);
        std::ranges::copy(behind, std::back_inserter(all));
        for (const Command &place : places)
            all.push_back(&place);
        std::ranges::copy(greyed, std::back_inserter(all));
        m_model->setRows({}, all);
    }
    say(m_model->rowCount() > 0 ? QString() : tr("Nothing here is called that. Enter looks for a place of that name."),
        Role::TextQuiet);
    if (m_model->rowCount() > 0) m_list->setCurrentIndex(m_model->index(0));
    place();
}

void CommandPalette::run() {
    const int row = m_list->currentIndex().row();
    if (row < 0) {
        if (const QString text = m_edit->text().trimmed(); !text.isEmpty()) Q_EMIT targetRequested(text);
        return;
    }
    const Command command = m_model->command(row);
    if (!command.whyNot.isEmpty()) return say(tr("Not now: %1.").arg(command.whyNot), Role::Warning);
    if (!command.isAnswer) {
        m_recent.removeAll(command.id());
        m_recent.prepend(command.id());
        m_recent = m_recent.mid(0, kRecentMax);
    }
    const auto kept = std::move(m_commands); // menus live until their action has run
    close();
    command.run();
}

void CommandPalette::showProblem(const QString &problem) {
    const QString typed = m_edit->text();
    if (!isVisible()) {
        open(m_session);
        m_edit->setText(typed);
    }
    say(problem, Role::Error);
}

QString CommandPalette::problem() const { return m_note->isHidden() ? QString() : m_note->text(); }

void CommandPalette::say(const QString &text, Role role) {
    QPalette colours;
    colours.setColor(QPalette::WindowText, m_theme.color(role));
    m_note->setPalette(colours);
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    place();
    if (!text.isEmpty()) m_edit->setAccessibleDescription(text);
}

/// The keyboard stays in the line, so that is where a screen reader hears what the arrows chose.
void CommandPalette::sayCurrent() {
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid()) m_edit->setAccessibleDescription(current.data(Qt::AccessibleTextRole).toString());
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event) {
    if (watched == m_window && event->type() == QEvent::Resize && isVisible()) place();
    if (watched != m_edit || event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // there is nowhere else to go
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QApplication::sendEvent(m_list, key);
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace eventscope::ui
