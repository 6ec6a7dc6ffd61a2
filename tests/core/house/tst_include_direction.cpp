// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// Folders in the order in which they may include each other: only themselves and what stands before them.
const std::vector<std::string> kOrder = {
    "core/base",
    "core/db/sqlite",
    "core/db/postgres",
    "core/json",
    "core/document",
    "core/archive",
    "core/event",
    "core/event/filter",
    "core/event/codec",
    "core/description",
    "core/vault",
    "core/keyring",
    "core/store",
    "core/store/memory",
    "core/store/file",
    "core/store/sqlite",
    "core/store/pg",
    "core/store/postgres",
    "core/store/mapped",
    "core/lens",
    "core/models",
    "core/index",
    "core/workspace",
    "core/fold",
    "core/history",
    "core/aggregate",
    "core/aggregate/samples",
    "core/projection",
    "core/projection/samples",
    "core/process",
    "core/process/samples",
    "core/privacy",
    "core/privacy/samples",
    "core/inspect",
    "core/domain",
    "core/connections",
    "core/open",
    "ui/async",
    "ui/theme",
    "ui/session",
    "ui/widgets",
    "ui/charts",
    "ui/notes",
    "ui/timeline",
    "ui/connections",
    "ui/log",
    "ui/stream",
    "ui/projections",
    "ui/processes",
    "ui/privacy",
    "ui/help",
    "ui/shell",
    "app/cli/output",
    "app/cli",
    "app/gui",
};

/// Library headers and the only folders that may name them.
struct Fence {
    std::string header; // a regular expression over what stands between the brackets
    std::vector<std::string> folders;
};
const std::vector<Fence> kFences = {
    {"sqlite3\\.h|SQLiteCpp/.*", {"core/db/sqlite"}},
    {"libpq.*|postgres_ext\\.h|pqxx/.*", {"core/db/postgres"}},
    {"openssl/.*", {"core/db/postgres"}},
    {"sodium\\.h", {"core/base", "core/vault"}},
    {"re2/.*", {"core/event/filter"}},
    {"(cairo|pango|glib).*", {"core/document"}},
    {"libsecret/.*", {"core/keyring"}},
    {"archive(_entry)?\\.h", {"core/archive"}},
    {"CLI/.*", {"app/cli"}},
    {"(qt[56]?)?keychain/.*", {"ui/connections"}},
    {"QDBus.*|QtDBus/.*", {"ui/shell"}},
    {"Q[A-Z].*|Qt[A-Z].*/.*", {"ui/", "app/gui"}},
};

/// Folders that stand behind a contract, and the only ones that may include them besides themselves. All others work
/// through the contract: the direction alone would let them in.
struct Door {
    std::string folder;
    std::vector<std::string> users;
};
const std::vector<Door> kDoors = {
    {"core/db/sqlite", {"core/vault", "core/store/sqlite", "core/models", "core/workspace", "core/open"}},
    {"core/db/postgres",
     {"core/store/pg", "core/store/postgres", "core/store/mapped", "core/models", "core/connections", "core/open"}},
    {"core/store/memory", {"core/store/file", "core/aggregate/samples", "core/open"}},
    {"core/store/file", {"core/open"}},
    {"core/store/pg", {"core/store/postgres", "core/store/mapped", "core/models"}},
    {"core/store/postgres", {"core/open"}},
    {"core/store/mapped", {"core/open"}},
    {"core/store/sqlite", {"core/open"}},
    {"core/aggregate/samples",
     {"core/projection/samples", "core/process/samples", "core/privacy/samples", "core/domain", "ui/session", "app/cli",
      "app/gui"}},
    {"core/projection/samples", {"core/domain", "ui/session", "app/cli"}},
    {"core/process/samples", {"core/domain"}},
    {"core/privacy/samples", {"ui/session", "app/cli", "app/gui"}},
};

std::string folderOf(const std::string &path) {
    std::string best;
    for (const auto &folder : kOrder) {
        if (path.starts_with(folder + "/") && folder.size() > best.size()) best = folder;
    }
    return best;
}

std::ptrdiff_t rank(const std::string &folder) { return std::ranges::find(kOrder, folder) - kOrder.begin(); }

bool mayName(const Fence &fence, const std::string &folder) {
    return std::ranges::any_of(fence.folders, [&](const std::string &allowed) {
        return allowed.ends_with('/') ? folder.starts_with(allowed) : folder == allowed;
    });
}

bool mayEnter(const std::string &folder, const std::string &other) {
    const auto door = std::ranges::find(kDoors, other, &Door::folder);
    return door == kDoors.end() || folder == other || std::ranges::find(door->users, folder) != door->users.end();
}

/// What is wrong with the includes of one file, in words.
std::vector<std::string> violations(const std::string &path, const std::string &text) {
    static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<std::string> found;
    const std::string folder = folderOf(path);
    if (folder.empty()) return {path + " lies in no folder of the house"};
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (!std::regex_search(line, match, kInclude)) continue;
        const std::string target = match[2];
        if (match[1] == "\"" && target.find('/') != std::string::npos) {
            const std::string other = folderOf(target);
            if (other.empty())
                found.push_back(path + " includes " + target + ", which lies in no folder of the house");
            else if (rank(other) > rank(folder))
                found.push_back(path + " includes " + target + " against the direction");
            else if (!mayEnter(folder, other))
                found.push_back(path + " includes " + target + " past the contract in front of it");
        }
        for (const Fence &fence : kFences) {
            if (std::regex_match(target, std::regex(fence.header)) && !mayName(fence, folder)) {
                found.push_back(path + " must not name <" + target + ">");
            }
        }
    }
    return found;
}

