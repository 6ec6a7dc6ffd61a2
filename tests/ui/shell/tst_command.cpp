// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command.h"

#include <QTest>

using namespace eventscope::ui;

namespace {

Commands some() {
    Commands commands;
    const std::pair<const char *, const char *> texts[] = {{"Export All Shown", "Everywhere"},
                                                           {"Show All", "Timeline"},
                                                           {"JSON lines", "Log"},
                                                           {"Unshown things", "Log"},
                                                           {"Close", "Bar that shows"}};
    for (const auto &[text, place] : texts)
        commands.push_back({QLatin1String(text), QLatin1String(place)});
    return commands;
}

QStringList textsOf(const std::vector<const Command *> &found) {
    QStringList texts;
    for (const Command *command : found)
        texts += command->text;
    return texts;
}

QStringList found(const char *query, const QStringList &recent = {}) {
    static const Commands kCommands = some();
    return textsOf(matching(kCommands, QLatin1String(query), recent));
}

} // namespace

class TestCommand : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyWordIsHeldInAnyOrder() {
        QCOMPARE(found("shown export"), QStringList{QStringLiteral("Export All Shown")});
        QCOMPARE(found("EXP all"), QStringList{QStringLiteral("Export All Shown")});
        QCOMPARE(found("json log"), QStringList{QStringLiteral("JSON lines")});
        QVERIFY(found("json nothing").isEmpty());
    }

    void beginningsOfWordsComeBeforeInnerPartsBeforePlaces() {
        QCOMPARE(found("show"), (QStringList{QStringLiteral("Export All Shown"), QStringLiteral("Show All"),
                                             QStringLiteral("Unshown things"), QStringLiteral("Close")}));
    }

    void otherWordsFindACommand() {
        Commands commands = some();
        commands[2].words = QStringLiteral("speed lanes");
        QCOMPARE(textsOf(matching(commands, QStringLiteral("lanes"), {})), QStringList{QStringLiteral("JSON lines")});
    }

    void whatWasUsedLatelyComesFirstAmongEquals() {
        const QString showAll = some()[1].id(), unshown = some()[3].id();
        QCOMPARE(found("show", {unshown, showAll}),
                 (QStringList{QStringLiteral("Show All"), QStringLiteral("Export All Shown"),
                              QStringLiteral("Unshown things"), QStringLiteral("Close")}));
        QCOMPARE(found("", {unshown}).first(), QStringLiteral("Unshown things"));
    }

    void nothingTypedListsAllInTheirOrder() { QCOMPARE(found("  ").size(), 5); }

    void whatCannotRunComesBehindItsEquals() {
        Commands commands = some();
        commands[0].whyNot = QStringLiteral("no");
        const QStringList texts = textsOf(matching(commands, QStringLiteral("show"), {}));
        QCOMPARE(texts.mid(0, 2), (QStringList{QStringLiteral("Show All"), QStringLiteral("Export All Shown")}));
    }
};

QTEST_GUILESS_MAIN(TestCommand)
#include "tst_command.moc"
