// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_list.h"

#include "ui/shell/action_ids.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/class_name.h"
#include "ui/shell/key_table.h"
#include "ui/shell/search_words.h"
#include "ui/widgets/menu_offer.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QPointer>
#include <QRegularExpression>
#include <QShortcut>
#include <QTabBar>
#include <QToolButton>
#include <QWidgetAction>

#include <utility>

namespace eventscope::ui {

namespace {

QString say(const char *text) { return QCoreApplication::translate("Commands", text); }

/// "Log › Copy as"
QString within(const QString &place, const QString &part) { return QStringLiteral("%1 \u203a %2").arg(place, part); }

/// Without mnemonics: "&&" stands for one.
QString plain(const QString &text) {
    QString shown;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == QLatin1Char('&') && ++at == text.size()) break;
        shown += text[at];
    }
    return shown;
}

/// What tells commands apart, however they are written.
QString keyOf(QString text) { return text.remove(QChar(0x2026)).toLower().trimmed(); }

/// What a button is called, and the key that some names hold: "Search in the state (Ctrl+F)".
std::pair<QString, QKeySequence> nameOf(const QAbstractButton &button) {
    static const QRegularExpression kKey(QStringLiteral("^(.*) \\(([^()]+)\\)$"));
    const QString name = button.accessibleName().isEmpty() ? plain(button.text()) : button.accessibleName();
    const auto match = kKey.match(name);
    const QKeySequence keys(match.captured(2), QKeySequence::NativeText);
    const bool isKey = !keys.isEmpty() && keys.toString(QKeySequence::NativeText) == match.captured(2);
    return isKey ? std::pair(match.captured(1), keys) : std::pair(name, button.shortcut());
}

/// Buttons that belong to a control of Qt's own.
bool isInnerPart(const QAbstractButton &button) {
    const QWidget *parent = button.parentWidget();
    return button.objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QLineEdit *>(parent) ||
           qobject_cast<const QTabBar *>(parent) || qobject_cast<const QMenuBar *>(parent);
}

/// The class of the widget that has the keys of a place.
QLatin1String classOf(KeyPlace place) {
    static constexpr const char *kClasses[] = {
        "",           "LogPage",   "FilterBar",       "SavedSection",  "FindBar",     "Inspector",
        "NoteEditor", "NotesPage", "ProjectionsPage", "ProcessesPage", "PrivacyPage", "StreamPage",
        "StatePane",  "WatchPane", "ValuePlot",       "TimelineView"};
    return QLatin1String(kClasses[static_cast<std::size_t>(place)]);
}

QWidget *shownOf(QLatin1String wanted, const QWidget &window) {
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->isVisible() && QLatin1String(className(*widget)) == wanted) return widget;
    }
    return nullptr;
}

void press(QWidget &widget, QKeyCombination keys) {
    widget.setFocus(Qt::OtherFocusReason);
    QKeyEvent event(QEvent::KeyPress, keys.key(), keys.keyboardModifiers());
    QCoreApplication::sendEvent(&widget, &event);
}

} // namespace

QString placeOf(const QWidget &widget) {
    static constexpr std::pair<const char *, const char *> kPlaces[] = {
        {"NotesPage", QT_TRANSLATE_NOOP("Commands", "Notes")},
        {"ProjectionsPage", QT_TRANSLATE_NOOP("Commands", "Projections")},
        {"ProcessesPage", QT_TRANSLATE_NOOP("Commands", "Processes")},
        {"PrivacyPage", QT_TRANSLATE_NOOP("Commands", "Privacy")},
        {"NoteEditor", QT_TRANSLATE_NOOP("Commands", "Note on the event")},
        {"LogPage", QT_TRANSLATE_NOOP("Commands", "Log")},
        {"StreamPage", QT_TRANSLATE_NOOP("Commands", "Stream page")},
        {"Inspector", QT_TRANSLATE_NOOP("Commands", "Inspector")},
        {"TimelinePanel", QT_TRANSLATE_NOOP("Commands", "Timeline")},
        {"Navigator", QT_TRANSLATE_NOOP("Commands", "Navigator")},
        {"WelcomePage", QT_TRANSLATE_NOOP("Commands", "Welcome page")},
        {"TopBar", QT_TRANSLATE_NOOP("Commands", "Bar at the top")},
        {"PageArea", QT_TRANSLATE_NOOP("Commands", "Pages")},
    };
    const char *words = foundByClass(&widget, kPlaces);
    return say(words ? words : QT_TRANSLATE_NOOP("Commands", "Window"));
}

