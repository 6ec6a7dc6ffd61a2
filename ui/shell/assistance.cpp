// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/assistance.h"

#include "core/event/filter/filter_help.h"
#include "ui/connections/welcome_page.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/class_name.h"
#include "ui/shell/command_list.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/guide_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_docks.h"
#include "ui/shell/store_pages.h"
#include "ui/theme/metrics.h"

#include <QApplication>
#include <QPushButton>
#include <QTimer>

namespace eventscope::ui {

namespace {

/// The height that shows five steps and the words for the current one.
constexpr int kGuideSteps = 84;

/// The filter language, from where the command line has it, too. A list: in a table, bars in an expression would end a
/// cell.
QString filterLanguage() {
    QString text;
    for (const auto &[expression, meaning] : filterExamples()) {
        QString words = QString::fromUtf8(meaning);
        words.replace(QLatin1Char('*'), QStringLiteral("\\*")).replace(QLatin1Char('['), QStringLiteral("\\["));
        text += QStringLiteral("- `%1`: %2\n").arg(QLatin1String(expression), words);
    }
    for (const std::string &note : filterNotes())
        text += QLatin1Char('\n') + QString::fromStdString(note).replace(QLatin1Char('<'), QStringLiteral("\\<")) +
                QLatin1Char('\n');
    return text;
}

} // namespace

Assistance::Assistance(MainWindow &window, const Theme &theme, const Settings &settings, const Connections &connections)
    : QObject(&window),
      m_window(window),
      m_theme(theme),
      m_palette(new CommandPalette(window.actions(), theme, &window)) {
    const auto on = [this](QLatin1String id, auto slot) {
        connect(m_window.actions().action(id), &QAction::triggered, this, slot);
    };
    on(actions::kGoTo, [this] { m_palette->open(m_window.session()); });
    on(actions::kShortcuts, &Assistance::showShortcuts);
    on(actions::kHelp, &Assistance::showHelp);
    on(actions::kGuide, &Assistance::showGuide);
    connect(window.findChild<WelcomePage *>(), &WelcomePage::guideRequested, window.actions().action(actions::kGuide),
            &QAction::trigger);
    m_palette->setOpenings([&settings, &connections](const TakeText &open) {
        return knownOpenings(settings.recents(), connections, open);
    });
    connect(m_palette, &CommandPalette::openRequested, &window, [&window](const QString &name) { window.open(name); });
    connect(m_palette, &CommandPalette::filterRequested, &window, [&window](const QString &filter) {
        if (window.pages()) window.pages()->showMatching(filter);
    });
    connect(m_palette, &CommandPalette::filterPrepared, &window, [&window](const QString &beginning) {
        if (window.pages()) window.pages()->prepareFilter(beginning);
    });
    connect(m_palette, &CommandPalette::targetRequested, this, [this](const QString &text) {
        if (m_window.session()) return m_window.goTo(text);
        m_palette->showProblem(tr("There is no such command. Open a store to go to places in it."));
    });
}

GuidePanel *Assistance::guide() const { return m_guide ? m_guide->findChild<GuidePanel *>() : nullptr; }

void Assistance::showShortcuts() {
    const CommandList live(m_window, m_window.actions(), m_window.session() != nullptr, m_palette);
    if (!m_shortcuts) {
        m_shortcuts = new ShortcutSheet(&m_window);
        m_shortcuts->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_shortcuts->setShortcuts(allShortcuts(m_window.actions(), live.commands()));
    m_shortcuts->show();
    m_shortcuts->raise();
    m_shortcuts->activateWindow();
}

void Assistance::showHelp() {
    const QString page = helpPage(); // before the help has the keyboard
    if (!m_help) {
        m_help = new HelpWindow(m_theme, &m_window);
        m_help->setAttribute(Qt::WA_DeleteOnClose);
        m_help->setPart(QStringLiteral("filter-language"), filterLanguage());
        m_help->setPart(QStringLiteral("keys"), shortcutsAsMarkdown(allShortcuts(m_window.actions(), {})));
    }
    m_help->showPage(page);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void Assistance::showGuide() {
    if (!m_guide) {
        m_guide = new QDockWidget(tr("Guided look"), &m_window);
        m_guide->setObjectName(QStringLiteral("guide"));
        auto *noTitle = new QWidget(m_guide); // its content says what it is
        noTitle->setFixedHeight(0);
        m_guide->setTitleBarWidget(noTitle);
        auto *panel = new GuidePanel(m_window, m_theme, m_guide);
        m_guide->setWidget(panel);
        m_window.addDockWidget(Qt::LeftDockWidgetArea, m_guide);
        connect(panel, &GuidePanel::closeRequested, m_guide, &QObject::deleteLater);
        // The layout that is remembered knows nothing of the guide.
        connect(&m_window, &MainWindow::storeOpened, m_guide.data(), [this] { placeGuide(); });
    }
    placeGuide();
    guide()->showMe()->setFocus(Qt::OtherFocusReason);
}

/// Its height is given when the window has laid itself out: only then do the others have theirs.
void Assistance::placeGuide() {
    m_guide->show();
    QTimer::singleShot(0, m_guide,
                       [this] { m_window.docks()->giveHeight(*m_guide, Metrics(m_window.font()).steps(kGuideSteps)); });
}

QString Assistance::helpPage() const {
    static constexpr std::pair<const char *, const char *> kPages[] = {
        {"FilterBar", "filter"},          {"LogPage", "log"},
        {"StreamPage", "stream"},         {"Inspector", "inspector"},
        {"TimelinePanel", "timeline"},    {"LockPanel", "safety"},
        {"ConnectionsDialog", "welcome"}, {"NotesPage", "notes"},
        {"NoteEditor", "notes"},          {"ProjectionsPage", "projections"},
        {"ProcessesPage", "processes"},   {"PrivacyPage", "privacy"},
    };
    if (const char *page = foundByClass(QApplication::focusWidget(), kPages)) return QLatin1String(page);
    return m_window.session() ? QStringLiteral("log") : QStringLiteral("welcome");
}

} // namespace eventscope::ui
