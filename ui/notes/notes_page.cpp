// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notes/notes_page.h"

#include "ui/notes/note_book.h"
#include "ui/notes/note_export.h"
#include "ui/notes/note_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/focus_lead.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu_offer.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace eventscope::ui {

NotesPage::NotesPage(Session &session, NoteBook &book, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_book(book),
      m_model(new NoteModel(book, this)),
      m_search(new QLineEdit(this)),
      m_onlyBookmarks(new QToolButton(this)),
      m_count(plainLabel({}, this)),
      m_exportButton(new QToolButton(this)),
      m_exporting(new NoteExport(
          session, [this] { return m_model->notes(); }, this)),
      m_problem(new Banner(theme, this)),
      m_told(new Banner(theme, this)),
      m_stack(new QStackedLayout),
      m_empty(new EmptyState(this)),
      m_table(new QTableView(this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_problem);
    column->addWidget(m_told);
    column->addLayout(m_stack, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    setUpTable();
    leadFocus(*this, *m_table);
    connect(m_search, &QLineEdit::textChanged, this, &NotesPage::look);
    connect(m_onlyBookmarks, &QToolButton::toggled, this, &NotesPage::look);
    connect(m_problem, &Banner::actionRequested, &book, &NoteBook::retry);
    connect(m_told, &Banner::actionRequested, m_told, &QWidget::hide);
    connect(m_exporting, &NoteExport::told, this,
            [this](Role severity, const QString &text) { m_told->say(severity, text, tr("Close")); });
    connect(&book, &NoteBook::changed, m_told, &QWidget::hide); // it spoke of what was there before
    connect(&book, &NoteBook::problemChanged, this, &NotesPage::showState);
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        m_onlyBookmarks->setChecked(false);
        m_search->clear();
    });
    showState();
}

QWidget *NotesPage::makeHead() {
    const Metrics metrics(font());
    auto *head = new QWidget(this);
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    line->setSpacing(metrics.steps(2));
    m_search->setPlaceholderText(tr("Find in notes: words, or #tag"));
    m_search->setClearButtonEnabled(true);
    setAccessible(m_search, tr("Find in notes"));
    m_search->installEventFilter(this);
    m_onlyBookmarks->setCheckable(true);
    m_onlyBookmarks->setAutoRaise(true);
    m_onlyBookmarks->setIcon(icon(QLatin1String("star")));
    m_onlyBookmarks->setToolTip(plainToolTip(tr("Only bookmarks")));
    setAccessible(m_onlyBookmarks, tr("Only bookmarks"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *menu = new QMenu(m_exportButton);
    m_exporting->fill(*menu);
    m_exportButton->setText(tr("Export"));
    m_exportButton->setMenu(menu);
    m_exportButton->setPopupMode(QToolButton::InstantPopup);
    m_exportButton->setToolTip(plainToolTip(tr("Export the notes in sight, to a file or to the clipboard")));
    setAccessible(m_exportButton, tr("Export the notes in sight"));
    line->addWidget(m_search, 1);
    line->addWidget(m_onlyBookmarks);
    line->addWidget(m_count);
    line->addWidget(m_exportButton);
    return head;
}

void NotesPage::setUpTable() {
    setAccessible(m_table, tr("Notes on events"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setEditTriggers(QTableView::NoEditTriggers);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(Metrics(font()).rowHeight);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setMinimumSectionSize(1);
    m_table->installEventFilter(this);
    sizeColumns();
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &NotesPage::keepChosen);
    connect(m_model, &QAbstractItemModel::modelReset, this, &NotesPage::restoreChosen);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndex now = m_table->currentIndex();
        if (m_isRestoring || !m_table->selectionModel()->isSelected(now)) return;
        if (const auto place = m_book.placeOf(m_model->note(now.row()))) Q_EMIT eventSelected(*place);
    });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) { activate(index.row()); });
    connect(m_table, &QTableView::customContextMenuRequested, this, &NotesPage::showMenu);
    new MenuOffer(m_table, [this](QMenu &menu) { fillMenu(menu, m_table->currentIndex()); });
}

void NotesPage::sizeColumns() {
    const Metrics metrics(font());
    const int padding = metrics.steps(4);
    const QFontMetrics fixed(fixedFont());
    QHeaderView *header = m_table->horizontalHeader();
    const auto size = [&](int column, const QFontMetrics &of, const char *sample) {
        header->resizeSection(
            column, std::max(of.horizontalAdvance(QLatin1String(sample)) + padding, header->sectionSizeHint(column)));
    };
    header->resizeSection(NoteModel::MarkColumn, metrics.icon + metrics.steps(3));
    size(NoteModel::PositionColumn, fixed, "999,999");
    size(NoteModel::RecordedColumn, fixed, "2026-03-04 12:00:03");
    size(NoteModel::StreamColumn, fixed, "account-7f\u20269c41");
    size(NoteModel::TypeColumn, fontMetrics(), "CandidateMatched");
    size(NoteModel::TagsColumn, fontMetrics(), "late payment");
}