CommandList::CommandList(QWidget &window, const ActionRegistry &registry, bool isStoreOpen, const QWidget *without)
    : m_isStoreOpen(isStoreOpen) {
    addRegistry(registry);
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        const bool isLeftOut = without && (widget == without || without->isAncestorOf(widget));
        if (!isLeftOut && widget->isVisible() && widget->window() == &window) addWidget(*widget);
    }
    addKeys(window);
    addHints(window);
}

void CommandList::addRegistry(const ActionRegistry &registry) {
    for (QAction *action : registry.all()) {
        addAction(*action, say(QT_TRANSLATE_NOOP("Commands", "Everywhere")));
        m_texts.insert(keyOf(plain(action->text())));
    }
}

void CommandList::addWidget(QWidget &widget) {
    if (auto *button = qobject_cast<QAbstractButton *>(&widget)) addButton(*button);
    if (auto *bar = qobject_cast<QTabBar *>(&widget)) addTabs(*bar);
    if (auto *box = qobject_cast<QComboBox *>(&widget)) addChoices(*box);
    if (!qobject_cast<const QMenu *>(&widget) && !qobject_cast<const QMenuBar *>(&widget)) {
        for (QAction *action : widget.actions())
            addAction(*action, placeOf(widget));
    }
    for (auto *shortcut : widget.findChildren<QShortcut *>(Qt::FindDirectChildrenOnly))
        addShortcut(*shortcut);
    for (auto *offer : widget.findChildren<MenuOffer *>(Qt::FindDirectChildrenOnly)) {
        m_menus.push_back(std::make_unique<QMenu>());
        offer->fill(*m_menus.back());
        addMenu(*m_menus.back(), placeOf(widget));
    }
}

void CommandList::addButton(QAbstractButton &button) {
    const auto *tool = qobject_cast<const QToolButton *>(&button);
    const auto [name, keys] = nameOf(button);
    if (isInnerPart(button) || name.isEmpty() || (tool && tool->defaultAction())) return;
    if (tool && tool->menu()) {
        Q_EMIT tool->menu()->aboutToShow();
        addMenu(*tool->menu(), within(placeOf(button), name));
        if (tool->popupMode() == QToolButton::InstantPopup) return;
    }
    Command command{name, placeOf(button), button.statusTip(), keys, whyNot(button, button.isEnabled())};
    command.run = [at = QPointer(&button)] {
        if (at && at->isEnabled()) at->click();
    };
    add(std::move(command));
}

void CommandList::addTabs(QTabBar &bar) {
    for (int tab = 0; tab < bar.count(); ++tab) {
        if (tab == bar.currentIndex() || !bar.isTabVisible(tab)) continue;
        Command command{plain(bar.tabText(tab)), within(placeOf(bar), say(QT_TRANSLATE_NOOP("Commands", "Tab")))};
        command.whyNot = whyNot(bar, bar.isTabEnabled(tab));
        command.run = [at = QPointer(&bar), tab] {
            if (at) at->setCurrentIndex(tab);
        };
        add(std::move(command));
    }
}

/// Where a button has the same name the two are one.
void CommandList::addShortcut(QShortcut &shortcut) {
    const KeyRow *row = rowOf(*shortcut.parent(), shortcut.key());
    if (!row || !shortcut.isEnabled()) return;
    const QString text = wordsOf(*row);
    const QString place = placeOf(*qobject_cast<QWidget *>(shortcut.parent()));
    for (Command &command : m_commands) {
        if (command.place != place || keyOf(command.text) != keyOf(text)) continue;
        if (command.keys.isEmpty()) command.keys = shortcut.key();
        return;
    }
    Command command{text, place, {}, shortcut.key()};
    command.run = [at = QPointer(&shortcut)] {
        if (at) Q_EMIT at->activated();
    };
    add(std::move(command));
}

void CommandList::addChoices(QComboBox &box) {
    if (box.accessibleName().isEmpty() || box.isEditable()) return;
    for (int item = 0; item < box.count(); ++item) {
        if (item == box.currentIndex()) continue;
        const bool isEnabled =
            box.isEnabled() &&
            box.model()->flags(box.model()->index(item, box.modelColumn())).testFlag(Qt::ItemIsEnabled);
        Command command{within(box.accessibleName(), box.itemText(item)), placeOf(box)};
        command.whyNot = whyNot(box, isEnabled);
        command.run = [at = QPointer(&box), item] {
            if (at) at->setCurrentIndex(item);
        };
        add(std::move(command));
    }
}

