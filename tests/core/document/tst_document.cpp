// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/html_writer.h"
#include "core/document/pdf_writer.h"

#include "tests/support/real_reader.h"
#include "tests/support/store_fixture.h"

#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include <algorithm>
#include <stop_token>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr std::int64_t kMadeUs = 1'772'323'200'000'000; // 2026-03-01

Document sample() {
    Document document;
    document.title = "Report <1> & \"more\"";
    document.createdAt = timeOfUs(kMadeUs);
    document.heading(2, "First part");
    document.paragraph("A line.\nAnother <script>alert(1)</script> & 'quoted'.");
    document.blocks.emplace_back(Document::Definitions{{{"Case", "E-17"}, {"Name", "<b>bold</b>"}}});
    document.heading(3, "Below");
    document.blocks.emplace_back(
        Document::Table{"What there is", {{"Field", 1}, {"Value", 3}}, {{"/a", "1 < 2"}, {"/b", "x\ty\nz"}}});
    return document;
}

std::string html(const Document &document) {
    std::string text;
    must(
        writeHtml(document, [&](std::string_view piece) -> Result<void> { return text += piece, Result<void>(); }, {}));
    return text;
}
std::string pdf(const Document &document) {
    std::string text;
    must(writePdf(document, [&](std::string_view piece) -> Result<void> { return text += piece, Result<void>(); }, {}));
    return text;
}

} // namespace

