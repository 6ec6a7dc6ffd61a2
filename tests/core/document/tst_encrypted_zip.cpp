// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/encrypted_zip.h"

#include "tests/support/real_reader.h"
#include "tests/support/store_fixture.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

/// Archives that other programs open with the passphrase, and only with it.
class TestEncryptedZip : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const std::string m_secret = "clear text that must not be there ";

    [[nodiscard]] QString archive() const { return m_folder.filePath(QStringLiteral("a.zip")); }
    [[nodiscard]] Reading sevenZip(const QStringList &arguments) const {
        return readWith(QStringLiteral("7z"), arguments + QStringList{archive()});
    }
    static Result<std::string> make(const std::vector<std::pair<std::string, std::string>> &files,
                                    const std::string &passphrase) {
        std::string bytes;
        ES_ASSIGN(zip, EncryptedZip::begin(
                           [&](std::string_view piece) -> Result<void> {
                               bytes += piece;
                               return {};
                           },
                           Secret(std::string(passphrase))));
        for (const auto &[name, text] : files) {
            ES_TRY(zip.beginFile(name, timeOfUs(1'772'323'200'000'000)));
            for (std::size_t at = 0; at < text.size(); at += 1000)
                ES_TRY(zip.write(std::string_view(text).substr(at, 1000)));
        }
        ES_TRY(zip.finish());
        return bytes;
    }
    void save(const std::string &bytes) const {
        QFile file(archive());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
    }

  private Q_SLOTS:
    void othersOpenIt() {
        std::string large;
        for (int i = 0; i < 20'000; ++i)
            large += m_secret + std::to_string(i);
        const std::string bytes = must(make({{"a.txt", m_secret}, {"große.json", large}}, "pässword 1"));
        QVERIFY(bytes.find("clear text") == std::string::npos);
        save(bytes);
        const Reading tested = sevenZip({"t", "-ppässword 1"});
        QVERIFY2(tested.code == 0, tested.out + tested.err);
        const Reading listed = sevenZip({"l", "-slt", "-ppässword 1"});
        QVERIFY2(listed.out.count("AES-256") == 2, listed.out);
        const Reading read = sevenZip({"e", "-so", "-ppässword 1", "-x!a.txt"});
        QVERIFY(read.out == QByteArray::fromStdString(large));
    }

    void onlyWithThePassphrase() {
        save(must(make({{"a.txt", m_secret}}, "right")));
        QVERIFY(sevenZip({"t", "-pwrong"}).code != 0);
        const Reading read = sevenZip({"e", "-so", "-pwrong"});
        QVERIFY(read.code != 0 && !read.out.contains("clear text"));
        QCOMPARE(make({}, "").error().kind, ErrorKind::Refused);
    }

    void aChangedByteIsSeen() {
        std::string noise(5000, 'x');
        for (std::size_t i = 0; i < noise.size(); ++i)
            noise[i] = static_cast<char>(i * 2654435761U >> 13);
        std::string bytes = must(make({{"a.txt", noise}}, "right"));
        save(bytes);
        QVERIFY(sevenZip({"t", "-pright"}).code == 0);
        bytes[1000] = static_cast<char>(bytes[1000] ^ 1);
        save(bytes);
        QVERIFY(sevenZip({"t", "-pright"}).code != 0);
    }

    void whoCannotTakeItEndsIt() {
        int pieces = 0;
        auto zip = EncryptedZip::begin(
            [&](std::string_view) -> Result<void> {
                if (++pieces > 2) return fail(ErrorKind::Unavailable, "full");
                return {};
            },
            Secret(std::string("p")));
        QVERIFY(zip.has_value());
        Result<void> written = zip->beginFile("a", {});
        std::string noise(1 << 20, 'x');
        for (std::size_t i = 0; i < noise.size(); ++i)
            noise[i] = static_cast<char>(i * 2654435761U >> 13);
        for (int i = 0; written && i < 10; ++i)
            written = zip->write(noise);
        if (written) written = zip->finish();
        QVERIFY(!written);
        QCOMPARE(written.error().message, std::string("full"));
    }
};

QTEST_GUILESS_MAIN(TestEncryptedZip)
#include "tst_encrypted_zip.moc"
