// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/privacy_words.h"

#include "ui/widgets/format.h"
#include "ui/widgets/protected_text.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kRecipientCharacters = 20; // of 64
constexpr std::size_t kBackupsNamed = 4;

class Words {
    Q_DECLARE_TR_FUNCTIONS(eventscope::ui::PrivacyWords)

  public:
    static QString of(SubjectHit::Place place) {
        switch (place) {
        case SubjectHit::Place::Data:
            return tr("event");
        case SubjectHit::Place::Metadata:
            return tr("metadata");
        case SubjectHit::Place::StreamName:
            return tr("stream");
        case SubjectHit::Place::Snapshot:
            return tr("snapshot");
        case SubjectHit::Place::ModelRow:
            return tr("row");
        case SubjectHit::Place::DeadLetter:
            break;
        }
        return tr("dead letter");
    }
    static QString of(SubjectHit::Reason reason) {
        switch (reason) {
        case SubjectHit::Reason::Envelope:
            return tr("sealed for them");
        case SubjectHit::Reason::Policy:
            return tr("in clear: policy");
        case SubjectHit::Reason::Identifier:
            return tr("their id");
        case SubjectHit::Reason::Literal:
            break;
        }
        return tr("in clear: text");
    }
    static QString of(ErasureAccount::State state) {
        switch (state) {
        case ErasureAccount::State::UnderWay:
            return tr("under way");
        case ErasureAccount::State::Incomplete:
            return tr("INCOMPLETE");
        case ErasureAccount::State::Complete:
            break;
        }
        return tr("COMPLETE");
    }
    static QString of(ExportState state) {
        switch (state) {
        case ExportState::Changed:
            return tr("changed");
        case ExportState::Overwritten:
            return tr("overwritten");
        case ExportState::Gone:
            return tr("not at its place");
        case ExportState::Unreadable:
            return tr("cannot be read");
        case ExportState::Deleted:
            return tr("deleted");
        case ExportState::There:
            break;
        }
        return tr("there");
    }
    static QString ofRemnants(const std::optional<Time> &expiresAt, Time now) {
        if (!expiresAt) return tr("contains destroyed keys, and does not expire: destroy it by hand");
        const QString day = QString::fromStdString(toIso(*expiresAt, TimeUnit::Day));
        if (*expiresAt > now) return tr("contains destroyed keys until %1").arg(day);
        return tr("expired on %1, contains destroyed keys where it was not destroyed").arg(day);
    }
    static QString ofOpening(const std::optional<EscrowRecipient> &escrow) {
        if (!escrow) return tr("its passphrase");
        return tr("escrow key %1").arg(shortened(toHex(*escrow), kRecipientCharacters));
    }
    static QString of(const PlannedBackup &backup, Time now) {
        QString name = tr("number %1").arg(formatCount(backup.made.number));
        if (backup.state != ExportState::There) name = tr("%1 (%2)").arg(name, of(backup.state));
        const auto &expires = backup.made.expiresAt;
        if (!expires) return tr("%1, for which no day is set").arg(name);
        const QString day = QString::fromStdString(toIso(*expires, TimeUnit::Day));
        if (*expires > now) return tr("%1, until %2").arg(name, day);
        return tr("%1, which has expired on %2, where it was not destroyed").arg(name, day);
    }
    static QString of(const std::vector<PlannedBackup> &backups, Time now) {
        if (backups.empty()) return {};
        QStringList each;
        for (std::size_t i = 0; i < std::min(backups.size(), kBackupsNamed); ++i)
            each += of(backups[i], now);
        if (backups.size() > kBackupsNamed)
            each += tr("%Ln more", nullptr, static_cast<int>(backups.size() - kBackupsNamed));
        return tr("%Ln registered backup(s) of the vault may still hold these keys: %1.", nullptr,
                  static_cast<int>(backups.size()))
            .arg(each.join(QStringLiteral("; ")));
    }
    static QString ofClear() { return tr("readable"); }
    static QString ofAct(std::string_view act) {
        if (act == acts::kRequested) return tr("Requested");
        if (act == acts::kFenced) return tr("Keys fenced: nothing is opened or sealed for them any more");
        if (act == acts::kDestroyed) return tr("Keys destroyed");
        if (act == acts::kRotated) return tr("Vault written anew under another key");
        if (act == acts::kDerived) return tr("Snapshots and read models looked at");
        if (act == acts::kDeletingSnapshots) return tr("Snapshots are deleted");
        if (act == acts::kSnapshotsDeleted) return tr("Snapshots deleted");
        if (act == acts::kRedactingLetters) return tr("Dead letters are redacted");
        if (act == acts::kLettersRedacted) return tr("Dead letters redacted");
        if (act == acts::kTombstoned) return tr("Evidence appended to the store");
        if (act == acts::kVerified) return tr("Verified");
        if (act == acts::kComplete) return tr("Closed as COMPLETE");
        if (act == acts::kIncomplete) return tr("Closed as INCOMPLETE");
        if (act == acts::kHold) return tr("Legal hold");
        if (act == acts::kRelease) return tr("Legal hold released");
        if (act == acts::kExported) return tr("Answer to the person exported");
        if (act == acts::kBackedUp) return tr("Backup of the vault made");
        if (act == acts::kBackupDestroyed) return tr("Backup of the vault destroyed");
        if (act == acts::kDeleting) return tr("An export is deleted");
        if (act == acts::kWithdrawn) return tr("An export or a backup was not made after all");
        if (act == acts::kTransformationBegun) return tr("Transformed copy of a stream begun");
        if (act == acts::kTransformationVerified) return tr("Transformed copy verified");
        if (act == acts::kSourceTombstoned) return tr("Source of a copy tombstoned");
        if (act == acts::kSourceRemoved) return tr("Source of a copy removed");
        if (act == acts::kRemovalVerified) return tr("Removed source looked for once more");
        if (act == acts::kNewKeys) return tr("New keys allowed");
        if (act == acts::kRetired) return tr("Keys retired: what is new is sealed with others");
        if (act == acts::kPassphraseChanged) return tr("Passphrase of the vault changed");
        if (act == acts::kDecided) return tr("Decided by two");
        if (act == acts::kRevealed) return tr("A masked value was looked at");
        return shortened(act, kNameCharacters);
    }
    static QString ofPurpose(const std::string &purpose) {
        return purpose.empty() ? tr("no purpose") : shortened(purpose, kNameCharacters);
    }
    static QString ofHold(const LedgerEntry &hold) {
        const auto said = [&hold](std::string_view member) {
            const Json value = hold.details.member(member);
            return value.isString() ? shortened(value.token(), kMessageCharacters) : QString();
        };
        QString text = said("reason");
        if (const QString authority = said("authority"); !authority.isEmpty())
            text = tr("%1 (%2)").arg(text, authority);
        const auto until = parseTime(hold.details.member("until").token());
        return until ? tr("%1, until %2").arg(text, QString::fromStdString(toIso(*until, TimeUnit::Day))) : text;
    }
};

} // namespace

QString placeText(SubjectHit::Place place) { return Words::of(place); }
QString reasonText(SubjectHit::Reason reason) { return Words::of(reason); }
QString stateText(ErasureAccount::State state) { return Words::of(state); }
QString stateText(ExportState state) { return Words::of(state); }
QString remnantsText(const std::optional<Time> &expiresAt, Time now) { return Words::ofRemnants(expiresAt, now); }
QString openedByText(const std::optional<EscrowRecipient> &escrow) { return Words::ofOpening(escrow); }
QString backupsText(const std::vector<PlannedBackup> &backups, Time now) { return Words::of(backups, now); }
QString actText(std::string_view act) { return Words::ofAct(act); }
QString purposeText(const std::string &purpose) { return Words::ofPurpose(purpose); }
QString purposesText(const std::vector<std::string> &purposes) {
    QStringList names;
    for (const std::string &purpose : purposes)
        names += purposeText(purpose);
    return names.join(QStringLiteral(", "));
}
QString holdText(const LedgerEntry &hold) { return Words::ofHold(hold); }
QString stateText(FieldState state) {
    return state == FieldState::Clear ? Words::ofClear() : protectedText(name(state));
}

} // namespace eventscope::ui