/// What is painted by hand reads its keys itself: there they are pressed for the user. Elsewhere they depend on what is
/// current.
void CommandList::addKeys(const QWidget &window) {
    for (const KeyRow &row : keyTable()) {
        if (row.place == KeyPlace::Everywhere) continue;
        QWidget *at = shownOf(classOf(row.place), window);
        const QKeySequence keys{QLatin1String(row.keys)};
        if (at && *row.widget) continue; // its shortcut is in the list already, if it works now
        Command command{wordsOf(row), nameOf(row.place), {}, keys};
        const bool isPainted = row.place == KeyPlace::Timeline || row.place == KeyPlace::Plot;
        if (!at)
            command.whyNot = notInSight(command.place);
        else if (!isPainted)
            command.whyNot = say(QT_TRANSLATE_NOOP("Commands", "with the keyboard there: %1"))
                                 .arg(keys.toString(QKeySequence::NativeText));
        command.run = [widget = QPointer(at), keys] {
            if (widget) press(*widget, keys[0]);
        };
        add(std::move(command));
    }
}

/// What is looked for, but is not here, or no command at all.
void CommandList::addHints(const QWidget &window) {
    const auto hint = [this](const QString &text, const QString &place, const QString &why) {
        Command command{text, place};
        command.whyNot = why;
        add(std::move(command));
    };
    hint(say(QT_TRANSLATE_NOOP("Commands", "Size of the Texts")), nameOf(KeyPlace::Everywhere),
         say(QT_TRANSLATE_NOOP("Commands", "as on the desktop, or: eventscope --font-size 14")));
    if (shownOf(classOf(KeyPlace::Stream), window)) return;
    hint(say(QT_TRANSLATE_NOOP("Commands", "Steps a second, while playing")), nameOf(KeyPlace::Stream),
         notInSight(nameOf(KeyPlace::Stream)));
}

QString CommandList::notInSight(const QString &place) const {
    if (!m_isStoreOpen) return say(QT_TRANSLATE_NOOP("Commands", "needs an open store"));
    return say(QT_TRANSLATE_NOOP("Commands", "only with this in sight: %1")).arg(place);
}

void CommandList::addMenu(QMenu &menu, const QString &place) {
    QString part = place;
    for (QAction *action : menu.actions()) {
        if (action->isSeparator()) // a section may have a title
            part = action->text().isEmpty() ? place : within(place, plain(action->text()));
        else if (action->menu())
            addMenu(*action->menu(), within(part, plain(action->text())));
        else
            addAction(*action, part);
    }
}

void CommandList::addAction(QAction &action, const QString &place) {
    const QString text = plain(action.text());
    if (action.isSeparator() || text.isEmpty() || !action.isVisible() || qobject_cast<QWidgetAction *>(&action)) return;
    if (m_seen.contains(&action)) return;
    m_seen.insert(&action);
    Command command{text, place, action.statusTip(), action.shortcut(), whyNot(action, action.isEnabled())};
    command.run = [at = QPointer(&action)] {
        if (at) at->trigger();
    };
    add(std::move(command));
}

void CommandList::add(Command command) {
    const QString key = keyOf(command.text);
    const QString full = command.place + QLatin1Char('\n') + key;
    if (m_texts.contains(key) || m_texts.contains(full)) return;
    m_texts.insert(full);
    command.words = searchWords(command.text);
    m_commands.push_back(std::move(command));
}

QString CommandList::whyNot(const QObject &what, bool isEnabled) const {
    if (isEnabled) return {};
    if (!m_isStoreOpen) return say(QT_TRANSLATE_NOOP("Commands", "needs an open store"));
    static constexpr std::pair<QLatin1String, const char *> kReasons[] = {
        {actions::kBack, QT_TRANSLATE_NOOP("Commands", "the cursor has not moved yet")},
        {actions::kForward, QT_TRANSLATE_NOOP("Commands", "the cursor was not moved back")},
        {actions::kHead, QT_TRANSLATE_NOOP("Commands", "the cursor is at the head already")},
    };
    for (const auto &[id, words] : kReasons)
        if (what.objectName() == id) return say(words);
    return say(QT_TRANSLATE_NOOP("Commands", "not possible with what is shown and selected now"));
}

} // namespace eventscope::ui
