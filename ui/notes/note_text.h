// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace eventscope::ui {

/// Where a note is written: as high as what is in it, from one line to six. Takes plain text, and no more than a note
/// may hold. Has an undo of its own while the keyboard is in it.
class NoteText final : public QPlainTextEdit {
    Q_OBJECT

  public:
    explicit NoteText(QWidget *parent = nullptr);

  Q_SIGNALS:
    void pasteRefused();
    /// The keyboard went elsewhere.
    void left();
    /// The user is done here.
    void leaveRequested();

  protected:
    void insertFromMimeData(const QMimeData *source) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

  private:
    void fit();
};

} // namespace eventscope::ui
