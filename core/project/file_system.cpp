#include "core/project/file_system.h"

#include "core/project/project_store.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::project {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFileSize = 64U << 20U; ///< octets: what the readers of documents take

std::unexpected<Error> failed(const fs::path &path, const std::error_code &why)
{
    return fail(ProjectErrc::Unwritable, std::format("{}: {}", path.string(), why.message()));
}

std::unexpected<Error> failedWithErrno(const fs::path &path)
{
    return failed(path, std::error_code(errno, std::generic_category()));
}

class Descriptor {
public:
    explicit Descriptor(int descriptor) noexcept
        : m_descriptor(descriptor)
    {
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    [[nodiscard]] int get() const noexcept { return m_descriptor; }

private:
    const int m_descriptor;
};

class SystemFiles final : public FileSystem {
public:
    Expected<void> createFolders(const fs::path &path) override
    {
        std::error_code error;
        fs::create_directories(path, error);
        return error ? Expected<void>(failed(path, error)) : Expected<void>();
    }

    Expected<void> writeFile(const fs::path &path, std::string_view text, const fs::path &like) override
    {
        const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666));
        if (file.get() < 0)
            return failedWithErrno(path);
        struct stat old = {};
        if (!like.empty() && ::stat(like.c_str(), &old) == 0 && ::fchmod(file.get(), old.st_mode & 07777U) != 0)
            return failedWithErrno(path);
        while (!text.empty()) {
            const ssize_t written = ::write(file.get(), text.data(), text.size());
            if (written < 0 && errno != EINTR)
                return failedWithErrno(path);
            text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
        }
        return ::fsync(file.get()) == 0 ? Expected<void>() : failedWithErrno(path);
    }

    Expected<void> rename(const fs::path &from, const fs::path &to) override
    {
        std::error_code error;
        fs::rename(from, to, error);
        return error ? Expected<void>(failed(to, error)) : Expected<void>();
    }

    Expected<void> remove(const fs::path &path) override
    {
        std::error_code error;
        fs::remove(path, error);
        return error ? Expected<void>(failed(path, error)) : Expected<void>();
    }

    Expected<void> sync(const fs::path &folder) override
    {
        const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (directory.get() < 0 || ::fsync(directory.get()) != 0)
            return failedWithErrno(folder);
        return {};
    }
};

} // namespace

FileSystem &FileSystem::system()
{
    static SystemFiles files;
    return files;
}

Expected<std::string> readFile(const fs::path &path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status))
        return fail(ProjectErrc::NotFound, path.string());
    if (!fs::is_regular_file(status)) // a pipe would wait for ever
        return fail(ProjectErrc::Unreadable, std::format("{}: not a file", path.string()));
    if (const std::uintmax_t size = fs::file_size(path, error); !error && size > kMaxFileSize)
        return fail(ProjectErrc::Unreadable, std::format("{}: {} octets are too many", path.string(), size));
    std::ifstream stream(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(stream), {});
    if (!stream || stream.bad())
        return fail(ProjectErrc::Unreadable,
                    std::format("{}: {}", path.string(), std::generic_category().message(errno)));
    return text;
}

} // namespace gatehouse::project
