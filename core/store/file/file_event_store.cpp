// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/file/file_event_store.h"

#include "core/store/file/file_loader.h"
#include "core/store/memory/log_reader.h"

#include <filesystem>
#include <utility>

namespace eventscope {

namespace {

std::string absolutePath(const std::string &path) {
    std::error_code error;
    const auto absolute = std::filesystem::weakly_canonical(path, error);
    return error ? path : absolute.string();
}

StoreInfo infoOf(const FileLoader &loader) {
    const std::string &path = loader.file().path();
    StoreInfo info;
    info.identity = {toHex(hashOf("file:" + absolutePath(path)).bytes), "file:" + path,
                     std::filesystem::path(path).filename().string()};
    info.layout = "file (" + std::string(name(loader.format())) + ")";
    info.findings = loader.findings();
    info.versionBase = loader.versionBase();
    info.can = {Capability::ReadLog, Capability::Follow, Capability::ValidTime, Capability::PushDown};
    info.notAppendable = {"a file of events is only read; import it into a store to add to it"};
    info.readOnly.evidence = {{"type", "opened as a reader, which has no way to write", true},
                              {"session", "the file was opened for reading only and is shown from memory", true}};
    if (loader.file().isWritable()) {
        info.readOnly.evidence.push_back({"file", "other programs of yours could write to the file", false});
    } else {
        info.readOnly.evidence.push_back({"file", "you may not write to the file", true});
    }
    return info;
}

class FileEventStore final : public LogReader {
  public:
    explicit FileEventStore(std::unique_ptr<FileLoader> loader)
        : LogReader(infoOf(*loader), loader->log(), std::make_shared<SnapshotShelf>()), m_loader(std::move(loader)) {}

  protected:
    Result<void> refresh(const JobControl &job) const override { return m_loader->loadAppended(job); }

  private:
    const std::unique_ptr<FileLoader> m_loader;
};

} // namespace

Result<std::shared_ptr<const EventStore>> openFileStore(const std::string &path, const JobControl &job) {
    ES_ASSIGN(loader, FileLoader::open(path, job));
    return std::make_shared<FileEventStore>(std::move(loader));
}

} // namespace eventscope
