// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/access_report.h"

#include "core/archive/encrypted_zip.h"
#include "core/base/without_progress.h"
#include "core/document/html_writer.h"
#include "core/document/pdf_writer.h"
#include "core/privacy/access_document.h"
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
    ES_ASSIGN(file, RegisteredFile::create(request.path));
    const SubjectSources sources{world.store, world.protection, world.models};
    ES_ASSIGN(report, collectAccess(sources, request.wanted, world.clock.now(), job));
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
