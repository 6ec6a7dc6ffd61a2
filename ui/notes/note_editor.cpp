// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notes/note_editor.h"

#include "ui/notes/note_book.h"
#include "ui/notes/note_text.h"
#include "ui/notes/tag_edit.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr int kSaveDelayMs = 400;

/// No two editing sessions share a number, in whatever editor.
int nextEdit() {
    static int s_edits = 0;
    return ++s_edits;
}

} // namespace

NoteEditor::NoteEditor(NoteBook &book, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_book(book),
      m_star(new QToolButton(this)),
      m_banner(new Banner(theme, this)),
      m_masked(plainLabel(tr("Before an audience no note is shown: one may say who somebody is. End it with View > "
                             "Mask Personal Values."),
                          this)),
      m_text(new NoteText(this)),
      m_tags(new TagEdit([&book] { return book.tags(); }, this)),
      m_edit(nextEdit()) {
    const Metrics metrics(font());
    auto *title = plainLabel(tr("Note"), this);
    title->setForegroundRole(QPalette::PlaceholderText);
    title->setBuddy(m_text);
    auto *head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(m_star);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics.steps(3), metrics.steps(1), metrics.steps(3), metrics.steps(2));
    column->setSpacing(metrics.unit);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_masked);
    column->addWidget(m_text);
    column->addWidget(m_tags);
    wrap(*m_masked);
    m_masked->setVisible(book.isMasked());
    for (QWidget *part : std::initializer_list<QWidget *>{m_text, m_tags})
        part->setVisible(!book.isMasked());
    m_star->setCheckable(true);
    m_star->setAutoRaise(true);
    m_text->setPlaceholderText(tr("Write what you found out"));
    m_tags->setPlaceholderText(tr("Tags"));
    setAccessible(m_text, tr("Note on the event"));
    setAccessible(m_tags, tr("Tags of the note, apart by blanks"));
    m_saving.setSingleShot(true);
    m_saving.setInterval(kSaveDelayMs);
    connectParts();
    showNote();
    showProblem();
}

NoteEditor::~NoteEditor() {
    save();
    for (QWidget *part : std::initializer_list<QWidget *>{m_text, m_tags})
        part->disconnect(this); // losing the focus while they go, they would still say that they were left
}

void NoteEditor::connectParts() {
    connect(&m_saving, &QTimer::timeout, this, &NoteEditor::save);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_text->toPlainText() != m_shownText) m_saving.start();
    });
    connect(m_text, &NoteText::left, this, [this] {
        save();
        m_edit = nextEdit();
    });
    connect(m_text, &NoteText::pasteRefused, this, [this] {
        m_banner->say(Role::Warning, tr("Nothing was pasted: a note holds at most 64 KiB."), tr("Close"));
    });
    connect(m_text, &NoteText::leaveRequested, this, &NoteEditor::leaveRequested);
    connect(m_tags, &QLineEdit::editingFinished, this, &NoteEditor::saveTags);
    connect(m_tags, &TagEdit::leaveRequested, this, &NoteEditor::leaveRequested);
    connect(m_star, &QToolButton::clicked, this, [this](bool isOn) {
        if (m_event) say(m_book.setBookmarked(*m_event, isOn));
    });
    connect(m_banner, &Banner::actionRequested, this, [this] {
        m_banner->hide();
        if (m_book.problem()) m_book.retry();
    });
    connect(&m_book, &NoteBook::changed, this, &NoteEditor::showNote);
    connect(&m_book, &NoteBook::problemChanged, this, &NoteEditor::showProblem);
}

void NoteEditor::setEvent(const std::optional<NotedEvent> &event) {
    save();
    const bool isOther = !event || !m_event || event->id != m_event->id;
    m_event = event;
    if (!isOther) return;
    m_edit = nextEdit();
    m_shownText.clear();
    m_shownTags.clear();
    m_text->clear();
    m_tags->clear();
    showNote();
    showProblem();
}

void NoteEditor::write() { m_text->setFocus(Qt::ShortcutFocusReason); }

void NoteEditor::toggleBookmark() {
    if (m_star->isEnabled()) m_star->click();
}

void NoteEditor::save() {
    m_saving.stop();
    if (!m_event || !m_book.isLoaded()) return;
    saveTags();
    const QString text = m_text->toPlainText();
    if (text == m_shownText) return;
    const auto outcome = m_book.setText(*m_event, text, m_edit);
    if (outcome) m_shownText = text;
    say(outcome);
}

void NoteEditor::saveTags() {
    if (!m_event || !m_book.isLoaded() || m_tags->text() == m_shownTags) return;
    const auto outcome = m_book.setTags(*m_event, m_tags->text());
    say(outcome);
    if (!outcome) return;
    const Note *note = m_book.on(m_event->id);
    m_shownTags = note ? QString::fromStdString(tagLine(note->tags)) : QString();
    if (m_tags->text() != m_shownTags) m_tags->setText(m_shownTags); // as they were understood
}

void NoteEditor::say(const Result<void> &outcome) {
    if (outcome) return showProblem();
    m_banner->say(Role::Warning, shortened(describe(outcome.error()), kMessageCharacters), tr("Close"));
}

void NoteEditor::showNote() {
    setEnabled(m_event && m_book.isLoaded());
    const Note *note = m_event ? m_book.on(m_event->id) : nullptr;
    if (!m_book.isMasked()) showTexts(note);
    const bool isOn = note && note->isBookmarked;
    m_star->setChecked(isOn);
    m_star->setIcon(icon(QLatin1String(isOn ? "star-filled" : "star")));
    const QString name = isOn ? tr("Remove the bookmark") : tr("Bookmark this event");
    m_star->setToolTip(plainToolTip(tr("%1 (Ctrl+B)").arg(name)));
    setAccessible(m_star, name);
}

/// What is being written stays: it is saved soon, over what came from elsewhere. Null: there is no note.
void NoteEditor::showTexts(const Note *note) {
    const QString text = note ? QString::fromStdString(note->text) : QString();
    if (m_text->toPlainText() == m_shownText && text != m_shownText) {
        m_shownText = text;
        m_text->setPlainText(text);
    }
    const QString tags = note ? QString::fromStdString(tagLine(note->tags)) : QString();
    if (m_tags->text() == m_shownTags && tags != m_shownTags) {
        m_shownTags = tags;
        m_tags->setText(tags);
    }
}

void NoteEditor::showProblem() {
    const auto &problem = m_book.problem();
    m_banner->setVisible(problem.has_value());
    if (!problem) return;
    if (problem->kind == ErrorKind::Unsupported)
        return m_banner->say(
            Role::Info,
            tr("Notes on this store are not kept: %1").arg(shortened(describe(*problem), kMessageCharacters)));
    const QString words = m_book.isLoaded() ? tr("Not saved: %1") : tr("Notes could not be read: %1");
    m_banner->say(Role::Error, words.arg(shortened(describe(*problem), kMessageCharacters)), tr("Try again"));
}

} // namespace eventscope::ui
