#include "core/cache/entry.h"

#include <cstring>
#include <new>

namespace gatehouse::cache {

boost::intrusive_ptr<Entry> Entry::make(std::uint64_t hash, std::string_view key, const Answer &answer,
                                        const StoreOptions &options, SteadyTime now)
{
    const std::string_view parts[] = {key, answer.contentType, answer.fields, answer.body};
    std::size_t size = sizeof(Entry);
    for (const std::string_view part : parts)
        size += part.size();

    auto *entry = new (::operator new(size)) Entry;
    boost::intrusive_ptr<Entry> made(entry);
    entry->m_hash = hash;
    entry->m_storedAt = now;
    entry->m_method = options.method;
    entry->m_ttl = static_cast<std::uint32_t>(options.ttl.count());
    entry->m_keySize = static_cast<std::uint32_t>(key.size());
    entry->m_contentTypeSize = static_cast<std::uint32_t>(answer.contentType.size());
    entry->m_fieldsSize = static_cast<std::uint32_t>(answer.fields.size());
    entry->m_bodySize = static_cast<std::uint32_t>(answer.body.size());
    entry->m_status = static_cast<std::uint16_t>(answer.status);
    entry->m_withTraceId = answer.withTraceId;
    entry->m_encrypted = options.encrypted;
    char *out = entry->text();
    for (const std::string_view part : parts)
        out = std::ranges::copy(part, out).out;
    return made;
}

void Entry::destroy(const Entry *entry) noexcept
{
    entry->~Entry();
    ::operator delete(const_cast<Entry *>(entry));
}

Answer Entry::answer() const noexcept
{
    std::string_view rest(text(), textSize());
    rest.remove_prefix(m_keySize);
    const auto take = [&rest](std::size_t size) {
        const std::string_view part = rest.substr(0, size);
        rest.remove_prefix(size);
        return part;
    };
    Answer answer;
    answer.status = m_status;
    answer.contentType = take(m_contentTypeSize);
    answer.fields = take(m_fieldsSize);
    answer.body = take(m_bodySize);
    answer.withTraceId = m_withTraceId;
    return answer;
}

std::size_t Entry::octetsFor(std::size_t textSize) noexcept
{
    constexpr std::size_t kAllocator = 8, kGrain = 16; // what glibc adds to a block, and rounds to
    constexpr std::size_t kPlace = 16; // one to two buckets of 8 octets each
    return (sizeof(Entry) + textSize + kAllocator + kGrain - 1) / kGrain * kGrain + kPlace;
}

} // namespace gatehouse::cache
