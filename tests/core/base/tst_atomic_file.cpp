// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include <QtTest/QtTest>

#include <filesystem>
#include <sys/stat.h>

using namespace eventscope;

class TestAtomicFile : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() { QVERIFY((m_dir = std::make_unique<QTemporaryDir>())->isValid()); }

    void appearsOnlyWithCommit() {
        auto file = AtomicFile::create(path("a"));
        QVERIFY(file.has_value());
        QVERIFY(file->write("new").has_value());
        QVERIFY(!std::filesystem::exists(path("a")));
        QVERIFY(file->commit().has_value());
        QCOMPARE(*readFile(path("a"), 100), std::string("new"));
    }
    void leavesNothingBehindWithoutCommit() {
        {
            auto old = AtomicFile::create(path("a"));
            QVERIFY(old->write("old").has_value() && old->commit().has_value());
            auto file = AtomicFile::create(path("a"));
            QVERIFY(file->write("half").has_value());
        }
        QCOMPARE(*readFile(path("a"), 100), std::string("old"));
        QCOMPARE(std::distance(std::filesystem::directory_iterator(m_dir->path().toStdString()), {}),
                 std::ptrdiff_t(1));
    }
    /// As after a crash: nothing of it has a name before it is whole.
    void hasNoNameBeforeItIsWhole() {
        auto file = AtomicFile::create(path("a"));
        QVERIFY(file->write(std::string(1 << 20, 'x')).has_value());
        QVERIFY(std::filesystem::is_empty(m_dir->path().toStdString()));
        QVERIFY(file->commit().has_value());
        QCOMPARE(std::distance(std::filesystem::directory_iterator(m_dir->path().toStdString()), {}),
                 std::ptrdiff_t(1));
    }
    void onlyItsReadersMayReadIt() {
        const mode_t usual = ::umask(022);
        for (const auto readers : {AtomicFile::Readers::AsUsual, AtomicFile::Readers::Owner}) {
            auto file = AtomicFile::create(path("a"), readers);
            QVERIFY(file->commit().has_value());
            QCOMPARE(static_cast<unsigned>(std::filesystem::status(path("a")).permissions()),
                     readers == AtomicFile::Readers::Owner ? 0600u : 0644u);
        }
        ::umask(077);
        auto file = AtomicFile::create(path("a"));
        QVERIFY(file->commit().has_value());
        QCOMPARE(static_cast<unsigned>(std::filesystem::status(path("a")).permissions()), 0600u);
        ::umask(usual);
    }
    void saysWhyItCannotWrite() {
        const auto file = AtomicFile::create(path("missing/a"));
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::Unavailable);
    }
    void readingHasALimit() {
        auto file = AtomicFile::create(path("a"));
        QVERIFY(file->write(std::string(1000, 'x')).has_value() && file->commit().has_value());
        QCOMPARE(readFile(path("a"), 999).error().kind, ErrorKind::TooLarge);
        QCOMPARE(readFile(path("a"), 1000)->size(), std::size_t(1000));
        QCOMPARE(readFile(path("b"), 1000).error().kind, ErrorKind::NotFound);
    }

  private:
    std::string path(const char *name) const { return m_dir->path().toStdString() + "/" + name; }
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
