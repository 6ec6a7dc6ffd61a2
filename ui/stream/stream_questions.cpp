// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/stream_questions.h"

#include "ui/stream/change_pane.h"
#include "ui/stream/comparison_pane.h"
#include "ui/stream/holds_pane.h"
#include "ui/stream/value_pane.h"
#include "ui/stream/watch_pane.h"
#include "ui/widgets/fitting_tabs.h"
#include "ui/widgets/page_parent.h"
#include "ui/widgets/plain_text.h"

#include <QTabBar>

namespace eventscope::ui {

StreamQuestions::StreamQuestions(Session &session, const Theme &theme, const StreamId &stream, QWidget *parent)
    : QTabWidget(parent),
      m_changes(new ChangePane(theme, pageParent(*this))),
      m_watch(new WatchPane(session.workers(), theme, pageParent(*this))),
      m_values(new ValuePane(session.workers(), theme, pageParent(*this))),
      m_holds(new HoldsPane(session.workers(), pageParent(*this))),
      m_comparison(new ComparisonPane(session, theme, stream, pageParent(*this))) {
    setDocumentMode(true);
    setAccessible(this, tr("Changes and values"));
    setAccessible(tabBar(), tr("Changes and values"));
    addTab(m_changes, tr("Changes"));
    addTab(m_watch, tr("Watched"));
    addTab(m_values, tr("Values"));
    addTab(m_holds, tr("Holds"));
    addTab(m_comparison, tr("Other Stream"));
    keepInSight(*this);
    connectPanes();
}

void StreamQuestions::connectPanes() {
    connect(m_changes, &ChangePane::baseRequested, this, &StreamQuestions::baseRequested);
    connect(m_changes, &ChangePane::pathActivated, this, &StreamQuestions::pathActivated);
    connect(m_watch, &WatchPane::stepRequested, this, &StreamQuestions::stepRequested);
    connect(m_watch, &WatchPane::plotRequested, this, &StreamQuestions::plotRequested);
    connect(m_watch, &WatchPane::valuesRequested, this, &StreamQuestions::listValues);
    connect(m_watch, &WatchPane::countChanged, this, [this] {
        const int count = m_watch->count();
        const QString text = count == 0 ? tr("Watched") : tr("Watched (%1)").arg(count);
        setTabText(indexOf(m_watch), text);
        setTabToolTip(indexOf(m_watch), plainToolTip(text));
    });
    connect(m_values, &ValuePane::stepRequested, this, &StreamQuestions::stepRequested);
    connect(m_holds, &HoldsPane::stepRequested, this, &StreamQuestions::stepRequested);
    connect(m_comparison, &ComparisonPane::versionRequested, this, &StreamQuestions::versionRequested);
}

void StreamQuestions::setHistory(const HistoryPtr &history) {
    m_watch->setHistory(history);
    m_values->setHistory(history);
    m_holds->setHistory(history);
}

void StreamQuestions::growTo(const HistoryPtr &history) {
    m_watch->growTo(history);
    m_values->growTo(history);
    m_holds->growTo(history);
}

void StreamQuestions::setStep(std::optional<std::size_t> step) {
    m_watch->setStep(step);
    m_values->setStep(step);
}

bool StreamQuestions::isUpToDate() const {
    return m_watch->isUpToDate() && m_values->isUpToDate() && m_holds->isUpToDate() && m_comparison->isUpToDate();
}

void StreamQuestions::showChanges() { setCurrentWidget(m_changes); }

void StreamQuestions::askForBase() {
    showChanges();
    m_changes->askForBase();
}

void StreamQuestions::watch(const Pointer &path) {
    m_watch->watch(path);
    setCurrentWidget(m_watch);
}

void StreamQuestions::listValues(const Pointer &path) {
    m_values->showPath(path);
    setCurrentWidget(m_values);
}

void StreamQuestions::askWhere(const Json &state, const Pointer &path) {
    setCurrentWidget(m_holds);
    m_holds->ask(state, path);
}

void StreamQuestions::showWhere(const QString &condition) {
    setCurrentWidget(m_holds);
    m_holds->setCondition(condition);
}

void StreamQuestions::compareWithStream(const StreamId &other) {
    setCurrentWidget(m_comparison);
    m_comparison->compareWith(other);
}

} // namespace eventscope::ui
