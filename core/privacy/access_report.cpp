// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/access_report.h"

#include "core/archive/encrypted_zip.h"
#include "core/base/without_progress.h"
#include "core/document/html_writer.h"
#include "core/document/pdf_writer.h"
#include "core/privacy/access_document.h"
#include "core/privacy/erasure_request.h"
#include "core/privacy/others_mask.h"
#include "core/privacy/registered_file.h"
#include "core/vault/new_passphrase.h"

#include <utility>

namespace eventscope {

namespace {

Result<void> writeArchive(const AccessReport &report, const WriteBytes &write, const Secret &passphrase,
                          const JobControl &job) {
    ES_ASSIGN(zip, EncryptedZip::begin(write, passphrase));
    const WriteBytes into = [&](std::string_view bytes) { return zip.write(bytes); };
    ES_TRY(zip.beginFile("personal-data.jsonl", report.madeAt));
    ES_TRY(writeAccessLines(report, into, withoutProgress(job)));
    const Document document = accessDocument(report);
    ES_TRY(zip.beginFile("personal-data.html", report.madeAt));
    ES_TRY(writeHtml(document, into, withoutProgress(job)));
    ES_TRY(zip.beginFile("personal-data.pdf", report.madeAt));
    ES_TRY(writePdf(document, into, job));
    return zip.finish();
}

/// Longer ones are no names, and nobody writes them into a line about somebody.
constexpr std::size_t kNamingBytesMax = 80;

void addShortTexts(const Json &value, std::vector<std::string> &texts) {
    if (value.kind() == Json::Kind::String && value.token().size() <= kNamingBytesMax &&
        value.token() != kAnotherPerson)
        texts.emplace_back(value.token());
    for (const auto &[key, child] : value.children())
        addShortTexts(child, texts);
}

/// Texts that tell who the person is: their own short values, and what was looked for.
std::vector<std::string> namingTexts(const AccessReport &report, const SubjectWanted &wanted) {
    std::vector<std::string> texts = wanted.literals;
    for (const AccessSource &source : report.sources)
        for (const AccessValue &value : source.values) {
            const bool isTheirs = value.state == FieldState::Clear && value.reason != SubjectHit::Reason::Identifier;
            if (isTheirs) addShortTexts(value.value, texts);
        }
    return texts;
}

/// What the register keeps names nobody.
Result<void> checkKept(const AccessRequest &request, const std::vector<std::string> &texts) {
    std::vector<SubjectId> people = request.wanted.aliases;
    people.push_back(request.wanted.subject);
    for (const SubjectId &one : people) {
        ES_TRY(checkNamesNobody("whom it is for", request.receiver, one, texts));
        ES_TRY(checkNamesNobody("who makes it", request.by, one, texts));
    }
    return {};
}

Result<std::vector<SubjectBinding>> bindingsOf(const SubjectWanted &wanted, const KeyVault &vault) {
    ES_ASSIGN(first, vault.bindingOf(wanted.subject));
    std::vector<SubjectBinding> people{first};
    for (const SubjectId &alias : wanted.aliases) {
        ES_ASSIGN(other, vault.bindingOf(alias));
        people.push_back(other);
    }
    return people;
}

Result<RegisteredExport> appear(const AccessWorld &world, const AccessRequest &request, RegisteredFile &file) {
    RegisteredExport entry;
    entry.kind = "access report";
    entry.by = request.by;
    entry.receiver = request.receiver;
    if (!world.ledger || !world.vault) {
        ES_TRY(file.appearUnregistered(entry));
        return entry;
    }
    ES_ASSIGN(people, bindingsOf(request.wanted, *world.vault));
    ES_TRY(file.appear(*world.ledger, *world.vault, world.clock.now(), people, entry));
    return entry;
}

} // namespace

Result<AccessMade> makeAccessReport(const AccessWorld &world, const AccessRequest &request, const Secret &passphrase,
                                    const JobControl &job) {
    ES_TRY(checkNewPassphrase(passphrase));
    if (world.ledger) ES_TRY(checkKept(request, request.wanted.literals));
    ES_ASSIGN(file, RegisteredFile::create(request.path));
    const SubjectSources sources{world.store, world.protection, world.models};
    ES_ASSIGN(report, collectAccess(sources, request.wanted, world.clock.now(), job));
    if (world.ledger) ES_TRY(checkKept(request, namingTexts(report, request.wanted)));
    report.receiver = request.receiver;
    const WriteBytes write = [&](std::string_view bytes) { return file.write(bytes); };
    ES_TRY(writeArchive(report, write, passphrase, job));
    ES_ASSIGN(entry, appear(world, request, file));
    AccessMade made;
    made.counts = countsOf(report);
    made.masked = report.masked;
    made.bytes = entry.bytes;
    made.hash = entry.hash;
    if (entry.number != 0) made.exportNo = entry.number;
    return made;
}

} // namespace eventscope
