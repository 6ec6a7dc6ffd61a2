// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure_ledger.h"

#include "tests/core/vault/vault_fixture.h"

#include <QFile>
#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Copied = QByteArray;

Copied bytesOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
void put(const QString &path, const Copied &bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
}

} // namespace

/// A ledger of which whole lines are gone is told by its vault.
class TestErasureLedger : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    SimulatedClock m_clock;
    std::unique_ptr<KeyVault> m_vault;

    [[nodiscard]] QString file(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    [[nodiscard]] QString ledgerFile() const { return file("s.ledger"); }
    [[nodiscard]] QString vaultFile() const { return file("s.vault"); }
    [[nodiscard]] Result<ErasureLedger> opened() { return ErasureLedger::open(ledgerFile().toStdString(), *m_vault); }
    void add(int lines) {
        auto ledger = must(opened());
        for (int i = 0; i < lines; ++i)
            must(ledger.add(m_clock.now(), acts::kHold, {}, {}, Json::object({})));
    }
    void reopenVault() {
        m_vault.reset();
        m_vault = must(KeyVault::open(vaultFile().toStdString(), m_clock));
        must(m_vault->unlock(password("p")));
    }
    void keep(qsizetype lines) { put(ledgerFile(), bytesOf(ledgerFile()).split('\n').first(lines).join('\n') + '\n'); }

  private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_vault = newVault(vaultFile().toStdString(), m_clock);
        add(4);
    }
    void cleanup() { m_vault.reset(); }

    void oneThatIsWholeIsTaken() {
        QCOMPARE(must(opened()).entries().size(), std::size_t{4});
        reopenVault();
        QCOMPARE(must(opened()).entries().size(), std::size_t{4});
    }

    void oneWithoutItsLastLinesIsTold() {
        const Copied whole = bytesOf(ledgerFile());
        for (const qsizetype left : {3, 2, 1}) {
            keep(left);
            const auto cut = opened();
            QVERIFY(!cut);
            QCOMPARE(cut.error().kind, ErrorKind::Corrupt);
            QVERIFY2(cut.error().message.find("lost lines") != std::string::npos, cut.error().message.c_str());
            QVERIFY2(cut.error().hint.find("copy") != std::string::npos, cut.error().hint.c_str());
            // The control: without the vault's count nothing tells it.
            QCOMPARE(must(ErasureLedger::openCopy(ledgerFile().toStdString(), *m_vault)).entries().size(),
                     static_cast<std::size_t>(left));
            put(ledgerFile(), whole);
        }
        QVERIFY(opened().has_value()); // put back
    }

    void oneThatIsMissingIsTold() {
        QVERIFY(QFile::remove(ledgerFile()));
        const auto missing = opened();
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::Corrupt);
        QVERIFY2(missing.error().message.find("missing") != std::string::npos, missing.error().message.c_str());
        put(ledgerFile(), {});
        QVERIFY(!opened());
    }

    void rotationAndAnotherPassphraseDoNotForget() {
        must(m_vault->rotate());
        must(m_vault->changeSecrets(UnlockBy::Password, password("p")));
        reopenVault();
        QCOMPARE(must(m_vault->ledgerMark()).lines, std::uint64_t{4});
        keep(3);
        QVERIFY(!opened());
    }

    /// The process ended after the line and before the vault was told.
    void aVaultThatIsBehindCatchesUp() {
        m_vault.reset();
        const Copied before = bytesOf(vaultFile());
        reopenVault();
        add(1);
        m_vault.reset();
        put(vaultFile(), before);
        reopenVault();
        QCOMPARE(must(m_vault->ledgerMark()).lines, std::uint64_t{4});
        QCOMPARE(must(opened()).entries().size(), std::size_t{5});
        QCOMPARE(must(m_vault->ledgerMark()).lines, std::uint64_t{5});
        keep(4);
        QVERIFY(!opened());
    }

    /// A line that was cut off in its middle was never said to be written.
    void aLineThatACrashCutOffIsNone() {
        put(ledgerFile(), bytesOf(ledgerFile()) + "{\"n\":5,\"at\":");
        QCOMPARE(must(opened()).entries().size(), std::size_t{4});
        add(1);
        QCOMPARE(must(opened()).entries().size(), std::size_t{5});
    }

    /// Its end came to the disk when the power went, a sector before that did not.
    void aLineThatAPowerCutToreIsNone() {
        const Copied four = bytesOf(ledgerFile()), vault = (m_vault.reset(), bytesOf(vaultFile()));
        reopenVault();
        add(1);
        m_vault.reset();
        Copied torn = bytesOf(ledgerFile());
        torn.replace(four.size() + 40, 100, Copied(100, '\0'));
        put(vaultFile(), vault); // which was not told of it
        put(ledgerFile(), torn);
        reopenVault();
        QCOMPARE(must(opened()).entries().size(), std::size_t{4});
        QCOMPARE(ErasureLedger::openCopy(ledgerFile().toStdString(), *m_vault).error().kind, ErrorKind::Corrupt);
        add(1);
        QCOMPARE(must(opened()).entries().size(), std::size_t{5});
        // The control: one that the vault knows of was changed by somebody.
        Copied changed = bytesOf(ledgerFile());
        changed.replace(four.size() + 40, 100, Copied(100, '\0'));
        put(ledgerFile(), changed);
        QCOMPARE(opened().error().kind, ErrorKind::Corrupt);
    }

    /// Of an old vault and an old ledger, with other lines since.
    void anotherContinuationIsTold() {
        m_vault.reset();
        const Copied oldVault = bytesOf(vaultFile()), oldLedger = bytesOf(ledgerFile());
        reopenVault();
        add(2);
        m_vault.reset();
        const Copied newVault = bytesOf(vaultFile());
        put(vaultFile(), oldVault);
        put(ledgerFile(), oldLedger);
        reopenVault();
        m_clock.advanceTo(timeOfUs(1'000'000));
        add(3);
        m_vault.reset();
        put(vaultFile(), newVault);
        reopenVault();
        const auto other = opened();
        QVERIFY(!other);
        QVERIFY2(other.error().message.find("another one") != std::string::npos, other.error().message.c_str());
    }

    void whatTheVaultKnowsCannotBeChanged() {
        m_vault.reset();
        {
            auto raw = must(VaultFile::open(vaultFile().toStdString()));
            auto row = *must(raw.ledgerMark());
            row.mark.lines = 3;
            must(raw.putLedgerMark(row));
        }
        reopenVault();
        QCOMPARE(m_vault->ledgerMark().error().kind, ErrorKind::Corrupt);
        QCOMPARE(opened().error().kind, ErrorKind::Corrupt);
    }

    void aCopyIsNotWrittenTo() {
        auto copy = must(ErasureLedger::openCopy(ledgerFile().toStdString(), *m_vault));
        QCOMPARE(copy.add(m_clock.now(), acts::kHold, {}, {}, Json::object({})).error().kind, ErrorKind::Refused);
        QCOMPARE(must(opened()).entries().size(), std::size_t{4});
    }

    void aLossCanBeAcceptedAndIsSaid() {
        const auto accept = [&] {
            return ErasureLedger::openDespiteLoss(ledgerFile().toStdString(), *m_vault, m_clock.now());
        };
        QCOMPARE(accept().error().kind, ErrorKind::Refused); // nothing is lost
        keep(2);
        QVERIFY(accept().has_value());
        const auto ledger = must(opened());
        QCOMPARE(ledger.entries().size(), std::size_t{3});
        QCOMPARE(ledger.entries().back().act, std::string(acts::kLinesLost));
        QCOMPARE(ledger.entries().back().details.member("known").token(), std::string_view("4"));
        QVERIFY(QFile::remove(ledgerFile()));
        QVERIFY(accept().has_value());
        QCOMPARE(must(opened()).entries().size(), std::size_t{1});
    }

    void aLockedVaultTellsNothing() {
        m_vault->lock();
        QCOMPARE(m_vault->ledgerMark().error().kind, ErrorKind::Refused);
        QCOMPARE(m_vault->noteLedger({}).error().kind, ErrorKind::Refused);
    }
};

QTEST_GUILESS_MAIN(TestErasureLedger)
#include "tst_erasure_ledger.moc"