std::string readAll(const fs::path &path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> sources() {
    const fs::path top = EVENTSCOPE_SOURCE_DIR;
    std::vector<std::string> files;
    for (const char *part : {"core", "ui", "app"}) {
        for (const auto &entry : fs::recursive_directory_iterator(top / part)) {
            const auto ending = entry.path().extension();
            if (ending == ".h" || ending == ".cpp") files.push_back(fs::relative(entry.path(), top).string());
        }
    }
    return files;
}

} // namespace

class TestIncludeDirection : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyFileIncludesUpwardsOnly() {
        const auto files = sources();
        QVERIFY(files.size() > 20);
        std::string report;
        for (const auto &file : files) {
            for (const auto &line : violations(file, readAll(fs::path(EVENTSCOPE_SOURCE_DIR) / file)))
                report += line + "\n";
        }
        QVERIFY2(report.empty(), report.c_str());
    }

    void everyFileNamesItsLicence() {
        std::string report;
        for (const auto &file : sources()) {
            const std::string wanted = file.starts_with("core/") ? "Apache-2.0" : "GPL-3.0-or-later";
            const std::string head = readAll(fs::path(EVENTSCOPE_SOURCE_DIR) / file).substr(0, 200);
            if (head.find("// SPDX-License-Identifier: " + wanted + "\n") == std::string::npos) report += file + "\n";
        }
        QVERIFY2(report.empty(), ("not " + report).c_str());
    }

    void wrongIncludesAreFound_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        QTest::newRow("base includes json") << "core/base/x.h"
                                            << "#include \"core/json/json.h\"";
        QTest::newRow("fold includes history") << "core/fold/x.cpp"
                                               << "  #  include \"core/history/history.h\"";
        QTest::newRow("core includes ui") << "core/open/x.cpp"
                                          << "#include \"ui/async/job.h\"";
        QTest::newRow("core includes Qt") << "core/base/x.h"
                                          << "#include <QString>";
        QTest::newRow("core includes a Qt module") << "core/base/x.h"
                                                   << "#include <QtCore/QString>";
        QTest::newRow("the command line includes Qt") << "app/cli/x.cpp"
                                                      << "#include <QString>";
        QTest::newRow("SQLite outside its folder") << "core/store/sqlite/x.cpp"
                                                   << "#include <sqlite3.h>";
        QTest::newRow("libpq outside its folder") << "core/open/x.cpp"
                                                  << "#include <libpq-fe.h>";
        QTest::newRow("libpq's other headers") << "core/db/sqlite/x.cpp"
                                               << "#include <libpq/libpq-fs.h>";
        QTest::newRow("the keyring outside its folder") << "ui/shell/x.cpp"
                                                        << "#include <qt6keychain/keychain.h>";
        QTest::newRow("PostgreSQL past a store") << "core/index/x.cpp"
                                                 << "#include \"core/db/postgres/pg_connection.h\"";
        QTest::newRow("libsodium outside its folders") << "core/lens/x.cpp"
                                                       << "#include <sodium.h>";
        QTest::newRow("Pango outside its folder") << "core/privacy/x.cpp"
                                                  << "#include <pango/pangocairo.h>";
        QTest::newRow("cairo outside its folder") << "ui/log/x.cpp"
                                                  << "#include <cairo-pdf.h>";
        QTest::newRow("libarchive outside its folder") << "core/privacy/x.cpp"
                                                       << "#include <archive.h>";
        QTest::newRow("index includes a backend") << "core/index/x.h"
                                                  << "#include \"core/store/memory/segmented.h\"";
        QTest::newRow("backend includes a backend") << "core/store/sqlite/x.cpp"
                                                    << "#include \"core/store/memory/event_log.h\"";
        QTest::newRow("a page includes a backend") << "ui/log/x.cpp"
                                                   << "#include \"core/store/sqlite/sqlite_store.h\"";
        QTest::newRow("the database past its users") << "app/cli/x.cpp"
                                                     << "#include \"core/db/sqlite/sqlite_error.h\"";
        QTest::newRow("unknown folder") << "core/misc/x.cpp"
                                        << "";
        QTest::newRow("includes an unknown folder") << "ui/log/x.cpp"
                                                    << "#include \"core/misc/x.h\"";
    }
    void wrongIncludesAreFound() {
        QFETCH(QString, path);
        QFETCH(QString, line);
        QVERIFY(!violations(path.toStdString(), line.toStdString() + "\n").empty());
    }

    void rightIncludesPass() {
        QVERIFY(violations("core/history/x.h", "#include \"core/fold/fold.h\"\n#include <vector>\n").empty());
        QVERIFY(violations("ui/log/x.h", "#include \"core/index/log_index.h\"\n#include <QTableView>\n").empty());
        QVERIFY(violations("core/db/sqlite/x.cpp", "#include <sqlite3.h>\n").empty());
        QVERIFY(violations("core/db/postgres/x.h", "#include <libpq-fe.h>\n").empty());
        QVERIFY(violations("core/store/file/x.h", "#include \"core/store/memory/event_log.h\"\n").empty());
        QVERIFY(violations("core/store/sqlite/x.h", "#include \"core/store/sqlite/y.h\"\n").empty());
    }
};

QTEST_APPLESS_MAIN(TestIncludeDirection)
#include "tst_include_direction.moc"
