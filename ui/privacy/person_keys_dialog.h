// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/new_keys.h"
#include "ui/privacy/act_dialog.h"
#include "ui/session/session.h"

#include <QList>

#include <set>
#include <string>
#include <vector>

class QCheckBox;
class QLineEdit;

namespace eventscope::ui {

/// What is decided about the keys of a person.
enum class KeysDecision : std::uint8_t {
    Allow,  ///< who was erased has come back, and gets new keys
    Retire, ///< what comes gets other keys than what is there
};

/// A decision on which keys seal what is appended about a person from now on: asks why, and who decides it, which the
/// ledger keeps. GUI thread.
class PersonKeysDialog final : public ActDialog {
    Q_OBJECT

  public:
    struct Person {
        SubjectId id;
        std::set<std::string> purposes; ///< to choose of; fewer than two: nobody is asked, and all are meant
    };

    /// Both references outlive it.
    PersonKeysDialog(Session &session, const Theme &theme, KeysDecision decision, Person person,
                     QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    [[nodiscard]] QLineEdit *decidedBy() const { return m_by; }
    /// One for each purpose that can be chosen, in the order of their names.
    [[nodiscard]] const QList<QCheckBox *> &purposes() const { return m_boxes; }

  Q_SIGNALS:
    void decided();

  protected:
    void cancel() override { m_deciding.cancel(); }

  private:
    void addPurposes(QFormLayout &form);
    /// Empty: nothing stands in the way.
    [[nodiscard]] QString obstacle() const;
    /// Of those that can be chosen; all of them: none is named.
    [[nodiscard]] std::vector<std::string> chosen() const;
    void showPossible();
    void decide();
    void handle(const Result<std::vector<std::string>> &purposes);
    void sayRetired(int purposes);

    Session &m_session;
    const KeysDecision m_decision;
    const Person m_person;
    QLineEdit *m_reason, *m_by;
    QList<QCheckBox *> m_boxes;
    bool m_isDone = false;
    Job<std::vector<std::string>> m_deciding; // last: its end is asked for first
};

} // namespace eventscope::ui