/// Documents as HTML and PDF, read back by other programs.
class TestDocument : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString saved(const std::string &bytes) const {
        QFile file(m_folder.filePath(QStringLiteral("d.pdf")));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        return file.fileName();
    }
    [[nodiscard]] QString textOf(const Document &document) const {
        const Reading read = readWith(QStringLiteral("pdftotext"),
                                      {QStringLiteral("-layout"), saved(pdf(document)), QStringLiteral("-")});
        return read.code == 0 ? QString::fromUtf8(read.out) : QString();
    }
    [[nodiscard]] QByteArray infoOf(const Document &document, const QStringList &options = {}) const {
        return readWith(QStringLiteral("pdfinfo"), options + QStringList{saved(pdf(document))}).out;
    }

  private Q_SLOTS:
    void htmlIsOneFileWithNothingActive() {
        const std::string text = html(sample());
        for (const char *no :
             {"<script", "<b>", "<img", "<link", "href=", "src=", "url(", "http://", "https://", "<1>"})
            QVERIFY2(text.find(no) == std::string::npos, no);
        for (const char *yes : {"<!DOCTYPE html>", "<html lang=\"en\">", "charset=\"utf-8\"", "scope=\"col\"",
                                "&lt;script&gt;", "&amp;", "&#39;quoted&#39;", "default-src 'none'", "<caption",
                                "<thead>", "Report &lt;1&gt; &amp; &quot;more&quot;", "2026-03-01T00:00:00"})
            QVERIFY2(text.find(yes) != std::string::npos, yes);
    }

    /// Every tag is closed, and the structure is that of the document.
    void htmlIsWellFormed() {
        QString text = QString::fromStdString(html(sample()));
        text.remove(QRegularExpression(QStringLiteral("<(!DOCTYPE|meta|col )[^>]*>")));
        QXmlStreamReader reader(text);
        QMap<QString, int> elements;
        while (!reader.atEnd())
            if (reader.readNext() == QXmlStreamReader::StartElement) ++elements[reader.name().toString()];
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(elements[QStringLiteral("h1")], 1);
        QCOMPARE(elements[QStringLiteral("h2")], 1);
        QCOMPARE(elements[QStringLiteral("h3")], 1);
        QCOMPARE(elements[QStringLiteral("dt")], 2);
        QCOMPARE(elements[QStringLiteral("th")], 2);
        QCOMPARE(elements[QStringLiteral("td")], 4);
    }

    void whatMisleadsIsWrittenOut() {
        Document document;
        document.title = "t";
        document.paragraph("abc\u202edef\x1b[31m \xff NUL:" + std::string(1, '\0') + "end");
        const std::string text = html(document);
        QVERIFY(text.find("\\u202e") != std::string::npos && text.find("\u202e") == std::string::npos);
        QVERIFY(text.find("\\x1b[31m") != std::string::npos && text.find("\\xff") != std::string::npos);
        QVERIFY(text.find('\0') == std::string::npos);
        const QString read = textOf(document);
        QVERIFY2(read.contains("\\u202e") && read.contains("end"), qPrintable(read));
    }

    void pdfIsReadByOthers() {
        const QString text = textOf(sample());
        for (const char *yes : {"Report <1> & \"more\"", "First part", "<script>alert(1)</script>", "E-17",
                                "Page 1 of 1", "What there is", "<b>bold</b>"})
            QVERIFY2(text.contains(QLatin1String(yes)), qPrintable(text));
        const QByteArray info = infoOf(sample(), {QStringLiteral("-isodates")});
        QVERIFY2(info.contains("Title:           Report <1> & \"more\""), info);
        QVERIFY2(info.contains("2026-03-01T"), info);
        QVERIFY2(info.contains("Pages:           1") && info.contains("A4"), info);
        QVERIFY2(info.contains("Tagged:          yes"), info);
        QVERIFY2(info.contains("JavaScript:      no"), info);
        const QByteArray tags = infoOf(sample(), {QStringLiteral("-struct")});
        for (const char *tag : {"H1", "H2", "H3", "P", "Table", "TR", "TH", "TD"})
            QVERIFY2(tags.contains(tag), tag + tags);
    }

    void theSameDocumentGivesTheSameBytes() {
        QVERIFY(pdf(sample()) == pdf(sample()));
        QVERIFY(html(sample()) == html(sample()));
        Document later = sample();
        later.createdAt += std::chrono::hours(24);
        QVERIFY(pdf(later) != pdf(sample()));
    }

    void tablesGoOnOverPagesWithTheirHeads() {
        Document document;
        document.title = "Long";
        Document::Table table{"", {{"Number", 1}, {"What stands there", 4}}, {}};
        for (int i = 0; i < 300; ++i)
            table.rows.push_back({"row-" + std::to_string(i), "value of " + std::to_string(i)});
        document.blocks.emplace_back(table);
        const QString text = textOf(document);
        const QStringList pages = text.split(QLatin1Char('\f'), Qt::SkipEmptyParts);
        QVERIFY(pages.size() >= 5);
        for (qsizetype i = 0; i < pages.size(); ++i) {
            QVERIFY2(pages[i].contains(QLatin1String("What stands there")), qPrintable(pages[i]));
            QVERIFY(pages[i].contains(QStringLiteral("Page %1 of %2").arg(i + 1).arg(pages.size())));
        }
        for (int i = 0; i < 300; ++i)
            QCOMPARE(text.count(QRegularExpression(QStringLiteral("row-%1\\b").arg(i))), 1);
    }

    /// A cell that is longer than a page, of one word, and a paragraph likewise: nothing is lost, nothing runs out of
    /// the paper.
    void longWordsAndCellsAreBroken() {
        Document document;
        document.title = "Wide";
        const std::string word(12'000, 'w');
        document.blocks.emplace_back(Document::Table{"", {{"A", 1}, {"B", 1}}, {{word, "short"}, {"next", "row"}}});
        document.blocks.emplace_back(Document::Definitions{{{"name", std::string(9'000, 'v')}}});
        document.paragraph(std::string(20'000, 'u'));
        const QString text = textOf(document);
        QVERIFY(!text.contains(QLatin1Char('-')));          // nothing is put into a value
        QCOMPARE(text.count(QLatin1Char('w')), 12'000 + 1); // and of "row"
        QCOMPARE(text.count(QLatin1Char('v')), 9'000);
        QCOMPARE(text.count(QLatin1Char('u')), 20'000);
        const Reading boxes =
            readWith(QStringLiteral("pdftotext"), {QStringLiteral("-bbox"), saved(pdf(document)), QStringLiteral("-")});
        static const QRegularExpression kRight(QStringLiteral("xMax=\"([0-9.]+)\""));
        auto match = kRight.globalMatch(QString::fromUtf8(boxes.out));
        QVERIFY(match.hasNext());
        while (match.hasNext())
            QVERIFY(match.next().captured(1).toDouble() < 595.3 - 50);
    }

    void otherScriptsAreShaped() {
        Document document;
        document.title = "Scripts";
        document.paragraph("Ελληνικά Кириллица");
        document.paragraph("שלום עולם");
        document.blocks.emplace_back(Document::Table{"", {{"a", 1}}, {{"مرحبا"}, {"日本語"}}});
        const QString text = textOf(document);
        QVERIFY2(text.contains(QStringLiteral("Ελληνικά Кириллица")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("שלום")) || text.contains(QStringLiteral("םולש")), qPrintable(text));
        const std::string page = html(document);
        QVERIFY(page.find("dir=\"auto\">שלום") != std::string::npos);
    }

    void emptyThingsAreFine() {
        Document document;
        QVERIFY(pdf(document).starts_with("%PDF-1.5"));
        document.blocks.emplace_back(Document::Table{"", {{"only a head", 1}}, {}});
        document.blocks.emplace_back(Document::Definitions{});
        document.paragraph("");
        document.heading(2, "");
        QVERIFY(textOf(document).contains(QLatin1String("only a head")));
    }

    void whoStopsItOrCannotTakeItEndsIt() {
        std::stop_source source;
        source.request_stop();
        const WriteBytes nowhere = [](std::string_view) -> Result<void> { return {}; };
        QCOMPARE(writePdf(sample(), nowhere, {source.get_token()}).error().kind, ErrorKind::Cancelled);
        QCOMPARE(writeHtml(sample(), nowhere, {source.get_token()}).error().kind, ErrorKind::Cancelled);
        const WriteBytes full = [](std::string_view) -> Result<void> { return fail(ErrorKind::Unavailable, "full"); };
        QCOMPARE(writePdf(sample(), full, {}).error().message, std::string("full"));
        QCOMPARE(writeHtml(sample(), full, {}).error().message, std::string("full"));
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
