// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/codec/codec_fixtures.h"

#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// Cells of one CSV text by RFC 4180.
std::vector<std::vector<std::string>> parseCsv(std::string_view text) {
    std::vector<std::vector<std::string>> rows(1);
    std::string cell;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            cell += text[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\r')) {
            rows.back().push_back(std::exchange(cell, {}));
            if (c == '\r') {
                ++i;
                rows.emplace_back();
            }
        } else {
            cell += c;
        }
    }
    rows.pop_back();
    return rows;
}

} // namespace

class TestCsvEncoder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void formulasAreGuardedInEveryCell_data() {
        QTest::addColumn<QByteArray>("cell");
        for (const char *cell : {"=1+1",
                                 "+1",
                                 "-1",
                                 "@SUM(A1)",
                                 "\tx",
                                 "\rx",
                                 " =1",
                                 ",=1",
                                 ";=1",
                                 "\"=1",
                                 "|=cmd",
                                 "\xef\xbc\x9d"
                                 "1",
                                 "\xef\xbc\x8b"
                                 "1",
                                 "\xef\xbc\x8d"
                                 "1",
                                 "\xef\xbc\xa0"
                                 "A",
                                 "'=1",
                                 "'x",
                                 "\n=1",
                                 "\xc2\xa0=1",
                                 "\xef\xbb\xbf=1",
                                 "\xe3\x80\x80@x",
                                 "\xe2\x80\x8b+1",
                                 " ;,\t =1"}) {
            QTest::newRow(QByteArray(cell).toPercentEncoding().constData()) << QByteArray(cell);
        }
    }
    void formulasAreGuardedInEveryCell() {
        QFETCH(QByteArray, cell);
        const std::string text = cell.toStdString();
        for (const bool raw : {false, true}) {
            const auto row = cellsOf(text, raw);
            for (const std::size_t column : {std::size_t(1), std::size_t(4), std::size_t(8), std::size_t(9)}) {
                QCOMPARE(row[column], raw ? text : "'" + text);
            }
        }
    }
    void harmlessCellsStayAsTheyAre() {
        for (const char *text : {"order-1", "a=b", "{\"a\":-1}", "x\"y\",z", "line\r\nbreak"}) {
            QCOMPARE(cellsOf(text, false)[1], std::string(text));
        }
    }
    void theHeaderSaysWhetherCellsAreGuarded() {
        QCOMPARE(headerOf(false).back(), std::string("leadingApostropheIsAdded"));
        QCOMPARE(headerOf(true).back(), std::string("metadata"));
        QCOMPARE(headerOf(false).size(), cellsOf("x", false).size());
        QCOMPARE(headerOf(true).size(), cellsOf("x", true).size());
    }
    void bytesThatAreNoTextAreBase64() {
        QCOMPARE(cellsOf("\xff\xfe", false)[8], std::string("base64://4="));
        QCOMPARE(cellsOf(std::string("a\0b", 3), false)[8], std::string("base64:YQBi"));
    }

    void tabsSeparateToo() {
        EventRecord record;
        record.stream = "order-1";
        record.type = "A\tB";
        record.data = {Encoding::Json, "{\"a\":1}"};
        std::string out;
        makeEncoder(FileFormat::Tsv)->begin(out);
        QVERIFY(out.starts_with("position\tstream\tversion"));
        out.clear();
        makeEncoder(FileFormat::Tsv)->add(record, true, out);
        QVERIFY2(out.find("\torder-1\t") != std::string::npos, out.c_str());
        QVERIFY2(out.find("\"A\tB\"") != std::string::npos, out.c_str());
        QVERIFY2(out.find("\"{\"\"a\"\":1}\"") != std::string::npos, out.c_str());
    }
    void aTableOfMarkdownStaysOne() {
        EventRecord record;
        record.stream = "a|b*c";
        record.type = "T_x";
        record.data = {Encoding::Text, "one\ntwo <b> `c`"};
        std::string out;
        makeEncoder(FileFormat::Markdown)->begin(out);
        QCOMPARE(std::ranges::count(out, '\n'), 2);
        out.clear();
        makeEncoder(FileFormat::Markdown)->add(record, true, out);
        QCOMPARE(std::ranges::count(out, '\n'), 1);
        QVERIFY2(out.find("| a\\|b\\*c | ") != std::string::npos, out.c_str());
        QVERIFY2(out.ends_with("| one two \\<b\\> \\`c\\` |\n"), out.c_str());
    }

  private:
    static std::vector<std::vector<std::string>> rowsOf(const std::string &text, bool raw) {
        NewEvent event;
        event.type = text;
        event.data = text;
        event.metadata = text;
        EventRecord record = recordOf(event, 1);
        record.stream = text;
        const auto encoder = makeEncoder(FileFormat::Csv, {.rawCsvCells = raw});
        std::string out;
        encoder->begin(out);
        encoder->add(record, true, out);
        encoder->end(out);
        return parseCsv(out);
    }
    static std::vector<std::string> cellsOf(const std::string &text, bool raw) { return rowsOf(text, raw)[1]; }
    static std::vector<std::string> headerOf(bool raw) { return rowsOf("x", raw)[0]; }
};

QTEST_APPLESS_MAIN(TestCsvEncoder)
#include "tst_csv_encoder.moc"