void NotesPage::look() {
    m_model->look(m_search->text(), m_onlyBookmarks->isChecked());
    m_onlyBookmarks->setIcon(icon(QLatin1String(m_onlyBookmarks->isChecked() ? "star-filled" : "star")));
}

void NotesPage::showState() {
    const auto shown = m_model->notes().size();
    // Else the keyboard would go to wherever the next control is.
    if (shown == 0 && m_table->hasFocus()) m_search->setFocus(Qt::OtherFocusReason);
    m_stack->setCurrentIndex(shown > 0 ? 1 : 0);
    m_exportButton->setEnabled(shown > 0);
    m_count->setText(shown == m_book.count() ? tr("%Ln note(s)", nullptr, static_cast<int>(shown))
                                             : tr("%1 of %2").arg(formatCount(shown), formatCount(m_book.count())));
    const auto &problem = m_book.problem();
    m_problem->setVisible(problem.has_value());
    if (problem) m_problem->say(Role::Error, shortened(describe(*problem), kMessageCharacters), tr("Try again"));
    if (m_book.isMasked()) {
        m_count->clear();
        for (QWidget *part : std::initializer_list<QWidget *>{m_search, m_onlyBookmarks})
            part->setEnabled(false);
        m_empty->say(tr("Personal values are masked"),
                     tr("Before an audience no note is shown: one may say who somebody is. End it with View > Mask "
                        "Personal Values."));
    } else if (m_book.count() > 0)
        m_empty->say(tr("No note matches"), tr("Look for other words, or for another tag."), tr("Show all"));
    else if (m_book.isLoaded())
        m_empty->say(tr("No notes yet"), tr("Select an event and press Ctrl+B to bookmark it, or Ctrl+Shift+N to write "
                                            "about it. Notes are kept on this computer, never in the store."));
    else
        m_empty->say(problem ? tr("Notes could not be read") : tr("Reading the notes\u2026"), {});
}

void NotesPage::keepChosen() {
    m_isRestoring = true;
    const QModelIndex now = m_table->currentIndex();
    m_chosenRow = now.row();
    m_chosen = now.isValid() ? std::optional(m_model->note(now.row()).event.id) : std::nullopt;
}

/// The same note, or the one that took its place.
void NotesPage::restoreChosen() {
    const int rows = m_model->rowCount();
    if (m_chosen && rows > 0) {
        const int same = m_model->rowOf(*m_chosen);
        const int row = same >= 0 ? same : std::min(m_chosenRow, rows - 1);
        m_table->selectionModel()->setCurrentIndex(m_model->index(row, 0),
                                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    m_isRestoring = false;
    showState();
}

void NotesPage::activate(int row) {
    const Note &note = m_model->note(row);
    if (const auto place = m_book.placeOf(note)) return Q_EMIT eventActivated(*place);
    m_told->say(Role::Warning,
                tr("This event is no longer in the store. It was %1, number %2 of %3, at position %4.")
                    .arg(shortened(note.event.type, kNameCharacters), formatVersion(note.event.version),
                         shortened(note.event.stream.value, kNameCharacters), formatPosition(note.event.position)),
                tr("Close"));
}

void NotesPage::removeChosen() {
    std::vector<EventId> events;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
        events.push_back(m_model->note(row.row()).event.id);
    if (!events.empty()) m_book.remove(events);
}

void NotesPage::showMenu(const QPoint &place) {
    QMenu menu(this);
    fillMenu(menu, m_table->indexAt(place));
    if (!menu.isEmpty()) menu.exec(m_table->viewport()->mapToGlobal(place));
}

void NotesPage::fillMenu(QMenu &menu, const QModelIndex &at) {
    if (!at.isValid()) return;
    menu.addAction(tr("Go to the event"), this, [this, at] { activate(at.row()); });
    menu.addAction(tr("Remove"), this, &NotesPage::removeChosen);
    menu.addSeparator();
    m_exporting->fill(*menu.addMenu(tr("Export")));
}

bool NotesPage::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (watched == m_table && key == Qt::Key_Delete) {
        removeChosen();
        return true;
    }
    if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Escape)) {
        if (key == Qt::Key_Escape) m_search->clear();
        m_table->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace eventscope::ui
