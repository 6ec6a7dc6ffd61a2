// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/access_report.h"

#include "core/archive/encrypted_zip.h"
#include "core/base/atomic_file.h"
#include "core/base/without_progress.h"
#include "core/document/html_writer.h"
#include "core/document/pdf_writer.h"
#include "core/privacy/access_document.h"
#include "core/privacy/export_register.h"

#include <filesystem>
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

Result<std::optional<std::uint64_t>> enter(const AccessWorld &world, const AccessRequest &request,
                                           const AccessMade &made) {
    if (!world.ledger || !world.vault) return std::optional<std::uint64_t>();
    std::vector<SubjectBinding> people;
    ES_ASSIGN(binding, world.vault->bindingOf(request.wanted.subject));
    people.push_back(binding);
    for (const SubjectId &alias : request.wanted.aliases) {
        ES_ASSIGN(other, world.vault->bindingOf(alias));
        people.push_back(other);
    }
    RegisteredExport entry;
    entry.kind = "access report";
    entry.by = request.by;
    entry.receiver = request.receiver;
    std::error_code problem;
    entry.path = std::filesystem::absolute(request.path, problem).lexically_normal().string();
    entry.bytes = made.bytes;
    entry.hash = made.hash;
    ES_ASSIGN(number, registerExport(*world.ledger, *world.vault, world.clock.now(), people, entry));
    return std::optional(number);
}

} // namespace

Result<AccessMade> makeAccessReport(const AccessWorld &world, const AccessRequest &request, const Secret &passphrase,
                                    const JobControl &job) {
    if (passphrase.view().size() < kArchivePassphraseBytesMin) {
        return fail(ErrorKind::Refused, "The archive's passphrase is too short",
                    "Choose one of " + std::to_string(kArchivePassphraseBytesMin) + " characters or more");
    }
    ES_ASSIGN(file, AtomicFile::create(request.path, AtomicFile::Readers::Owner));
    const SubjectSources sources{world.store, world.protection, world.models};
    ES_ASSIGN(report, collectAccess(sources, request.wanted, world.clock.now(), job));
    report.receiver = request.receiver;
    AccessMade made;
    Hasher hasher;
    const WriteBytes write = [&](std::string_view bytes) {
        hasher.add(bytes);
        made.bytes += bytes.size();
        return file.write(bytes);
    };
    ES_TRY(writeArchive(report, write, passphrase, job));
    made.hash = hasher.finish();
    made.counts = countsOf(report);
    made.masked = report.masked;
    ES_ASSIGN(number, enter(world, request, made));
    made.exportNo = number;
    if (auto appeared = file.commit(); !appeared) {
        if (number) ES_TRY(withdrawExport(*world.ledger, world.clock.now(), *number));
        return fail(std::move(appeared).error());
    }
    return made;
}

} // namespace eventscope
