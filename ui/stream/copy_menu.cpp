// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/copy_menu.h"

#include "ui/widgets/copied_bytes.h"

#include <QApplication>
#include <QClipboard>

namespace eventscope::ui {

namespace {

std::optional<Version> versionOf(const StepView &view, std::optional<std::size_t> step) {
    return step ? std::optional(view.history->steps()[*step].version) : std::nullopt;
}

} // namespace

CopyMenu::CopyMenu(std::function<Source()> source, QWidget *parent) : QMenu(parent), m_source(std::move(source)) {
    add(tr("&State as JSON"), [](const Source &shown) { return printPretty(shown.view->state.state); });
    add(tr("&Changes as a JSON Patch"), [](const Source &shown) { return printPretty(toJson(shown.view->changes)); });
    add(tr("&Path of the selected value"), [](const Source &shown) { return shown.selected.text(); });
    addSection(tr("Command line"));
    addCalls();
    connect(this, &QMenu::aboutToShow, this, [this] {
        const Source shown = m_source();
        m_intervals->setEnabled(!shown.condition.empty());
        m_comparison->setEnabled(!shown.otherStream.empty());
    });
}

void CopyMenu::addCalls() {
    add(tr("For the s&tate"),
        [](const Source &shown) { return stateCall(shown.target, versionOf(*shown.view, shown.view->step)); });
    add(tr("For the c&hanges"), [](const Source &shown) {
        const StepView &view = *shown.view;
        const auto [first, second] = view.compared();
        return diffCall(shown.target, versionOf(view, first), versionOf(view, second));
    });
    add(tr("For the &values of the selected place"),
        [](const Source &shown) { return valuesCall(shown.target, shown.selected); });
    add(tr("For where the con&dition holds"),
        [](const Source &shown) { return intervalsCall(shown.target, shown.condition); });
    m_intervals = actions().constLast();
    add(tr("For the comparison with the &other stream"),
        [](const Source &shown) { return compareCall(shown.target, shown.otherStream); });
    m_comparison = actions().constLast();
}

void CopyMenu::add(const QString &text, Make make) {
    connect(addAction(text), &QAction::triggered, this, [this, make = std::move(make)] {
        QApplication::clipboard()->setMimeData(
            new CopiedBytes([shown = m_source(), make] { return QByteArray::fromStdString(make(shown)); }));
    });
}

} // namespace eventscope::ui
