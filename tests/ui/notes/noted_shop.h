// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/events_at.h"
#include "core/workspace/event_notes.h"
#include "core/workspace/workspace.h"
#include "tests/ui/support/shop_store.h"
#include "ui/notes/note_book.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace eventscope::ui {

/// What a test of notes begins and ends with: a shop of six events and the book of notes on them, in a workspace file
/// of the test's own. A call of store or workspace on the GUI thread fails the test.
class NotedShop {
  protected:
    void prepare() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_shop = std::make_unique<ShopStore>();
        m_shop->fill(6);
        m_workers = std::make_unique<Workers>();
    }
    void open() {
        m_session = m_shop->open(*m_workers, file());
        m_book = std::make_unique<NoteBook>(*m_session);
    }
    void close() {
        m_book.reset();
        m_session.reset();
        m_workers = std::make_unique<Workers>(); // ends when all is done that was asked for
    }
    void end() {
        m_book.reset();
        m_session.reset();
        m_workers.reset();
    }

    [[nodiscard]] std::string file() const { return m_folder->filePath(QStringLiteral("shop.work")).toStdString(); }
    /// Event number `n`, from 1, of the shop.
    [[nodiscard]] NotedEvent eventAt(int n) const {
        const auto batch =
            m_shop->reader()->page(eventscope::eventAt({0, static_cast<std::uint64_t>(n)}, Fields::Id), {});
        if (!batch || (*batch)->rows() == 0) qFatal("There is no event %d", n);
        return notedEvent((**batch)[0]);
    }
    /// As another program sees it.
    [[nodiscard]] std::optional<Note> kept(int n) const {
        const auto workspace = Workspace::open(file(), m_shop->reader()->info().identity);
        if (!workspace) qFatal("%s", describe(workspace.error()).c_str());
        const auto all = notesSince(**workspace);
        if (!all) qFatal("%s", describe(all.error()).c_str());
        const auto found =
            std::ranges::find((*all)->notes, eventAt(n).id, [](const Note &note) { return note.event.id; });
        return found == (*all)->notes.end() ? std::nullopt : std::optional(*found);
    }
    [[nodiscard]] QString keptText(int n) const {
        const auto note = kept(n);
        return note ? QString::fromStdString(note->text) : QString();
    }
    /// Done by another program.
    void elsewhere(const NotedEvent &event, const NoteChange &change) const {
        const auto workspace = Workspace::open(file(), m_shop->reader()->info().identity);
        if (!workspace || !changeNote(**workspace, event, change, timeOfUs(1))) qFatal("cannot write");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ShopStore> m_shop;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<NoteBook> m_book;
};

} // namespace eventscope::ui
