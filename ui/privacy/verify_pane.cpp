// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/verify_pane.h"

#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

std::uint64_t figureOf(const Json &details, std::string_view member) {
    const Json value = details.member(member);
    return value.isNumber() ? std::stoull(std::string(value.token())) : 0;
}

/// `good` answers what must hold where nothing is wrong.
Cell outcome(std::uint64_t wrong, const QString &good, const QString &whatIsWrong) {
    if (wrong == 0) return {good, {}, Role::Good, QLatin1String("check")};
    return {whatIsWrong, {}, Role::Error, QLatin1String("error")};
}

Cell notPerformed() { return {VerifyPane::tr("not performed"), {}, Role::Warning, QLatin1String("warning")}; }

bool isPerformed(const Json &details, std::string_view member) { return details.member(member).token() == "performed"; }

/// Only the run that destroys the keys can look for them.
CellRow keySearchOf(const Json &details) {
    const auto count = static_cast<int>(figureOf(details, "keyHits"));
    const bool isSearched = isPerformed(details, "keySearch");
    const QString scope =
        isSearched ? VerifyPane::tr("%1 in %2 files, for %Ln key(s), also as wrapped", nullptr,
                                    static_cast<int>(figureOf(details, "keys")))
                         .arg(formatBytes(figureOf(details, "keyBytes")), formatCount(figureOf(details, "keyFiles")))
                   : VerifyPane::tr("only the run that destroys the keys can look for them: nothing of them is kept");
    return {{VerifyPane::tr("No destroyed key is in any byte of the files")},
            isSearched || count > 0 ? outcome(figureOf(details, "keyHits"), VerifyPane::tr("none found"),
                                              VerifyPane::tr("%Ln file(s) hold one", nullptr, count))
                                    : notPerformed(),
            {scope}};
}

CellRow freshProcessOf(const Json &details) {
    const QString what = VerifyPane::tr("A program started anew reads none of their sealed values");
    if (!isPerformed(details, "freshProcess")) {
        const std::string why(details.member("freshProcessWhy").token());
        return {{what}, notPerformed(), {safeText(why)}};
    }
    const std::uint64_t wrong = figureOf(details, "freshNotShredded");
    return {{what},
            outcome(wrong, VerifyPane::tr("it reads none"),
                    VerifyPane::tr("%Ln value(s) are not shredded for it", nullptr, static_cast<int>(wrong))),
            {VerifyPane::tr("%Ln value(s) looked at", nullptr, static_cast<int>(figureOf(details, "freshValues")))}};
}

CellRow logOf(const Json &details) {
    const QString what = VerifyPane::tr("The log has the same events, in the same order");
    if (!isPerformed(details, "log")) {
        const std::string why(details.member("logWhy").token());
        return {{what}, notPerformed(), {safeText(why)}};
    }
    const std::uint64_t then = figureOf(details, "logEvents"), now = figureOf(details, "logEventsNow");
    const QString wrong = then == now ? VerifyPane::tr("others, or moved")
                                      : VerifyPane::tr("%1 then, %2 now").arg(formatCount(then), formatCount(now));
    return {{what},
            outcome(figureOf(details, "logOther"), VerifyPane::tr("it has"), wrong),
            {VerifyPane::tr("%Ln event(s), as they were when it was asked for", nullptr, static_cast<int>(then))}};
}

/// Of a store that keeps no hashes of contents nobody can tell. Before it was told apart, hashes were checked where
/// events were counted.
CellRow hashesOf(const Json &details) {
    const QString what = VerifyPane::tr("Every event is as it was written");
    const auto events = static_cast<int>(figureOf(details, "events"));
    if (!isPerformed(details, "hashes") && (details.find("hashes") != Json::npos || events == 0))
        return {{what}, notPerformed(), {VerifyPane::tr("this store keeps no hashes to compare them with")}};
    const std::uint64_t wrong = figureOf(details, "brokenHashes");
    return {{what},
            outcome(wrong, VerifyPane::tr("every one is"),
                    VerifyPane::tr("%Ln event(s) are not", nullptr, static_cast<int>(wrong))),
            {VerifyPane::tr("%Ln event(s) read", nullptr, events)}};
}

std::vector<CellRow> checksOf(const Json &details) {
    const auto figure = [&](std::string_view member) { return figureOf(details, member); };
    const auto count = [](std::uint64_t number) { return static_cast<int>(number); };
    std::vector<CellRow> rows;
    rows.push_back({{VerifyPane::tr("Every value that was sealed for them answers as shredded")},
                    outcome(figure("notShredded"), VerifyPane::tr("every one does"),
                            VerifyPane::tr("%Ln value(s) do not", nullptr, count(figure("notShredded")))),
                    {VerifyPane::tr("%Ln value(s) opened", nullptr, count(figure("values")))}});
    rows.push_back(hashesOf(details));
    const bool isSearched = isPerformed(details, "byteSearch");
    const Cell searched = isSearched ? outcome(figure("hits"), VerifyPane::tr("none found"),
                                               VerifyPane::tr("%Ln file(s) hold one", nullptr, count(figure("hits"))))
                                     : notPerformed();
    const QString scope =
        isSearched
            ? VerifyPane::tr("%1 in %2 files, in %3 ways of writing")
                  .arg(formatBytes(figure("bytes")), formatCount(figure("files")), formatCount(figure("writings")))
            : VerifyPane::tr("no texts were given: they are never kept; verify again with them");
    rows.push_back({{VerifyPane::tr("None of the texts looked for is in any byte of the files")}, searched, {scope}});
    rows.push_back(keySearchOf(details));
    rows.push_back(freshProcessOf(details));
    rows.push_back(logOf(details));
    return rows;
}

} // namespace

VerifyPane::VerifyPane(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_model(theme),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_again(new QPushButton(tr("Verify Again"), this)) {
    m_model.setColumns({{tr("What must hold"), tr("Every value that was sealed for them answers as shredded")},
                        {tr("Outcome"), tr("not performed") + QStringLiteral(" wwww")},
                        {tr("What was looked at")}});
    setAccessible(m_table, tr("Outcome of the verification"));
    showCells(*m_table, m_model, theme);
    wrapRows(*m_table);
    m_again->setToolTip(plainToolTip(tr("Repeat it, with the texts that stand beside the person's id")));
    setAccessible(m_again, m_again->text());
    connect(m_again, &QPushButton::clicked, this, &VerifyPane::againRequested);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(titled(m_title, m_table, {m_again}), 1);
    setRepeatable(false);
}

void VerifyPane::setRepeatable(bool isRepeatable) {
    m_isRepeatable = isRepeatable;
    m_again->setEnabled(m_isRepeatable && m_isDestroyed);
}

void VerifyPane::showAccount(const std::optional<ErasureAccount> &account) {
    const LedgerEntry *verified = account ? account->newest(acts::kVerified) : nullptr;
    m_isDestroyed = account && account->isDestroyed();
    m_model.setRows(verified ? checksOf(verified->details) : std::vector<CellRow>());
    if (verified)
        m_title->setText(tr("Erasure %1, verified on %2")
                             .arg(shortened(account->erasure, kNameCharacters), formatSecond(verified->at)));
    else
        m_title->setText(account ? tr("Not verified yet") : QString());
    setRepeatable(m_isRepeatable);
}

} // namespace eventscope::ui
